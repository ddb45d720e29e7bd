package org.sellerregistry.audit;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.sellerregistry.journal.Records;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.JournalFinding;
import org.sellerregistry.v1.JournalFindingKind;
import org.sellerregistry.v1.WrittenRecord;

/** Records of one resource as the journal says they are, to be held against those stored. */
final class RecordState {
  /** The end of an interval that lasts. */
  private static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

  private static final String END = "/end";

  private final Map<String, ByteString> written = new HashMap<>();

  /** Takes an entry in; the last one that names a record counts. */
  void take(JournalEntry entry) {
    entry.getWrittenList().forEach(this::take);
  }

  void take(WrittenRecord record) {
    if (record.getSha256().isEmpty()) {
      written.remove(record.getRecord());
    } else {
      written.put(record.getRecord(), record.getSha256());
    }
  }

  /**
   * The stored records of the resource.
   *
   * @param intervals for each thing that has intervals, its intervals by their begin
   */
  record Stored(
      List<WrittenRecord> records, Map<String, NavigableMap<Instant, Interval>> intervals) {
    Stored() {
      this(new ArrayList<>(), new HashMap<>());
    }

    void add(WrittenRecord record) {
      records.add(record);
    }

    /** Adds an interval of a thing. */
    void add(String thing, Instant from, Instant to, WrittenRecord record) {
      records.add(record);
      var _ =
          intervals
              .computeIfAbsent(thing, key -> new TreeMap<>())
              .put(from, new Interval(record.getRecord(), to));
    }
  }

  /** The end of a record's interval. */
  record Interval(String record, Instant to) {}

  /** What does not fit. */
  List<JournalFinding> compare(String resource, Stored stored) {
    var findings = new ArrayList<JournalFinding>();
    var missing = new HashMap<>(written);
    for (var record : stored.records()) {
      var expected = missing.remove(record.getRecord());
      if (expected == null) {
        findings.add(
            finding(
                JournalFindingKind.JOURNAL_FINDING_KIND_RECORD_UNKNOWN,
                resource,
                record.getRecord(),
                "The record is there, and no entry says that it was written"));
      } else if (!expected.equals(record.getSha256())) {
        findings.add(
            finding(
                JournalFindingKind.JOURNAL_FINDING_KIND_RECORD_CHANGED,
                resource,
                record.getRecord(),
                "The record is not as the last entry says that it was written"));
      }
    }
    missing.keySet().stream()
        .filter(record -> !record.endsWith(END) && !Records.isOutside(record))
        .sorted()
        .forEach(record ->
            findings.add(
                finding(
                    JournalFindingKind.JOURNAL_FINDING_KIND_RECORD_MISSING,
                    resource,
                    record,
                    "The record was written and is not there")));
    stored.intervals().values().forEach(it -> compareEnds(resource, it, findings));
    return findings;
  }

  /** An interval lasts, ends where the next one begins, or ends as an entry says. */
  private void compareEnds(
      String resource, NavigableMap<Instant, Interval> intervals, List<JournalFinding> findings) {
    intervals.forEach((from, interval) -> {
      var end = Records.end(interval.record(), interval.to());
      var expected = written.get(end.getRecord());
      var next = intervals.higherKey(from);
      boolean fits =
          expected == null
              ? interval.to().equals(next == null ? FOREVER : next)
              : expected.equals(end.getSha256());
      if (!fits) {
        findings.add(
            finding(
                JournalFindingKind.JOURNAL_FINDING_KIND_RECORD_CHANGED,
                resource,
                interval.record(),
                "The record's interval does not end where it ended"));
      }
    });
  }

  private static JournalFinding finding(
      JournalFindingKind kind, String resource, String record, String text) {
    return JournalFinding.newBuilder()
        .setKind(kind)
        .setResource(resource)
        .setRecord(record)
        .setText(text)
        .build();
  }
}
