package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_ENTRY;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_TILE;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * The tree in tiles of 256 hashes: a tile of level 0 holds leaf hashes and is stored once it is
 * full, one of level n holds the roots of 256 tiles of level n - 1 and is stored as it fills.
 */
final class TileStore {
  private static final int HEIGHT = 8;
  private static final int WIDTH = 1 << HEIGHT;

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

  private static List<ByteString> tile(DSLContext db, Log log, int level, long tile) {
    var stored =
        db.select(JOURNAL_TILE.HASHES)
            .from(JOURNAL_TILE)
            .where(JOURNAL_TILE.LOG.eq(log.code()))
            .and(JOURNAL_TILE.LEVEL.eq(level))
            .and(JOURNAL_TILE.TILE_INDEX.eq(tile))
            .fetchOptional(JOURNAL_TILE.HASHES);
    if (stored.isPresent()) {
      return split(ByteString.copyFrom(stored.get()));
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
  private static ByteString root(List<ByteString> hashes) {
    if (hashes.size() == 1) {
      return hashes.getFirst();
    }
    int half = hashes.size() / 2;
    return MerkleHash.node(
        root(hashes.subList(0, half)), root(hashes.subList(half, hashes.size())));
  }
}
