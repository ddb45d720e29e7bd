package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of RFC 9162, section 2.1.1, over SHA-256. */
final class MerkleHash {
  /** The bytes of a hash. */
  static final int LENGTH = 32;

  /** The root of the tree without leaves. */
  static final ByteString EMPTY = sha256(new byte[0]);

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleHash() {}

  /** The hash of a leaf's data. */
  static ByteString leaf(ByteString data) {
    var input = new byte[1 + data.size()];
    input[0] = LEAF;
    data.copyTo(input, 1);
    return sha256(input);
  }

  /** The hash of a node over its two children. */
  static ByteString node(ByteString left, ByteString right) {
    var input = new byte[1 + 2 * LENGTH];
    input[0] = NODE;
    left.copyTo(input, 1);
    right.copyTo(input, 1 + LENGTH);
    return sha256(input);
  }

  static ByteString sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return ByteString.copyFrom(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
