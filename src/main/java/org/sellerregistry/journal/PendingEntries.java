package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_SEQUENCER;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.sellerregistry.storage.generated.tables.records.JournalPendingRecord;

/**
 * What was committed and is not in sequence yet.
 *
 * <p>Ids are given before transactions commit, so an id that is not there may come later: each that
 * was passed over is asked for again. Entries of one trader are written under its lock, so the one
 * with the lower id was committed first, and is there whenever the other one is.
 */
final class PendingEntries {
  /** An id that was not seen for so long was rolled back, as far as each pass is concerned. */
  private static final Duration GAP_LIFE = Duration.ofMinutes(10);

  /** How often everything is searched, for what outlived its gap. */
  private static final Duration SCAN_INTERVAL = Duration.ofMinutes(10);

  private static final int MOST_GAPS = 4_000;

  private static final int ONLY_ROW = 1;

  private static final String DELETE =
      """
      DELETE p FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
      STRAIGHT_JOIN journal_pending p FORCE INDEX (PRIMARY) ON p.id = ids.id\
      """;

  /** An entry with the id that it waits under. */
  record Pending(long id, Log log, ByteString content, Instant createTime) {}

  /** Takes up to {@code limit} new entries and those that came late, in the order of their ids. */
  List<Pending> take(DSLContext db, int limit, Instant now) {
    var state =
        db.selectFrom(JOURNAL_SEQUENCER).where(JOURNAL_SEQUENCER.ID.eq(ONLY_ROW)).fetchSingle();
    var gaps = Gaps.read(state.getGaps());
    boolean all = !now.isBefore(state.getScanTime().plus(SCAN_INTERVAL));
    long position = state.getPosition();

    var found = new TreeMap<Long, Pending>();
    int taken = select(db, JOURNAL_PENDING.ID.gt(all ? 0 : position), limit, found);
    if (!gaps.isEmpty() && !all) {
      // After the new ones: whatever these were written behind is there by now.
      var _ = select(db, JOURNAL_PENDING.ID.in(inline(gaps.keySet())), MOST_GAPS, found);
    }
    boolean scanned = all && taken < limit;
    if (found.isEmpty() && !scanned) {
      return List.of();
    }
    for (var id : found.keySet()) {
      for (long missed = Math.max(position + 1, id - MOST_GAPS); missed < id; missed++) {
        gaps.put(missed, now.getEpochSecond());
      }
      gaps.remove(id);
      position = Math.max(position, id);
    }
    if (scanned && !found.isEmpty()) {
      // Whatever it was set to: ids that are given from now on lie behind it.
      position = found.lastKey();
    }
    long dead = now.minus(GAP_LIFE).getEpochSecond();
    gaps.values().removeIf(time -> time < dead);
    while (gaps.size() > MOST_GAPS) {
      var _ = gaps.pollFirstEntry();
    }
    db.update(JOURNAL_SEQUENCER)
        .set(JOURNAL_SEQUENCER.POSITION, position)
        .set(JOURNAL_SEQUENCER.GAPS, Gaps.write(gaps))
        .set(JOURNAL_SEQUENCER.SCAN_TIME, scanned ? now : state.getScanTime())
        .where(JOURNAL_SEQUENCER.ID.eq(ONLY_ROW))
        .execute();
    if (!found.isEmpty()) {
      delete(db, found.keySet());
    }
    return new ArrayList<>(found.values());
  }

  /** The entries of the registry's log that wait, without taking them. */
  List<ByteString> waitingEntries(DSLContext db, int limit) {
    var state =
        db.selectFrom(JOURNAL_SEQUENCER).where(JOURNAL_SEQUENCER.ID.eq(ONLY_ROW)).fetchSingle();
    var found = new TreeMap<Long, Pending>();
    var _ = select(db, JOURNAL_PENDING.ID.gt(state.getPosition()), limit, found);
    var gaps = Gaps.read(state.getGaps());
    if (!gaps.isEmpty()) {
      var _ = select(db, JOURNAL_PENDING.ID.in(inline(gaps.keySet())), limit, found);
    }
    return found.values().stream()
        .filter(entry -> entry.log() == Log.REGISTRY)
        .map(Pending::content)
        .toList();
  }

  /**
   * What waits behind the last one taken; empty if nothing does.
   *
   * @param exact up to how many it is enough to know that no more wait
   * @param most beyond how many they are not counted
   */
  Optional<Waiting> waiting(DSLContext db, int exact, int most) {
    long position =
        db.select(JOURNAL_SEQUENCER.POSITION)
            .from(JOURNAL_SEQUENCER)
            .where(JOURNAL_SEQUENCER.ID.eq(ONLY_ROW))
            .fetchSingle()
            .value1();
    var behind = JOURNAL_PENDING.ID.gt(position);
    return end(db, behind, JOURNAL_PENDING.ID.asc())
        .flatMap(oldest ->
            end(db, behind, JOURNAL_PENDING.ID.desc())
                .map(highest -> {
                  // Two look-ups by key: rows are counted only when there may be too many.
                  long entries = highest - position;
                  return new Waiting(
                      oldest, highest, entries > exact ? count(db, behind, most) : entries);
                }));
  }

  private static Optional<Long> end(DSLContext db, Condition which, SortField<Long> order) {
    return db.select(JOURNAL_PENDING.ID)
        .from(JOURNAL_PENDING)
        .where(which)
        .orderBy(order)
        .limit(1)
        .fetchOptional(JOURNAL_PENDING.ID);
  }

  private static long count(DSLContext db, Condition which, int most) {
    return db.fetchCount(
        db.select(JOURNAL_PENDING.ID)
            .from(JOURNAL_PENDING)
            .where(which)
            .orderBy(JOURNAL_PENDING.ID)
            .limit(most));
  }

  /** What waits: the first and the last id, and how many at most. */
  record Waiting(long oldest, long highest, long entries) {}

  private static int select(DSLContext db, Condition which, int limit, Map<Long, Pending> found) {
    var rows =
        db.selectFrom(JOURNAL_PENDING)
            .where(which)
            .orderBy(JOURNAL_PENDING.ID)
            .limit(limit)
            .fetch();
    for (var row : rows) {
      found.put(row.getId(), pending(row));
    }
    return rows.size();
  }

  private static Pending pending(JournalPendingRecord row) {
    return new Pending(
        row.getId(),
        Log.of(row.getLog()),
        ByteString.copyFrom(row.getEntry()),
        row.getCreateTime());
  }

  /**
   * Each by its key, whatever the server thinks of the table's size: with a list of ids it searches
   * a small table as a whole, and waits for every writer that has not committed yet.
   */
  private static void delete(DSLContext db, Set<Long> ids) {
    var list = ids.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    db.execute(DELETE, list);
  }

  /** Numbers of the program's own, thousands of which would be too many to bind. */
  private static List<Field<Long>> inline(Collection<Long> ids) {
    return ids.stream().<Field<Long>>map(DSL::inline).toList();
  }
}
