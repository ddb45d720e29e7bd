package org.sellerregistry.verification.sources;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** Clients whose time is the test's, with the defaults of {@code reference.conf}. */
final class Clients {
  static final Declared DECLARED =
      new Declared("Synthetic Trading GmbH", "Musterweg 12", "10115", "Berlin", "DE");

  final TestClock clock = new TestClock();
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  static Config defaults() {
    var sources = ConfigFactory.parseResources("reference.conf").resolve().getConfig("sources");
    return ConfigFactory.parseResources(Clients.class, "register-example.conf")
        .withFallback(sources);
  }

  static RegisterRules register() {
    return RegisterRules.from(defaults().getConfig("register-example"));
  }

  SourceClient client(URI base) {
    return client(base, Map.of());
  }

  SourceClient client(URI base, Map<String, ?> changes) {
    var config = defaults().getConfig("defaults");
    for (var change : changes.entrySet()) {
      config = config.withValue(change.getKey(), ConfigValueFactory.fromAnyRef(change.getValue()));
    }
    config = config.withValue("base", ConfigValueFactory.fromAnyRef(base.toString()));
    return new SourceClient(
        "A source", SourceSettings.from(config), clock, this::pause, new Random(1));
  }

  private void pause(Duration duration) {
    pauses.add(duration);
    clock.advance(duration);
  }
}
