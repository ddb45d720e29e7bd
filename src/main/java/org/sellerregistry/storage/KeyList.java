package org.sellerregistry.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Param;
import org.jooq.impl.DSL;

/**
 * Keys of rows as one parameter, so that a query has one text however many keys it asks for: a list
 * of parameters is another statement for each length, which driver and server both keep prepared on
 * every connection, with some hundred bytes for each of its parameters.
 */
public final class KeyList {
  /** The keys as a table with the column {@code hex}; its only parameter is the list. */
  public static final String TABLE = "JSON_TABLE(?, '$[*]' COLUMNS (hex CHAR(32) PATH '$')) wanted";

  /** As {@link #TABLE}, of texts of up to 128 bytes. */
  public static final String TEXTS =
      "JSON_TABLE(?, '$[*]' COLUMNS (hex VARCHAR(256) PATH '$')) wanted";

  private KeyList() {}

  /** Each identifier once, in the order given. */
  public static Param<String> of(Collection<UUID> ids) {
    return list(ids.stream().distinct().map(Ids::toBytes));
  }

  /** Keys of 16 bytes. */
  public static Param<String> ofBytes(Collection<byte[]> keys) {
    return list(keys.stream());
  }

  /** Texts, each once, by their bytes in UTF-8: as hexadecimal digits they need no escapes. */
  public static Param<String> ofTexts(Set<String> texts) {
    return list(texts.stream().map(text -> text.getBytes(UTF_8)));
  }

  private static Param<String> list(Stream<byte[]> keys) {
    return DSL.val(
        keys.map(HexFormat.of()::formatHex).collect(Collectors.joining("\",\"", "[\"", "\"]")));
  }
}
