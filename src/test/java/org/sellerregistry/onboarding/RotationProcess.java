package org.sellerregistry.onboarding;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.sellerregistry.custody.RotationJob;
import org.sellerregistry.evidence.EvidenceStore;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.storage.TlsMode;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Retokenise;
import org.sellerregistry.trader.TokenStore;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.Vault;

/** A process that carries rotations through, to be ended without warning. */
final class RotationProcess {
  private RotationProcess() {}

  /** Starts one that goes on until nothing runs any more. */
  static Process start(TestDatabase database, Path keyRing, int batch) throws IOException {
    var where = database.config();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                RotationProcess.class.getName(),
                where.url(),
                where.user(),
                where.password(),
                where.tls().name(),
                keyRing.toString(),
                Integer.toString(batch)))
        .inheritIO()
        .start();
  }

  public static void main(String[] arguments) {
    var config =
        DatabaseConfig.of(arguments[0], arguments[1], arguments[2])
            .withTls(TlsMode.valueOf(arguments[3]));
    try (var database = Database.open(config)) {
      var clock = Clock.systemUTC();
      var transactor =
          new Transactor(database, RetryPolicy.DEFAULT, pause -> {}, new SecureRandom());
      var vault = new Vault(KeyRing.openOrCreate(Path.of(arguments[4])));
      var journal = new Journal();
      var job =
          new RotationJob(
              transactor,
              vault.rotation(),
              new Retokenise(
                  vault,
                  new TokenStore(vault.blindIndex()),
                  new EvidenceStore(vault.blindIndex()),
                  journal,
                  clock),
              journal,
              clock,
              UUID.randomUUID(),
              Integer.parseInt(arguments[5]));
      while (job.runStep()) {
        // To the end.
      }
    }
  }
}
