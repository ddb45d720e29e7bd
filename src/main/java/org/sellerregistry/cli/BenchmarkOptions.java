package org.sellerregistry.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, and on what.
 *
 * @param names the benchmarks; empty for all
 * @param traders how many traders the registry holds; of several, each is measured by itself
 * @param seconds how long one phase takes
 * @param rounds how often reference and registry are measured in turn
 * @param connections the client's connections
 * @param inFlight calls under way at once
 * @param zipf whether few traders are asked for often, or else all alike
 * @param alone whether what the named ones are compared with is left out
 * @param database where a JDBC URL says, with user and password; none for an embedded one
 * @param data the directory to keep the loaded data in; none for a temporary one
 * @param bufferPool mebibytes for the embedded database's pages
 * @param json whether JSON is printed, or else text
 * @param svg where to write a plot; none for no plot
 * @param table the file whose table is replaced; none for no table
 */
public record BenchmarkOptions(
    List<String> names,
    List<Integer> traders,
    int seconds,
    int rounds,
    int connections,
    int inFlight,
    boolean zipf,
    boolean alone,
    @Nullable Database database,
    @Nullable Path data,
    int bufferPool,
    boolean json,
    @Nullable Path svg,
    @Nullable Path table) {
  public BenchmarkOptions {
    names = List.copyOf(names);
    traders = List.copyOf(traders);
  }

  /** A database that somebody else runs; its schema is filled by the benchmarks. */
  public record Database(String url, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return url;
    }
  }
}
