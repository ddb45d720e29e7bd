package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.JournalEntry;

/**
 * An entry in its place in a log.
 *
 * @param hash the hash of the leaf whose data is SHA-256 over salt and content
 * @param salt 32 random bytes; none if the entry is pruned
 * @param content the bytes of a {@code JournalEntry} or an {@code AccessBatch}; none if pruned
 * @param createTime when it was written
 */
public record Leaf(
    Log log,
    long sequence,
    ByteString hash,
    @Nullable ByteString salt,
    @Nullable ByteString content,
    Instant createTime) {

  static final int SALT_LENGTH = 32;

  private static final Pattern RESOURCE =
      Pattern.compile(
          "marketplaces/([a-z0-9-]+)(?:/traders/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}).*)?.*");

  /**
   * What an entry speaks of.
   *
   * @param marketplace the marketplace's id; empty if of none
   * @param trader the trader, if it speaks of one
   */
  record Subject(String marketplace, @Nullable UUID trader) {
    static final Subject NONE = new Subject("", null);
  }

  /** The hash of a leaf with that salt and content. */
  public static ByteString hash(ByteString salt, ByteString content) {
    return MerkleHash.leaf(MerkleHash.sha256(salt.toByteArray(), content.toByteArray()));
  }

  /** Whether the content is gone, as the journal's retention has it. */
  public boolean isPruned() {
    return content == null;
  }

  /** Whether salt and content belong to the hash; a pruned entry has nothing to compare. */
  public boolean isIntact() {
    if (salt == null || content == null) {
      return salt == null && content == null;
    }
    return hash(salt, content).equals(hash);
  }

  /** The entry of the registry's log; empty if it is pruned. */
  public Optional<JournalEntry> entry() {
    if (content == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(JournalEntry.parseFrom(content));
    } catch (InvalidProtocolBufferException e) {
      throw new JournalDamagedException("Entry %d cannot be read".formatted(sequence));
    }
  }

  /** What an entry of a log speaks of; nothing if nobody can read it. */
  static Subject subject(Log log, ByteString content) {
    if (log == Log.ACCESS) {
      return Subject.NONE;
    }
    try {
      return subject(JournalEntry.parseFrom(content).getResource());
    } catch (InvalidProtocolBufferException e) {
      // It keeps its place; verification names it.
      return Subject.NONE;
    }
  }

  /** What a resource name speaks of. */
  static Subject subject(String resource) {
    var match = RESOURCE.matcher(resource);
    if (!match.matches()) {
      return Subject.NONE;
    }
    var trader = match.group(2);
    return new Subject(match.group(1), trader == null ? null : UUID.fromString(trader));
  }
}
