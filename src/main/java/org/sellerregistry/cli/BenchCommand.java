package org.sellerregistry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the registry on this machine. */
@Command(
    name = "bench",
    description = {
      "Measures the registry on this machine, each benchmark and its reference in turn.",
      "Runs a database, a server and the callers beside each other, with synthetic traders. The"
          + " JSON form has for each benchmark what it measured, and ratios such as"
          + " public-info/empty."
    })
public final class BenchCommand implements Callable<Integer> {

  /** How traders are chosen. */
  enum Keys {
    /** All alike. */
    uniform,
    /** Few of them often. */
    zipf
  }

  /** How results are printed. */
  enum Form {
    /** Lines and a table. */
    table,
    /** JSON. */
    json
  }

  /** The names of what can be measured. */
  static final class Known implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(Benchmarks.USUAL.stream(), Stream.of(Benchmarks.ROTATION)).iterator();
    }
  }

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      completionCandidates = Known.class,
      description =
          "Of ${COMPLETION-CANDIDATES}. Default: all but rotation, which rotates the keys of all"
              + " traders under load, kills the server in the middle, and looks for every trader"
              + " afterwards.")
  private List<String> names = List.of();

  @Option(
      names = "--traders",
      paramLabel = "COUNT",
      split = ",",
      defaultValue = "10000",
      description = {
        "How many traders the registry holds. Default: 10000.",
        "Of several, such as 10000,100000,1000000, each has data of its own; the first is measured"
            + " in all, the others in what only reads."
      })
  private List<Integer> traders = List.of(10_000);

  @Option(
      names = "--seconds",
      paramLabel = "COUNT",
      defaultValue = "10",
      description = "How long one phase takes. Default: 10.")
  private int seconds = 10;

  @Option(
      names = "--rounds",
      paramLabel = "COUNT",
      defaultValue = "3",
      description = "How often reference and registry take turns. Default: 3.")
  private int rounds = 3;

  @Option(
      names = "--connections",
      paramLabel = "COUNT",
      defaultValue = "16",
      description = "The callers' connections. Default: 16.")
  private int connections = 16;

  @Option(
      names = "--in-flight",
      paramLabel = "COUNT",
      defaultValue = "256",
      description = "Calls under way at once. Default: 256.")
  private int inFlight = 256;

  @Option(
      names = "--keys",
      paramLabel = "FORM",
      defaultValue = "uniform",
      description = "Which traders are asked for: uniform or zipf. Default: uniform.")
  private Keys keys = Keys.uniform;

  @Option(
      names = "--alone",
      description = "Measures nothing but what is named: without references, for a profile.")
  private boolean alone;

  @Option(
      names = "--database",
      paramLabel = "URL",
      defaultValue = "",
      description = "jdbc:mysql://HOST:PORT/SCHEMA, which is made and filled. Default: embedded.")
  private String database = "";

  @Option(
      names = "--database-user",
      paramLabel = "NAME",
      defaultValue = "root",
      description = "The account of --database. Default: root.")
  private String databaseUser = "root";

  @Option(
      names = "--database-password-file",
      paramLabel = "FILE",
      description = "A file with its password. Default: none.")
  private @Nullable Path databasePasswordFile;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keeps the loaded data for another run. Default: a temporary directory.")
  private @Nullable Path data;

  @Option(
      names = "--buffer-pool",
      paramLabel = "MEBIBYTES",
      defaultValue = "1024",
      description = "Memory of the embedded database for pages. Default: 1024.")
  private int bufferPool = 1024;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "Print results as table or json. Default: table.")
  private Form form = Form.table;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draws a plot of the results.")
  private @Nullable Path svg;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "Replaces the table of results in a Markdown file.")
  private @Nullable Path table;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (var name : names) {
      if (!Benchmarks.USUAL.contains(name) && !name.equals(Benchmarks.ROTATION)) {
        throw new UsageFailure(
            "There is no benchmark \"%s\": there are %s"
                .formatted(name, String.join(", ", new Known())));
      }
    }
    var benchmarks =
        ServiceLoader.load(Benchmarks.class)
            .findFirst()
            .orElseThrow(() ->
                new CommandFailure(
                    "This distribution has no benchmarks. Build one that has them from the sources:"
                        + " mvn -Pbench -DskipTests package"));
    return benchmarks.run(options(), spec.commandLine().getOut());
  }

  private BenchmarkOptions options() throws IOException {
    if (traders.stream().anyMatch(count -> count < 1)
        || seconds < 1
        || rounds < 1
        || connections < 1
        || inFlight < 1) {
      throw new UsageFailure("Counts must be positive");
    }
    var password =
        databasePasswordFile == null ? "" : Files.readString(databasePasswordFile).strip();
    return new BenchmarkOptions(
        names,
        traders,
        seconds,
        rounds,
        connections,
        inFlight,
        keys == Keys.zipf,
        alone,
        database.isEmpty() ? null : new BenchmarkOptions.Database(database, databaseUser, password),
        data,
        bufferPool,
        form == Form.json,
        svg,
        table);
  }
}
