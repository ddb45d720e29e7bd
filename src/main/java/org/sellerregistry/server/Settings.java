package org.sellerregistry.server;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings by their names, held against what makes sense for any of their kind. */
record Settings(Config config) {

  String text(String setting) {
    return config.getString(setting);
  }

  List<String> list(String setting, String separator) {
    return Arrays.stream(config.getString(setting).split(separator, -1))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  Duration positive(String setting) {
    var value = config.getDuration(setting);
    if (value.toMillis() < 1) {
      throw new ConfigurationException("%s must be at least 1 ms".formatted(setting));
    }
    return value;
  }

  int notNegative(String setting) {
    int value = config.getInt(setting);
    if (value < 0) {
      throw new ConfigurationException("%s must not be negative".formatted(setting));
    }
    return value;
  }

  int atLeastOne(String setting) {
    int value = config.getInt(setting);
    if (value < 1) {
      throw new ConfigurationException("%s must be at least 1".formatted(setting));
    }
    return value;
  }

  /** Names the setting too: an address by itself does not tell whose it is. */
  Address address(String setting) {
    try {
      return Address.parse(config.getString(setting));
    } catch (ConfigurationException e) {
      throw new ConfigurationException("%s: %s".formatted(setting, e.getMessage()), e);
    }
  }

  @Nullable Path path(String setting) {
    var text = config.getString(setting);
    return text.isEmpty() ? null : Path.of(text);
  }
}
