package org.sellerregistry.cli;

import io.grpc.Channel;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.sellerregistry.cli.source.RecordSource;
import org.sellerregistry.cli.source.SourceRecord;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.TraderServiceGrpc;

/** Lets benchmarks import as the command does: the same streams, window and accounts. */
public final class Importing {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Importing() {}

  /**
   * What became of the records.
   *
   * @param complete whether each record was answered
   */
  public record Outcome(long records, long created, boolean complete) {}

  /** Imports all records and waits for all answers. */
  public static Outcome run(
      Channel channel, String parent, Iterator<ImportRecord> records, int streams)
      throws IOException, InterruptedException {
    var options = ImportOptions.newBuilder().setParent(parent).build();
    var retries = new RetryPolicy(PATIENCE, new SecureRandom());
    try (var ledger = new ImportLedger(null, System.err::println);
        var progress = new ImportProgress("import", 0);
        var source = new Source(records)) {
      var lanes =
          IntStream.range(0, streams)
              .mapToObj(lane ->
                  new ImportLane(
                      TraderServiceGrpc.newStub(channel), options, ledger, retries, Thread::sleep))
              .toList();
      new ImportRun(lanes, ledger, progress).run(source);
      var counts = ledger.counts();
      return new Outcome(counts.records(), counts.created(), counts.areComplete());
    }
  }

  private record Source(Iterator<ImportRecord> records) implements RecordSource {
    @Override
    public boolean hasNext() {
      return records.hasNext();
    }

    @Override
    public SourceRecord next() {
      return new SourceRecord.Ready(records.next());
    }

    @Override
    public long position() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
