package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.demo.SimulatedSources;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;

/** A server that is killed between asking a source and storing the answer loses no question. */
class KilledVerificationTest {

  @Test
  void theQuestionIsTakenUpAgain(@TempDir Path data) throws Exception {
    try (var sources = new SimulatedSources()) {
      var settings =
          Map.of(
              "SELLER_REGISTRY_SOURCES_VIES_ENABLED", "true",
              "SELLER_REGISTRY_SOURCES_VIES_BASE", sources.vies().toString(),
              "SELLER_REGISTRY_JOBS_POLLING_INTERVAL", "100ms",
              "SELLER_REGISTRY_JOBS_HEARTBEAT_INTERVAL", "500ms");
      var wanted = SourceShop.withVat(1).getFirst();
      sources.know(wanted);
      var asked = new CountDownLatch(1);
      var killed = new CountDownLatch(1);
      sources.beforeAnswer(() -> {
        asked.countDown();
        await(killed);
      });
      String name;
      try (var server = ServerProcess.start(data, settings)) {
        server.createMarketplace("shop");
        var channel = server.channel("shop");
        name = new Shop(channel, "shop").create(wanted).getName();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        server.kill();
        channel.shutdownNow();
      }
      killed.countDown();

      var again = new CountDownLatch(1);
      sources.beforeAnswer(again::countDown);
      try (var server = ServerProcess.start(data, settings)) {
        var channel = server.channel("shop");
        var shop = new SourceShop(channel);
        assertThat(again.await(60, TimeUnit.SECONDS)).isTrue();
        var verification = shop.get(name);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (SourceShop.isWaiting(verification) && System.nanoTime() < end) {
          verification = shop.get(name);
        }
        assertThat(SourceShop.byVies(verification, ItemKind.ITEM_KIND_VAT_NUMBER))
            .containsExactly(CheckResult.CHECK_RESULT_PASSED);
        channel.shutdownNow();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
