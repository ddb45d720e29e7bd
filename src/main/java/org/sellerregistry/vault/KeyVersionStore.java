package org.sellerregistry.vault;

import static org.sellerregistry.storage.generated.Tables.KEY_VERSION;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.sellerregistry.storage.OnceInTransaction;
import org.sellerregistry.vault.KeyVersion.State;

/** The rows of {@code key_version}. */
final class KeyVersionStore {

  /**
   * The versions that new values are made under, which are not retired before the transaction ends:
   * of the keysets whose values are moved when a key is.
   */
  record Held(int epoch, int blindIndex) {}

  /** Tells one key ring's versions from another's. */
  private record Question(KeyRing keyRing) {}

  /**
   * The present versions, kept present. Asked once in a transaction.
   *
   * @throws StaleKeyRingException if the key ring's own are retired
   */
  Held hold(DSLContext db, KeyRing keyRing) {
    return OnceInTransaction.get(db, new Question(keyRing), Held.class, () -> present(db, keyRing));
  }

  private static Held present(DSLContext db, KeyRing keyRing) {
    var held = of(keyRing);
    if (retired(db, held).isPresent()) {
      keyRing.refresh();
      held = of(keyRing);
      retired(db, held)
          .ifPresent(keyset -> {
            throw new StaleKeyRingException(keyset, keyRing.current().primary(keyset));
          });
    }
    return held;
  }

  private static Held of(KeyRing keyRing) {
    var keys = keyRing.current();
    return new Held(keys.primary(Keyset.WRAPPING), keys.primary(Keyset.BLIND_INDEX));
  }

  private static Optional<Keyset> retired(DSLContext db, Held held) {
    return db
        .select(KEY_VERSION.KEYSET, KEY_VERSION.STATE)
        .from(KEY_VERSION)
        .where(is(Keyset.WRAPPING, held.epoch()).or(is(Keyset.BLIND_INDEX, held.blindIndex())))
        .forShare()
        .fetch()
        .stream()
        .filter(row -> row.value2() >= State.RETIRED.code())
        .map(row -> Keyset.of(row.value1()))
        .findFirst();
  }

  boolean isDestroyed(DSLContext db, Keyset keyset, int version) {
    return db.fetchExists(
        KEY_VERSION, is(keyset, version).and(KEY_VERSION.STATE.eq(State.DESTROYED.code())));
  }

  /** Notes a version, unless it is known; whether it was not. */
  boolean insert(
      DSLContext db, Keyset keyset, int version, State state, int normalForms, Instant now) {
    return db.insertInto(KEY_VERSION)
            .set(KEY_VERSION.KEYSET, keyset.code())
            .set(KEY_VERSION.VERSION, version)
            .set(KEY_VERSION.STATE, state.code())
            .set(KEY_VERSION.NORMAL_FORMS, normalForms)
            .set(KEY_VERSION.CREATE_TIME, now)
            .onDuplicateKeyIgnore()
            .execute()
        > 0;
  }

  void markCurrent(DSLContext db, Keyset keyset, int version) {
    db.update(KEY_VERSION)
        .set(KEY_VERSION.STATE, State.CURRENT.code())
        .where(is(keyset, version))
        .and(KEY_VERSION.STATE.eq(State.ADDED.code()))
        .execute();
  }

  /** Retires the versions before one, as soon as no transaction writes under them. */
  void retireBefore(DSLContext db, Keyset keyset, int version, Instant now) {
    db.update(KEY_VERSION)
        .set(KEY_VERSION.STATE, State.RETIRED.code())
        .set(KEY_VERSION.RETIRE_TIME, now)
        .where(KEY_VERSION.KEYSET.eq(keyset.code()))
        .and(KEY_VERSION.VERSION.lt(version))
        .and(KEY_VERSION.STATE.lt(State.RETIRED.code()))
        .execute();
  }

  void markDestroyedBefore(DSLContext db, Keyset keyset, int version, Instant now) {
    db.update(KEY_VERSION)
        .set(KEY_VERSION.STATE, State.DESTROYED.code())
        .set(KEY_VERSION.DESTROY_TIME, now)
        .where(KEY_VERSION.KEYSET.eq(keyset.code()))
        .and(KEY_VERSION.VERSION.lt(version))
        .and(KEY_VERSION.STATE.eq(State.RETIRED.code()))
        .execute();
  }

  Optional<KeyVersion> newest(DSLContext db, Keyset keyset) {
    return list(db, KEY_VERSION.KEYSET.eq(keyset.code()), 1).stream().findFirst();
  }

  /** The newest versions of every keyset, the newest of each first. */
  List<KeyVersion> list(DSLContext db, int limit) {
    return list(db, KEY_VERSION.KEYSET.gt(0), limit);
  }

  private static List<KeyVersion> list(DSLContext db, Condition which, int limit) {
    return db.selectFrom(KEY_VERSION)
        .where(which)
        .orderBy(KEY_VERSION.KEYSET.desc(), KEY_VERSION.VERSION.desc())
        .limit(limit)
        .fetch(row ->
            new KeyVersion(
                Keyset.of(row.getKeyset()),
                row.getVersion(),
                State.of(row.getState()),
                row.getNormalForms(),
                row.getCreateTime(),
                row.getRetireTime(),
                row.getDestroyTime()));
  }

  private static Condition is(Keyset keyset, int version) {
    return KEY_VERSION.KEYSET.eq(keyset.code()).and(KEY_VERSION.VERSION.eq(version));
  }
}
