package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_CONSUMER;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_ENTRY;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.WrittenRecord;

/**
 * Takes content and salt from entries whose time has passed; their hashes stay, and with them every
 * tree and proof.
 *
 * <p>Guarantees: each batch is one transaction with the entry that names what was pruned, and with
 * what was found by it; a run that was interrupted is gone on with. Entries of mutations that still
 * answer for stored records stay. One that is not what was hashed stays too: it is evidence.
 */
public final class PruneLogs {
  /** The method of the entries that say what was pruned; nobody can call it. */
  private static final String METHOD = "Journal.Prune";

  private static final Pattern RECORD = Pattern.compile("journal/([a-z]+)/(0|[1-9][0-9]{0,17})");

  private static final int BATCH = 100;

  private final Transactor transactor;
  private final Journal journal;
  private final Periods periods;
  private final InstantSource clock;
  private final EntryStore entries = new EntryStore();
  private final LogHeads heads = new LogHeads();

  /** How long the content of each log's entries is kept. */
  public record Periods(Duration changes, Duration accesses) {
    Duration of(Log log) {
      return switch (log) {
        case REGISTRY -> changes;
        case ACCESS -> accesses;
      };
    }
  }

  public PruneLogs(Transactor transactor, Journal journal, Periods periods, InstantSource clock) {
    this.transactor = transactor;
    this.journal = journal;
    this.periods = periods;
    this.clock = clock;
  }

  /** An entry's place in a log. */
  public record Place(Log log, long sequence) {
    /** Its name among the records that entries speak of. */
    String record() {
      return "journal/%s/%d".formatted(log.text(), sequence);
    }
  }

  /** Whether an entry says what was pruned: its deleted records are entries. */
  public static boolean isPruning(JournalEntry entry) {
    return entry.getMethod().equals(METHOD);
  }

  /** Which entry a record is; empty if it is none. */
  public static Optional<Place> place(String record) {
    var match = RECORD.matcher(record);
    return match.matches()
        ? Stream.of(Log.values())
            .filter(log -> log.text().equals(match.group(1)))
            .findFirst()
            .map(log -> new Place(log, Long.parseLong(match.group(2))))
        : Optional.empty();
  }

  /** Prunes all that may be pruned. */
  public void run() {
    for (var log : Log.values()) {
      boolean more = true;
      while (more) {
        more = step(log);
      }
    }
  }

  /**
   * Looks at the next entries of a log.
   *
   * @return whether there may be more
   */
  boolean step(Log log) {
    var now = clock.instant();
    return transactor.write(db -> step(db, log, now));
  }

  private boolean step(DSLContext db, Log log, Instant now) {
    long from = position(db, log);
    var before = now.minus(periods.of(log));
    var expired =
        entries.list(db, log, from, end(db, log), JOURNAL_ENTRY.CONTENT.isNotNull(), BATCH).stream()
            .takeWhile(leaf -> leaf.createTime().isBefore(before))
            .toList();
    boolean more = expired.size() == BATCH;
    if (expired.isEmpty() && from == 0) {
      return false;
    }
    if (lock(db, log) != from) {
      // Somebody else is at it.
      return false;
    }
    prune(db, log, expired, now);
    long next = expired.isEmpty() ? from : expired.getLast().sequence() + 1;
    // What answered for a record may be done with that by the next time.
    store(db, log, more || log == Log.ACCESS ? next : 0);
    return more;
  }

  /** Accesses are found by trader before they may go. */
  private long end(DSLContext db, Log log) {
    return switch (log) {
      case REGISTRY -> heads.size(db, log);
      case ACCESS -> read(db, AccessIndex.NAME);
    };
  }

  private void prune(DSLContext db, Log log, List<Leaf> expired, Instant now) {
    var pruned =
        switch (log) {
          case REGISTRY -> notNeeded(db, expired);
          case ACCESS -> expired.stream().filter(Leaf::isIntact).toList();
        };
    if (pruned.isEmpty()) {
      return;
    }
    if (log == Log.ACCESS) {
      var rows = new HashSet<AccessIndex.Row>();
      pruned.forEach(leaf -> AccessIndex.collect(leaf, rows));
      AccessIndex.delete(db, rows);
    }
    entries.prune(db, log, pruned.stream().map(Leaf::sequence).toList());
    for (var leaf : pruned) {
      var record = new Place(log, leaf.sequence()).record();
      Journal.wrote(db, WrittenRecord.newBuilder().setRecord(record).build());
    }
    journal.append(
        db,
        JournalEntry.newBuilder()
            .setTime(
                Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
            .setMethod(METHOD)
            .setResource("journal/" + log.text())
            .setPrincipal("registry")
            .setPurpose("retention")
            .build());
  }

  /** Those that no stored record needs. */
  private List<Leaf> notNeeded(DSLContext db, List<Leaf> expired) {
    var answers = new AnsweringEntries();
    expired.forEach(answers::ask);
    var subjects =
        expired.stream()
            .flatMap(leaf -> Optional.ofNullable(leaf.content()).stream())
            .map(content -> Leaf.subject(Log.REGISTRY, content))
            .collect(Collectors.toSet());
    for (var subject : subjects) {
      var trader = subject.trader();
      if (trader != null) {
        read(db, subject.marketplace(), trader, answers);
      }
    }
    return expired.stream().filter(leaf -> !answers.isNeeded(leaf)).toList();
  }

  private void read(DSLContext db, String marketplace, UUID trader, AnsweringEntries answers) {
    var own = JOURNAL_ENTRY.MARKETPLACE.eq(marketplace).and(JOURNAL_ENTRY.TRADER.eq(trader));
    long from = 0;
    var page = List.<Leaf>of();
    do {
      page = entries.list(db, Log.REGISTRY, from, Long.MAX_VALUE, own, BATCH);
      page.forEach(answers::take);
      from = page.isEmpty() ? from : page.getLast().sequence() + 1;
    } while (page.size() == BATCH);
  }

  private static String consumer(Log log) {
    return "prune_" + log.text();
  }

  private static long position(DSLContext db, Log log) {
    return read(db, consumer(log));
  }

  private static long read(DSLContext db, String consumer) {
    return db.select(JOURNAL_CONSUMER.POSITION)
        .from(JOURNAL_CONSUMER)
        .where(JOURNAL_CONSUMER.CONSUMER.eq(consumer))
        .fetchOptional(JOURNAL_CONSUMER.POSITION)
        .orElse(0L);
  }

  private static long lock(DSLContext db, Log log) {
    db.insertInto(JOURNAL_CONSUMER)
        .set(JOURNAL_CONSUMER.CONSUMER, consumer(log))
        .set(JOURNAL_CONSUMER.POSITION, 0L)
        .onDuplicateKeyIgnore()
        .execute();
    return db.select(JOURNAL_CONSUMER.POSITION)
        .from(JOURNAL_CONSUMER)
        .where(JOURNAL_CONSUMER.CONSUMER.eq(consumer(log)))
        .forUpdate()
        .fetchSingle()
        .value1();
  }

  private static void store(DSLContext db, Log log, long position) {
    db.update(JOURNAL_CONSUMER)
        .set(JOURNAL_CONSUMER.POSITION, position)
        .where(JOURNAL_CONSUMER.CONSUMER.eq(consumer(log)))
        .execute();
  }
}
