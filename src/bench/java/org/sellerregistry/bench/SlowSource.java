package org.sellerregistry.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.sellerregistry.demo.SimulatedSources;
import org.sellerregistry.v1.Trader;

/** A simulated VIES that takes its time, and knows nobody. */
final class SlowSource implements AutoCloseable {
  private static final Duration TIME = Duration.ofMillis(250);

  private final SimulatedSources sources = new SimulatedSources();

  SlowSource() {
    sources.beforeAnswer(() -> LockSupport.parkNanos(TIME.toNanos()));
  }

  /** Whether it is asked about the trader. */
  static boolean knows(Trader trader) {
    return trader.getTax().getVatNumbersList().stream()
        .anyMatch(number -> number.getIdentifier().getScheme().equals("eu.vat"));
  }

  /** What the server has to be told: to ask it, always anew, and as often at once as it will. */
  Map<String, String> environment() {
    return Map.of(
        "SELLER_REGISTRY_SOURCES_VIES_ENABLED",
        "true",
        "SELLER_REGISTRY_SOURCES_VIES_BASE",
        sources.vies().toString(),
        "SELLER_REGISTRY_SOURCES_VIES_CONCURRENCY",
        "1000",
        "SELLER_REGISTRY_SOURCES_VIES_KEEP_REFUTED",
        "0s",
        // Nobody asks behind what is created here.
        "SELLER_REGISTRY_JOBS_POLLING_INTERVAL",
        "1h");
  }

  long questions() {
    return sources.questions();
  }

  @Override
  public void close() {
    sources.close();
  }
}
