package org.sellerregistry.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.WrittenRecord;

/** Entries on a trader's revisions, one after the other, as large as that of a changed section. */
final class WrittenEntries {
  private final UUID trader = UUID.randomUUID();
  private long revision;

  List<JournalEntry> next(int count) {
    return IntStream.range(0, count).mapToObj(i -> entry(++revision)).toList();
  }

  private JournalEntry entry(long revision) {
    var record = "traders/" + trader;
    return JournalEntry.newBuilder()
        .setTime(Timestamp.newBuilder().setSeconds(System.currentTimeMillis() / 1000))
        .setMethod("TraderService.UpdateTrader")
        .setResource("marketplaces/bench/" + record)
        .setRevision(revision)
        .setPrincipal("spiffe://local.sellerregistry.org/bench")
        .addAllWritten(
            List.of(
                written(record + "/trader"),
                written(record + "/revisions/" + revision),
                written(record + "/sections/1/" + revision)))
        .build();
  }

  private static WrittenRecord written(String record) {
    return WrittenRecord.newBuilder()
        .setRecord(record)
        .setSha256(ByteString.copyFrom(new byte[32]))
        .build();
  }
}
