package org.sellerregistry.verification.sources;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.core.JsonPointer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a trade register's interface is spoken: all that tells one register from another, as data.
 * Places in answers are JSON Pointers (RFC 6901).
 *
 * @param path the address of an entry below the register's base, with {@code {number}} in it
 * @param headers sent along, for example a credential
 * @param notFound where an answer says that there is no entry
 * @param notFoundValues what stands there then. An HTTP status alone is not believed: a wrong base
 *     or a proxy says 404 too
 * @param number where the entry repeats its number
 * @param status where the entry says whether it is in force
 * @param active the statuses of entries in force
 * @param inactive the statuses of entries no longer in force
 * @param names where names stand, the legal name first
 * @param address where the lines of the address stand
 * @param facts where other things stand, by the name under which they are kept
 */
public record RegisterRules(
    String path,
    Map<String, String> headers,
    JsonPointer notFound,
    Set<String> notFoundValues,
    JsonPointer number,
    JsonPointer status,
    Set<String> active,
    Set<String> inactive,
    List<JsonPointer> names,
    List<JsonPointer> address,
    Map<String, JsonPointer> facts) {

  static final String NUMBER = "{number}";

  public RegisterRules {
    if (!path.contains(NUMBER) || path.startsWith("/") || path.contains("://")) {
      throw new IllegalArgumentException("A register's path is PATH/{number}, not " + path);
    }
    if (active.isEmpty() || notFoundValues.isEmpty()) {
      throw new IllegalArgumentException("A register says when an entry is active or not there");
    }
    headers = Map.copyOf(headers);
    notFoundValues = Set.copyOf(notFoundValues);
    active = Set.copyOf(active);
    inactive = Set.copyOf(inactive);
    names = List.copyOf(names);
    address = List.copyOf(address);
    facts = Map.copyOf(facts);
  }

  /**
   * Reads a block such as {@code register-example} in {@code reference.conf}.
   *
   * @throws com.typesafe.config.ConfigException if a rule is missing
   * @throws IllegalArgumentException if a rule makes no sense
   */
  public static RegisterRules from(Config config) {
    return new RegisterRules(
        config.getString("path"),
        texts(config.getConfig("headers")),
        JsonPointer.compile(config.getString("not-found.at")),
        Set.copyOf(config.getStringList("not-found.values")),
        JsonPointer.compile(config.getString("number")),
        JsonPointer.compile(config.getString("status.at")),
        Set.copyOf(config.getStringList("status.active")),
        Set.copyOf(config.getStringList("status.inactive")),
        pointers(config.getStringList("names")),
        pointers(config.getStringList("address")),
        texts(config.getConfig("facts")).entrySet().stream()
            .collect(
                toUnmodifiableMap(Map.Entry::getKey, it -> JsonPointer.compile(it.getValue()))));
  }

  /** Without the headers, which may hold a credential. */
  @Override
  public String toString() {
    return "RegisterRules[path=%s]".formatted(path);
  }

  private static List<JsonPointer> pointers(List<String> expressions) {
    return expressions.stream().map(JsonPointer::compile).toList();
  }

  private static Map<String, String> texts(Config block) {
    return block.entrySet().stream()
        .collect(
            toUnmodifiableMap(
                it -> String.join(".", ConfigUtil.splitPath(it.getKey())),
                it -> String.valueOf(it.getValue().unwrapped())));
  }
}
