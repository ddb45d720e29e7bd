package org.sellerregistry.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Settings that are given in the environment. A variable that looks like one and is none is refused
 * as it is in a file: a mistyped one would leave its setting at the default without a word.
 */
final class EnvironmentSettings {

  private static final String PREFIX = "SELLER_REGISTRY_";

  private static final Set<String> LOG_FORMATS = Set.of("TEXT", "JSON");

  private static final Set<String> LOG_LEVELS =
      Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  /**
   * What others read: the launcher, the log, the commands of clients, the scripts of tests; and the
   * variables that Kubernetes sets in every container for a service named {@code seller-registry}.
   */
  private static final Pattern OTHERS =
      Pattern.compile(
          PREFIX
              + "(JAVA_HOME|JAVA_OPTS|LOG_FORMAT|LOG_LEVEL|MARKETPLACE|PERSON|SERVER"
              + "|TEST_.*|MYSQL_.*|SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_.*)?)");

  private EnvironmentSettings() {}

  /**
   * Reads those that are set.
   *
   * @param defaults every setting there is
   * @throws ConfigurationException if a variable names no setting
   */
  static Config read(Config defaults, Map<String, String> environment) {
    var values = new HashMap<String, Object>();
    var unknown = new TreeSet<String>();
    environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !OTHERS.matcher(name).matches())
        .forEach(unknown::add);
    for (var entry : defaults.entrySet()) {
      var name = PREFIX + entry.getKey().replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
      if (environment.containsKey(name)) {
        values.put(entry.getKey(), environment.getOrDefault(name, ""));
        unknown.remove(name);
      }
    }
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "The environment has %s, which is no setting: \"seller-registry settings\" lists them"
              .formatted(String.join(", ", unknown)));
    }
    requireOneOf(LOG_FORMATS, PREFIX + "LOG_FORMAT", environment);
    requireOneOf(LOG_LEVELS, PREFIX + "LOG_LEVEL", environment);
    return ConfigFactory.parseMap(values, "the environment");
  }

  /** The log takes them as they are, and would be silent, or say everything. */
  private static void requireOneOf(
      Set<String> choices, String name, Map<String, String> environment) {
    var value = environment.getOrDefault(name, "");
    if (!value.isEmpty() && !choices.contains(value)) {
      throw new ConfigurationException(
          "%s is one of %s, not %s".formatted(name, new TreeSet<>(choices), value));
    }
  }
}
