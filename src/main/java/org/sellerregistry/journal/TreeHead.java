package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.util.Base64;

/**
 * What a checkpoint says, in the form of C2SP's tlog-checkpoint.
 *
 * @param origin the log's name
 * @param size how many leaves the tree has
 * @param root 32 bytes
 */
public record TreeHead(String origin, long size, ByteString root) {

  /**
   * Reads a note's text; further lines are passed over.
   *
   * @throws IllegalArgumentException if it is no checkpoint
   */
  public static TreeHead parse(String text) {
    var lines = text.split("\n", -1);
    if (lines.length >= 4 && !lines[0].isEmpty() && lines[1].matches("0|[1-9][0-9]{0,17}")) {
      var root = ByteString.copyFrom(Base64.getDecoder().decode(lines[2]));
      if (root.size() == MerkleHash.LENGTH) {
        return new TreeHead(lines[0], Long.parseLong(lines[1]), root);
      }
    }
    throw new IllegalArgumentException("This is no checkpoint");
  }

  /** The note's text. */
  public String text() {
    return "%s\n%d\n%s\n"
        .formatted(origin, size, Base64.getEncoder().encodeToString(root.toByteArray()));
  }
}
