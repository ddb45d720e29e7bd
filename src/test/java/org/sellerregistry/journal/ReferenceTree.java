package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.util.List;

/** A tree in memory whose hashes follow the recursive definition of RFC 9162, section 2.1.1. */
public record ReferenceTree(List<ByteString> leafHashes) implements Subtrees {

  public ReferenceTree {
    leafHashes = List.copyOf(leafHashes);
  }

  @Override
  public ByteString root(int level, long index) {
    int width = 1 << level;
    return root(leafHashes.subList((int) index * width, (int) (index + 1) * width));
  }

  public static ByteString root(List<ByteString> leaves) {
    if (leaves.isEmpty()) {
      return MerkleHash.EMPTY;
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    return MerkleHash.node(
        root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
  }
}
