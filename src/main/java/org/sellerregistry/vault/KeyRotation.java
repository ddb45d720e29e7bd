package org.sellerregistry.vault;

import static org.sellerregistry.storage.generated.Tables.KEY_RING_READER;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The single steps by which a key takes another's place, each of which may be repeated.
 *
 * <p>In this order they lose nothing, whatever server stops when: {@link #announce} and {@link
 * #add}; once {@link #isReadEverywhere}, {@link #promote}; once that is read everywhere too, {@link
 * #retireFormer}; then move everything made under former keys ({@link #rewrap} moves data keys);
 * then {@link #destroyFormer}. A key is known to every server before one makes anything with it;
 * and nothing is made with a retired key, for whoever makes something holds the version's row until
 * it commits. So once all is moved, nothing more can come.
 *
 * <p>Safe for use by many threads; the caller keeps two rotations of one keyset apart.
 */
public final class KeyRotation {

  /**
   * A server that was not heard of for so long has stopped, or looks before it uses a key again.
   */
  private static final int SILENT_SECONDS = 30;

  private static final int FORGOTTEN_SECONDS = 86_400;

  private final KeyRing keyRing;
  private final DataKeyStore dataKeys;
  private final KeyVersionStore versions;

  KeyRotation(KeyRing keyRing, DataKeyStore dataKeys, KeyVersionStore versions) {
    this.keyRing = keyRing;
    this.dataKeys = dataKeys;
    this.versions = versions;
  }

  /** Whether this server may change the key ring. */
  public boolean isWritable() {
    return keyRing.isWritable();
  }

  /**
   * Notes the key ring's keys in the database, where they are not noted yet. To be called once at
   * start.
   *
   * @param normalForms the version of the normal forms that look-up tokens are made of
   * @return whether any was noted
   */
  public boolean register(DSLContext db, int normalForms, Instant now) {
    boolean noted = false;
    for (var keyset : Keyset.values()) {
      int primary = keyRing.current().primary(keyset);
      for (int id : keyRing.current().keysets().ids(keyset).toArray()) {
        noted |=
            versions.insert(
                db,
                keyset,
                id,
                id > primary ? KeyVersion.State.ADDED : KeyVersion.State.CURRENT,
                normalForms(keyset, normalForms),
                now);
      }
    }
    return noted;
  }

  /** Notes the next version of a keyset and returns its number. */
  public int announce(DSLContext db, Keyset keyset, int normalForms, Instant now) {
    int next =
        1
            + Math.max(
                keyRing.current().keysets().ids(keyset).max().orElse(0),
                versions.newest(db, keyset).map(KeyVersion::version).orElse(0));
    var _ =
        versions.insert(
            db, keyset, next, KeyVersion.State.ADDED, normalForms(keyset, normalForms), now);
    return next;
  }

  /** Only look-up tokens are made of normal forms. */
  private static int normalForms(Keyset keyset, int normalForms) {
    return keyset == Keyset.BLIND_INDEX ? normalForms : 0;
  }

  /** Puts a key of a version into the key ring, where it makes nothing yet. */
  public void add(Keyset keyset, int version) {
    keyRing.change(keysets -> keysets.adding(keyset, version));
  }

  /** Lets a key of the key ring make new values. */
  public void promote(DSLContext db, Keyset keyset, int version) {
    keyRing.change(keysets -> keysets.promoting(keyset, version));
    versions.markCurrent(db, keyset, version);
  }

  /** The public part of a key of the key ring that signs checkpoints. */
  public ByteString checkpointKey(int version) {
    return keyRing.current().signing().stream()
        .filter(key -> key.version() == version)
        .findFirst()
        .orElseThrow(() -> new KeyRingException("The key ring has no checkpoint key " + version))
        .publicKey();
  }

  /** Lets nothing be made any more with a keyset's keys before a version. */
  public void retireFormer(DSLContext db, Keyset keyset, int version, Instant now) {
    versions.retireBefore(db, keyset, version, now);
  }

  /** How many data keys are wrapped under epochs before one. */
  public long countFormer(DSLContext db, int epoch) {
    return dataKeys.countBefore(db, epoch);
  }

  /** How many data keys did not unwrap when their epoch ended. */
  public long countDamaged(DSLContext db) {
    return dataKeys.countDamaged(db);
  }

  /** What became of some data keys. */
  public record Rewrapped(int done, int damaged) {}

  /**
   * Wraps some data keys of epochs before one under the present epoch. One that does not unwrap is
   * set aside: it stays as it is, and reading it stays DATA_LOSS.
   */
  public Rewrapped rewrap(DSLContext db, int epoch, int limit, Instant now) {
    var keys = dataKeys.lockBefore(db, epoch, limit);
    var changed = new ArrayList<WrappedKey.Bytes>(keys.size());
    int damaged = 0;
    for (var key : keys) {
      try {
        changed.add(key.rewrap(keyRing));
      } catch (GeneralSecurityException e) {
        damaged++;
        changed.add(
            new WrappedKey.Bytes(
                key.marketplace(),
                key.trader(),
                key.retentionClass(),
                -key.epoch(),
                key.wrapped()));
      }
    }
    dataKeys.replace(db, changed, now);
    return new Rewrapped(keys.size() - damaged, damaged);
  }

  /**
   * Takes the keys before a version out of the key ring.
   *
   * @throws IllegalStateException if data keys are still wrapped under them
   */
  public void destroyFormer(DSLContext db, Keyset keyset, int version, Instant now) {
    if (keyset == Keyset.WRAPPING && dataKeys.countBefore(db, version) > 0) {
      throw new IllegalStateException("Data keys are wrapped under former epochs");
    }
    keyRing.change(keysets -> keysets.removing(keyset, id -> id < version));
    versions.markDestroyedBefore(db, keyset, version, now);
  }

  /** The newest version of a keyset; the number of the key in use if none was noted. */
  public List<KeyVersion> list(DSLContext db, int limit) {
    return versions.list(db, limit);
  }

  /**
   * When the present version of a keyset was announced; the beginning of time if that is unknown.
   */
  public KeyVersion newest(DSLContext db, Keyset keyset) {
    return versions
        .newest(db, keyset)
        .orElseThrow(() -> new IllegalStateException("The key ring was not registered"));
  }

  /** Says which state of the key ring this server has read, having read it now. */
  public void report(DSLContext db, UUID server) {
    keyRing.refresh();
    long generation = keyRing.current().generation();
    db.insertInto(KEY_RING_READER)
        .set(KEY_RING_READER.ID, server)
        .set(KEY_RING_READER.GENERATION, generation)
        .set(KEY_RING_READER.SEEN_TIME, utc(0))
        .onDuplicateKeyUpdate()
        .set(KEY_RING_READER.GENERATION, generation)
        .set(KEY_RING_READER.SEEN_TIME, utc(0))
        .execute();
    db.deleteFrom(KEY_RING_READER)
        .where(KEY_RING_READER.SEEN_TIME.lt(utc(FORGOTTEN_SECONDS)))
        .execute();
  }

  /** Whether every server that was heard of lately has read what this server has. */
  public boolean isReadEverywhere(DSLContext db) {
    return !db.fetchExists(
        KEY_RING_READER,
        alive().and(KEY_RING_READER.GENERATION.lt(keyRing.current().generation())));
  }

  /** How many servers were heard of lately. */
  public int countServers(DSLContext db) {
    return db.fetchCount(KEY_RING_READER, alive());
  }

  private static Condition alive() {
    return KEY_RING_READER.SEEN_TIME.gt(utc(SILENT_SECONDS));
  }

  /** The database's time so many seconds ago, as the clocks of servers may differ. */
  private static org.jooq.Field<Instant> utc(int secondsAgo) {
    return DSL.field(
        "utc_timestamp(6) - interval {0} second",
        KEY_RING_READER.SEEN_TIME.getDataType(), DSL.inline(secondsAgo));
  }
}
