package org.sellerregistry.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** The benchmarks, which are built apart from the product and found by {@code ServiceLoader}. */
public interface Benchmarks {

  /** Those that are run unless some are named. */
  List<String> USUAL =
      List.of(
          "cold-start",
          "empty",
          "naive",
          "public-info",
          "get-trader",
          "lookup",
          "verify",
          "create",
          "import",
          "watch-lag",
          "overload",
          "journal");

  /** Only if it is asked for: it takes as long as there are traders. */
  String ROTATION = "rotation";

  /**
   * Runs them and prints what they measured.
   *
   * @return the exit code
   */
  int run(BenchmarkOptions options, PrintWriter out) throws IOException, InterruptedException;
}
