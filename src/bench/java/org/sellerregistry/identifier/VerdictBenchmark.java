package org.sellerregistry.identifier;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Verdicts per second on one core, over the published numbers of all schemes, valid and not, in a
 * mixed order. Run it from the project's root: {@code mvn -Pbench -Dexec.skip=false
 * process-test-classes}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 3)
public class VerdictBenchmark {
  private static final Path VECTORS =
      Path.of("src/test/resources/org/sellerregistry/identifier/vectors.csv");

  private Scheme[] schemes;
  private String[] numbers;
  private int next;

  @Setup
  public void read() throws IOException {
    try (var rows = CsvReader.builder().ofNamedCsvRecord(VECTORS)) {
      var vectors = new ArrayList<>(rows.stream().toList());
      // In the file they stand by scheme, which would be easier on the processor than real traffic.
      Collections.shuffle(vectors, new Random(1));
      schemes =
          vectors.stream()
              .map(row -> Schemes.find(row.getField("scheme")).orElseThrow())
              .toArray(Scheme[]::new);
      numbers = vectors.stream().map(row -> row.getField("number")).toArray(String[]::new);
    }
  }

  @Benchmark
  public Verdict verdict() {
    next = next + 1 == numbers.length ? 0 : next + 1;
    return schemes[next].check(numbers[next]);
  }
}
