package org.sellerregistry.verification.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;

/**
 * The Global LEI Foundation: legal entity identifiers (ISO 17442) and the entities that hold them.
 *
 * <p>Speaks the JSON:API interface described by <a
 * href="https://www.gleif.org/en/lei-data/gleif-api">GLEIF</a>. It is open to everybody, and
 * answers 429 to those who ask more than about once in a second.
 */
public final class Gleif {
  private static final String ALL = "";

  private final SourceClient client;

  public Gleif(SourceClient client) {
    this.client = client;
  }

  /**
   * An entity's number in a register.
   *
   * @param number as the register writes it
   * @param authority the register's code in GLEIF's Registration Authorities List, for example
   *     {@code RA000463}; empty if it is not known
   * @param regionCode ISO 3166-1 alpha-2 code of the country of the legal address
   */
  public record RegisteredAs(String number, String authority, String regionCode) {}

  private record Question(Object number, Declared declared) {}

  /** Asks for a legal entity identifier in normal form. */
  public SourceAnswer check(String lei, Declared declared) {
    if (!lei.matches("[A-Z0-9]{18}[0-9]{2}")) {
      return new Inconclusive("INVALID_INPUT", null);
    }
    return client.ask(ALL, new Question(lei, declared), () -> find(lei, declared));
  }

  /**
   * Asks for the entity with a register number. That there is none is inconclusive with {@code
   * NO_LEI}: few companies have an identifier. If there are several (branches, funds), the one
   * whose legal name matches is taken, otherwise the answer is inconclusive with {@code AMBIGUOUS}.
   */
  public SourceAnswer check(RegisteredAs entry, Declared declared) {
    if (entry.number().isBlank() || entry.regionCode().isBlank()) {
      return new Inconclusive("INVALID_INPUT", null);
    }
    return client.ask(ALL, new Question(entry, declared), () -> find(entry, declared));
  }

  private SourceAnswer find(String lei, Declared declared)
      throws SourceUnavailableException, InterruptedException {
    var http = client.http();
    var reply = http.send(http.request("lei-records/" + lei).GET().build());
    if (reply.status() == 404) {
      // Anybody on the way can say 404. An empty list in the interface's own words is the proof.
      var pages = LeiPages.read(http, search("lei", lei));
      return pages.records().isEmpty()
          ? new Refuted("NOT_FOUND", pages.proof(client.source()))
          : same(pages.records().getFirst(), lei).judge(declared, pages.proof(client.source()));
    }
    if (reply.status() != 200) {
      throw reply.failure();
    }
    var answer = reply.json();
    var proof =
        Proof.of(client.source(), reply.time(), List.of(reply.body()), LeiPages.goldenCopy(answer));
    return same(LeiRecord.of(answer.path("data")), lei).judge(declared, proof);
  }

  private static LeiRecord same(LeiRecord record, String lei) throws SourceUnavailableException {
    if (!record.lei().equals(lei)) {
      throw SourceUnavailableException.unexpectedAnswer(null);
    }
    return record;
  }

  private SourceAnswer find(RegisteredAs entry, Declared declared)
      throws SourceUnavailableException, InterruptedException {
    var search =
        search("entity.registeredAs", entry.number())
            + "&"
            + filter("entity.legalAddress.country", entry.regionCode())
            + "&page%5Bsize%5D=50";
    var pages = LeiPages.read(client.http(), search);
    var proof = pages.proof(client.source());
    if (!pages.complete()) {
      return new Inconclusive("AMBIGUOUS", proof);
    }
    var found = pages.records().stream().filter(record -> isOf(record, entry)).toList();
    if (found.isEmpty()) {
      return new Inconclusive("NO_LEI", proof);
    }
    if (found.size() == 1) {
      return found.getFirst().judge(declared, proof);
    }
    var named = found.stream().filter(record -> record.nameMatch(declared) == Match.MATCH).toList();
    return named.size() == 1
        ? named.getFirst().judge(declared, proof)
        : new Inconclusive("AMBIGUOUS", proof);
  }

  private static boolean isOf(LeiRecord record, RegisteredAs entry) {
    return compact(record.field("entity.registeredAs")).equals(compact(entry.number()))
        && (entry.authority().isEmpty()
            || record.field("entity.registeredAt.id").equals(entry.authority()));
  }

  private static String compact(String number) {
    return number.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
  }

  private static String search(String field, String value) {
    return "lei-records?" + filter(field, value);
  }

  private static String filter(String field, String value) {
    return "filter%5B" + field + "%5D=" + URLEncoder.encode(value, UTF_8);
  }
}
