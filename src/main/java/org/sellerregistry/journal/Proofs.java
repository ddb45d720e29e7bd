package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/** Makes the proofs of RFC 9162, sections 2.1.3.1 and 2.1.4.1. */
final class Proofs {
  private final Subtrees subtrees;

  Proofs(Subtrees subtrees) {
    this.subtrees = subtrees;
  }

  /** The root of the tree's first {@code size} leaves. */
  ByteString root(long size) {
    return size == 0 ? MerkleHash.EMPTY : root(0, size);
  }

  /** The hashes that lead from the leaf to the root of the first {@code size} leaves. */
  List<ByteString> inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("No leaf %d in a tree of %d".formatted(index, size));
    }
    var path = new ArrayList<ByteString>();
    collect(index, 0, size, path);
    return path;
  }

  /**
   * The hashes that show that the first {@code second} leaves begin with the first {@code first}.
   */
  List<ByteString> consistency(long first, long second) {
    if (first < 0 || first > second) {
      throw new IllegalArgumentException("No tree of %d in one of %d".formatted(first, second));
    }
    var path = new ArrayList<ByteString>();
    if (first > 0 && first < second) {
      collect(first, 0, second, true, path);
    }
    return path;
  }

  private void collect(long index, long begin, long end, List<ByteString> path) {
    if (end - begin == 1) {
      return;
    }
    long middle = begin + split(end - begin);
    if (index < middle) {
      collect(index, begin, middle, path);
      path.add(root(middle, end));
    } else {
      collect(index, middle, end, path);
      path.add(root(begin, middle));
    }
  }

  /**
   * @param whole whether the first tree's part is a subtree that its own root names
   */
  private void collect(long first, long begin, long end, boolean whole, List<ByteString> path) {
    if (first == end) {
      if (!whole) {
        path.add(root(begin, end));
      }
      return;
    }
    long middle = begin + split(end - begin);
    if (first <= middle) {
      collect(first, begin, middle, whole, path);
      path.add(root(middle, end));
    } else {
      collect(first, middle, end, false, path);
      path.add(root(begin, middle));
    }
  }

  private ByteString root(long begin, long end) {
    long leaves = end - begin;
    if (Long.bitCount(leaves) == 1) {
      int level = Long.numberOfTrailingZeros(leaves);
      return subtrees.root(level, begin >> level);
    }
    long middle = begin + split(leaves);
    return MerkleHash.node(root(begin, middle), root(middle, end));
  }

  /** The largest power of two that is smaller. */
  private static long split(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }
}
