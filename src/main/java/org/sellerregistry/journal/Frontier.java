package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree's size and the roots of the complete subtrees that it consists of, the largest first: all
 * that is needed to append to it.
 */
final class Frontier {
  private final List<ByteString> roots = new ArrayList<>();
  private long size;

  /** The empty tree. */
  Frontier() {}

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws JournalDamagedException if it is not the frontier of a tree of that size
   */
  Frontier(long size, byte[] bytes) {
    this.size = size;
    if (bytes.length != MerkleHash.LENGTH * Long.bitCount(size)) {
      throw new JournalDamagedException("The frontier does not belong to a tree of " + size);
    }
    for (int begin = 0; begin < bytes.length; begin += MerkleHash.LENGTH) {
      roots.add(ByteString.copyFrom(bytes, begin, MerkleHash.LENGTH));
    }
  }

  long size() {
    return size;
  }

  void append(ByteString leafHash) {
    var hash = leafHash;
    for (long complete = size; (complete & 1) == 1; complete >>= 1) {
      hash = MerkleHash.node(roots.removeLast(), hash);
    }
    roots.add(hash);
    size++;
  }

  /** The root of the tree. */
  ByteString root() {
    if (roots.isEmpty()) {
      return MerkleHash.EMPTY;
    }
    var hash = roots.getLast();
    for (int i = roots.size() - 2; i >= 0; i--) {
      hash = MerkleHash.node(roots.get(i), hash);
    }
    return hash;
  }

  byte[] toBytes() {
    return ByteString.copyFrom(roots).toByteArray();
  }
}
