package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sellerregistry.storage.Transactor;

/** Holds the stored tiles of a log against its leaf hashes, as these come in their order. */
final class TileCheck {
  private final Transactor transactor;
  private final Log log;
  private final Consumer<String> findings;
  private final TileStore tiles = new TileStore();
  private final List<Level> levels = new ArrayList<>();

  private static final class Level {
    final List<ByteString> hashes = new ArrayList<>();
    long tile;
  }

  /**
   * @param findings hears of each tile that does not fit
   */
  TileCheck(Transactor transactor, Log log, Consumer<String> findings) {
    this.transactor = transactor;
    this.log = log;
    this.findings = findings;
  }

  /** Takes the next leaf. */
  void append(ByteString leafHash) {
    append(0, leafHash);
  }

  private void append(int number, ByteString hash) {
    if (levels.size() == number) {
      levels.add(new Level());
    }
    var level = levels.get(number);
    level.hashes.add(hash);
    if (level.hashes.size() == TileStore.WIDTH) {
      compare(number, level);
      append(number + 1, TileStore.root(level.hashes));
      level.hashes.clear();
      level.tile++;
    }
  }

  /** Compares what is not full, and looks for tiles that belong to no tree of this size. */
  void end() {
    for (int number = 1; number < levels.size(); number++) {
      if (!levels.get(number).hashes.isEmpty()) {
        compare(number, levels.get(number));
      }
    }
    transactor
        .read(db -> tiles.strays(db, log))
        .forEach(tile -> findings.accept("The tile %s is not one of the tree".formatted(tile)));
  }

  private void compare(int number, Level level) {
    var expected = ByteString.copyFrom(level.hashes);
    var stored = transactor.read(db -> tiles.stored(db, log, number, level.tile));
    // One that is not full may have been added to since.
    boolean fits =
        stored
            .filter(bytes -> bytes.startsWith(expected) && bytes.size() % MerkleHash.LENGTH == 0)
            .isPresent();
    if (!fits) {
      findings.accept(
          "The tile %d/%d is not the one that the entries give".formatted(number, level.tile));
    }
  }
}
