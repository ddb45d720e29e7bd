package org.sellerregistry.server;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.sellerregistry.custody.Custodian;
import org.sellerregistry.custody.CustodyService;
import org.sellerregistry.custody.Epochs;
import org.sellerregistry.custody.RegisterKeys;
import org.sellerregistry.custody.RotateKeys;
import org.sellerregistry.custody.RotationJob;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.LookupKeys;
import org.sellerregistry.trader.Retokenise;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.KeyRingException;
import org.sellerregistry.vault.KmsKeys;
import org.sellerregistry.vault.Vault;
import org.sellerregistry.vault.kms.KmsClients;

/** The key ring and what is done about it. */
final class KeysWiring {
  private final Shared shared;
  private final RotateKeys rotateKeys;
  private final Epochs epochs;

  KeysWiring(Shared shared, Duration epoch) {
    this.shared = shared;
    var rotation = shared.vault().rotation();
    rotateKeys =
        new RotateKeys(
            shared.transactor(),
            rotation,
            shared.journal(),
            shared.ids(),
            shared.clock(),
            LookupKeys.NORMAL_FORMS);
    epochs = new Epochs(shared.transactor(), rotation, rotateKeys, shared.clock(), epoch);
  }

  /** A database that was written with another key ring is refused before it is written to. */
  static Vault vault(ServerConfig config, Transactor transactor, InstantSource clock) {
    try {
      var kms = config.vault().kms();
      var vault =
          new Vault(
              KeyRing.openOrCreate(
                  config.keyRing(), kms == null ? KmsKeys.NONE : new KmsClients(kms, clock)));
      var keys = new RegisterKeys(vault, new Journal());
      return transactor.write(db -> {
        keys.register(db, clock.instant());
        return vault;
      });
    } catch (KeyRingException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }

  Epochs epochs() {
    return epochs;
  }

  /**
   * @param waits whether rotations leave it to the journal to catch up
   */
  Custodian custodian(Stores stores, BooleanSupplier waits) {
    var retokenise =
        new Retokenise(
            shared.vault(), stores.tokens(), stores.evidence(), shared.journal(), shared.clock());
    var rotations =
        new RotationJob(
            shared.transactor(),
            shared.vault().rotation(),
            retokenise,
            shared.journal(),
            shared.clock(),
            shared.ids().next(),
            RotationJob.BATCH);
    return new Custodian(rotations, epochs, waits);
  }

  CustodyService service() {
    return new CustodyService(
        shared.transactor(), shared.vault().rotation(), rotateKeys, epochs, shared.pageTokens());
  }
}
