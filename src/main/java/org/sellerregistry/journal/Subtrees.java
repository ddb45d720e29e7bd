package org.sellerregistry.journal;

import com.google.protobuf.ByteString;

/** The complete subtrees of a log's tree. */
@FunctionalInterface
interface Subtrees {

  /**
   * The root of the subtree over the leaves {@code index * 2^level} to {@code (index + 1) * 2^level
   * - 1}, all of which are in the tree.
   */
  ByteString root(int level, long index);
}
