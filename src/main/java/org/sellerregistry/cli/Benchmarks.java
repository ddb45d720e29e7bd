package org.sellerregistry.cli;

import java.io.IOException;
import java.io.PrintWriter;

/** The benchmarks, which are built apart from the product and found by {@code ServiceLoader}. */
public interface Benchmarks {
  /**
   * Runs them and prints what they measured.
   *
   * @return the exit code
   */
  int run(BenchmarkOptions options, PrintWriter out) throws IOException, InterruptedException;
}
