package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_ENTRY;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_LOG;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_TILE;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The tree in tiles of 256 hashes: a tile of level 0 holds leaf hashes and is stored once it is
 * full, one of level n holds the roots of 256 tiles of level n - 1 and is stored as it fills.
 */
final class TileStore {
  private static final int HEIGHT = 8;
  static final int WIDTH = 1 << HEIGHT;
  private static final int MOST_STRAYS = 100;

  /** More than 2^32 entries have; higher ones would not fit the numbers here. */
  private static final int MOST_LEVELS = 5;

  /** Adds leaves to the tree of {@code size} leaves. */
  void append(DSLContext db, Log log, long size, List<ByteString> leafHashes) {
    var added = leafHashes;
    long begin = size;
    for (int level = 0; !added.isEmpty(); level++) {
      long tile = begin >> HEIGHT;
      var hashes = new ArrayList<>(begin % WIDTH == 0 ? List.of() : tile(db, log, level, tile));
      // A tile that was stored ahead holds what is appended already.
      while (hashes.size() > begin % WIDTH) {
        hashes.removeLast();
      }
      hashes.addAll(added);
      var roots = new ArrayList<ByteString>();
      int from = 0;
      for (; hashes.size() - from >= WIDTH; from += WIDTH) {
        var full = hashes.subList(from, from + WIDTH);
        store(db, log, level, tile + roots.size(), full);
        roots.add(root(full));
      }
      if (level > 0 && from < hashes.size()) {
        store(db, log, level, tile + roots.size(), hashes.subList(from, hashes.size()));
      }
      begin = tile;
      added = roots;
    }
  }

  /** The complete subtrees of a log, read as they are asked for. */
  Subtrees subtrees(DSLContext db, Log log) {
    Map<String, List<ByteString>> read = new HashMap<>();
    return (level, index) -> {
      int tileLevel = level / HEIGHT;
      int width = 1 << (level % HEIGHT);
      long first = index * width;
      long tile = first >> HEIGHT;
      var hashes =
          read.computeIfAbsent(tileLevel + "/" + tile, key -> tile(db, log, tileLevel, tile));
      int offset = (int) (first % WIDTH);
      if (offset + width > hashes.size()) {
        throw new JournalDamagedException(
            "Tile %d of level %d of the log %s is not whole"
                .formatted(tile, tileLevel, log.text()));
      }
      return root(hashes.subList(offset, offset + width));
    };
  }

  /** A tile as it is stored; empty if it is not. */
  Optional<ByteString> stored(DSLContext db, Log log, int level, long tile) {
    return db.select(JOURNAL_TILE.HASHES)
        .from(JOURNAL_TILE)
        .where(JOURNAL_TILE.LOG.eq(log.code()))
        .and(JOURNAL_TILE.LEVEL.eq(level))
        .and(JOURNAL_TILE.TILE_INDEX.eq(tile))
        .fetchOptional(row -> ByteString.copyFrom(row.value1()));
  }

  /** The tiles, as LEVEL/INDEX, that a tree of the log's size does not have. */
  List<String> strays(DSLContext db, Log log) {
    var stray = JOURNAL_TILE.LEVEL.notBetween(0, MOST_LEVELS - 1);
    for (int level = 0; level < MOST_LEVELS; level++) {
      long leaves = 1L << (HEIGHT * level);
      // A tile of leaves is there once it is full, any other from its first hash on.
      var others = JOURNAL_LOG.SIZE.minus(DSL.inline(level == 0 ? WIDTH : leaves));
      var last = others.div(DSL.inline(leaves * WIDTH));
      stray = stray.or(JOURNAL_TILE.LEVEL.eq(level).and(JOURNAL_TILE.TILE_INDEX.gt(last)));
    }
    return db.select(JOURNAL_TILE.LEVEL, JOURNAL_TILE.TILE_INDEX)
        .from(JOURNAL_TILE)
        .join(JOURNAL_LOG)
        .on(JOURNAL_LOG.LOG.eq(JOURNAL_TILE.LOG))
        .where(JOURNAL_TILE.LOG.eq(log.code()))
        .and(stray)
        .orderBy(JOURNAL_TILE.LEVEL, JOURNAL_TILE.TILE_INDEX)
        .limit(MOST_STRAYS)
        .fetch(row -> row.value1() + "/" + row.value2());
  }

  private List<ByteString> tile(DSLContext db, Log log, int level, long tile) {
    var stored = stored(db, log, level, tile);
    if (stored.isPresent()) {
      return split(stored.get());
    }
    return level > 0
        ? List.of()
        : db.select(JOURNAL_ENTRY.LEAF_HASH)
            .from(JOURNAL_ENTRY)
            .where(JOURNAL_ENTRY.LOG.eq(log.code()))
            .and(JOURNAL_ENTRY.SEQUENCE.ge(tile * WIDTH))
            .and(JOURNAL_ENTRY.SEQUENCE.lt((tile + 1) * WIDTH))
            .orderBy(JOURNAL_ENTRY.SEQUENCE)
            .fetch(row -> ByteString.copyFrom(row.value1()));
  }

  private static void store(DSLContext db, Log log, int level, long tile, List<ByteString> hashes) {
    var bytes = ByteString.copyFrom(hashes).toByteArray();
    db.insertInto(JOURNAL_TILE)
        .set(JOURNAL_TILE.LOG, log.code())
        .set(JOURNAL_TILE.LEVEL, level)
        .set(JOURNAL_TILE.TILE_INDEX, tile)
        .set(JOURNAL_TILE.HASHES, bytes)
        .onDuplicateKeyUpdate()
        .set(JOURNAL_TILE.HASHES, bytes)
        .execute();
  }

  private static List<ByteString> split(ByteString bytes) {
    var hashes = new ArrayList<ByteString>(WIDTH);
    for (int begin = 0; begin < bytes.size(); begin += MerkleHash.LENGTH) {
      hashes.add(bytes.substring(begin, begin + MerkleHash.LENGTH));
    }
    return hashes;
  }

  /** The root over a power of two of hashes. */
  static ByteString root(List<ByteString> hashes) {
    if (hashes.size() == 1) {
      return hashes.getFirst();
    }
    int half = hashes.size() / 2;
    return MerkleHash.node(
        root(hashes.subList(0, half)), root(hashes.subList(half, hashes.size())));
  }
}
