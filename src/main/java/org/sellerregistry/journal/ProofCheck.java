package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.util.List;

/** Verifies proofs by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. */
public final class ProofCheck {
  private ProofCheck() {}

  /** Whether the leaf is the one at the index in the tree of that size and root. */
  public static boolean includes(
      ByteString root, long size, long index, ByteString leafHash, List<ByteString> path) {
    if (index < 0 || index >= size || wrongLength(path)) {
      return false;
    }
    long node = index;
    long last = size - 1;
    var hash = leafHash;
    for (var sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = MerkleHash.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = MerkleHash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /** Whether the second tree begins with all the leaves of the first, in their order. */
  public static boolean extendsTree(
      ByteString firstRoot, long first, ByteString secondRoot, long second, List<ByteString> path) {
    if (first < 0 || first > second || wrongLength(path)) {
      return false;
    }
    if (first == second) {
      return path.isEmpty() && firstRoot.equals(secondRoot);
    }
    if (first == 0) {
      return path.isEmpty() && firstRoot.equals(MerkleHash.EMPTY);
    }
    if (path.isEmpty()) {
      return false;
    }
    // A first tree that is a complete subtree of the second is not repeated in the path.
    boolean complete = Long.bitCount(first) == 1;
    long node = first - 1;
    long last = second - 1;
    while ((node & 1) == 1) {
      node >>= 1;
      last >>= 1;
    }
    var firstHash = complete ? firstRoot : path.getFirst();
    var secondHash = firstHash;
    for (var sibling : complete ? path : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        firstHash = MerkleHash.node(sibling, firstHash);
        secondHash = MerkleHash.node(sibling, secondHash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        secondHash = MerkleHash.node(secondHash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && firstHash.equals(firstRoot) && secondHash.equals(secondRoot);
  }

  private static boolean wrongLength(List<ByteString> path) {
    return path.stream().anyMatch(hash -> hash.size() != MerkleHash.LENGTH);
  }
}
