package org.sellerregistry.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code serve} in its plain form, as machines start it: done without the library that knows all
 * commands and their help, which takes a good part of a start's time.
 *
 * @param listen empty for what the configuration says
 */
public record PlainServe(@Nullable Path config, @Nullable Path data, String listen) {
  private static final Set<String> OPTIONS = Set.of("--config", "--data", "--listen");

  /** Empty unless the words are {@code serve} and its options, each once and with a value. */
  public static Optional<PlainServe> parse(String... words) {
    if (words.length % 2 == 0 || !words[0].equals("serve")) {
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    for (int i = 1; i < words.length; i += 2) {
      if (!OPTIONS.contains(words[i])
          || !isPlain(words[i + 1])
          || values.put(words[i], words[i + 1]) != null) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          new PlainServe(
              path(values.get("--config")),
              path(values.get("--data")),
              values.getOrDefault("--listen", "")));
    } catch (InvalidPathException e) {
      // The command line says what is wrong with it.
      return Optional.empty();
    }
  }

  /** Neither an option nor a file of arguments. */
  private static boolean isPlain(String value) {
    return !value.isEmpty() && !value.startsWith("-") && !value.startsWith("@");
  }

  private static @Nullable Path path(@Nullable String value) {
    return value == null ? null : Path.of(value);
  }

  /** Runs the server until it is told to stop, and returns the exit code. */
  public int run() {
    try {
      return Serving.run(
          ServerOptions.load(config, data, listen),
          new PrintWriter(System.out, true, System.out.charset()));
    } catch (Exception failure) {
      return report(failure);
    }
  }

  private static int report(Exception failure) {
    try {
      var report = ErrorReport.of(failure);
      System.err.println("error: " + report.line());
      return report.exitCode();
    } catch (Exception defect) {
      defect.printStackTrace();
      return ExitCodes.FAILED;
    }
  }
}
