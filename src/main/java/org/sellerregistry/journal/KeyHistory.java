package org.sellerregistry.journal;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_KEY;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.sellerregistry.v1.CheckpointKeyChange;

/**
 * Which keys signed the journal's checkpoints, the oldest first. A key is good for the sizes from
 * its own to that of the next key, both included; what the rows say is worth what {@link
 * VerifyKeys} finds of them.
 */
public record KeyHistory(List<Key> keys) {

  /** A public key and the sizes of the logs from which on it signs. */
  record Key(ByteString publicKey, long registrySize, long accessSize) {

    private long size(Log log) {
      return switch (log) {
        case REGISTRY -> registrySize;
        case ACCESS -> accessSize;
      };
    }

    /** What the entry says by which this key takes a former one's place. */
    CheckpointKeyChange changeFrom(ByteString former) {
      return CheckpointKeyChange.newBuilder()
          .setFormerPublicKey(former)
          .setPublicKey(publicKey)
          .setRegistrySize(registrySize)
          .setAccessSize(accessSize)
          .build();
    }
  }

  public KeyHistory {
    keys = List.copyOf(keys);
  }

  /** As the database has it; without keys before anything is signed. */
  public static KeyHistory read(DSLContext db) {
    return new KeyHistory(
        db.selectFrom(JOURNAL_KEY)
            .where(JOURNAL_KEY.REGISTRY_SIZE.ge(0L))
            .orderBy(JOURNAL_KEY.REGISTRY_SIZE)
            .fetch(row ->
                new Key(
                    ByteString.copyFrom(row.getPublicKey()),
                    row.getRegistrySize(),
                    row.getAccessSize())));
  }

  /** Begins with the key that signs both logs while they are empty. */
  static void begin(DSLContext db, ByteString publicKey) {
    db.deleteFrom(JOURNAL_KEY).where(JOURNAL_KEY.REGISTRY_SIZE.ge(0L)).execute();
    add(db, new Key(publicKey, 0, 0));
  }

  static void add(DSLContext db, Key key) {
    db.insertInto(JOURNAL_KEY)
        .set(JOURNAL_KEY.REGISTRY_SIZE, key.registrySize())
        .set(JOURNAL_KEY.ACCESS_SIZE, key.accessSize())
        .set(JOURNAL_KEY.PUBLIC_KEY, key.publicKey().toByteArray())
        .execute();
  }

  /** Whether a key is the one that signs now. */
  public boolean endsWith(ByteString publicKey) {
    return newest().filter(key -> key.publicKey().equals(publicKey)).isPresent();
  }

  Optional<Key> newest() {
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys.getLast());
  }

  /** The keys that are good for a checkpoint of a size, the newest first. */
  List<ByteString> goodFor(Log log, long size) {
    return IntStream.range(0, keys.size())
        .filter(i -> keys.get(i).size(log) <= size)
        .filter(i -> i == keys.size() - 1 || size <= keys.get(i + 1).size(log))
        .mapToObj(i -> keys.get(i).publicKey())
        .toList()
        .reversed();
  }
}
