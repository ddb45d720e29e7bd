package org.sellerregistry.verification.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;

/**
 * A trade register that answers in JSON to a request for an entry's number, whatever its fields are
 * called.
 *
 * <p>An answer confirms or refutes only if it repeats the number asked for, or says in the words of
 * the {@linkplain RegisterRules rules} that there is no such entry.
 */
public final class RegisterSource {
  private static final String ALL = "";

  private final SourceClient client;
  private final RegisterRules rules;

  public RegisterSource(SourceClient client, RegisterRules rules) {
    this.client = client;
    this.rules = rules;
  }

  private record Question(String number, Declared declared) {}

  /** Asks for an entry by its number, as the register writes it. */
  public SourceAnswer check(String number, Declared declared) {
    // Without a letter or digit it would be another place in the register, such as "..".
    if (compact(number).isEmpty() || number.length() > 100) {
      return new Inconclusive("INVALID_INPUT", null);
    }
    return client.ask(
        ALL, new Question(number, declared), () -> interpret(number, declared, send(number)));
  }

  private Reply send(String number) throws SourceUnavailableException, InterruptedException {
    var segment = URLEncoder.encode(number, UTF_8).replace("+", "%20");
    var request = client.http().request(rules.path().replace(RegisterRules.NUMBER, segment));
    rules.headers().forEach(request::setHeader);
    return client.http().send(request.GET().build());
  }

  /** What a reply says of the entry. */
  SourceAnswer interpret(String number, Declared declared, Reply reply)
      throws SourceUnavailableException {
    if (reply.status() != 200 && reply.status() != 404) {
      throw reply.failure();
    }
    var answer = reply.json();
    var proof = Proof.of(client.source(), reply.time(), List.of(reply.body()), "");
    var notFound = answer.at(rules.notFound());
    if (notFound.isValueNode() && rules.notFoundValues().contains(notFound.asText())) {
      return new Refuted("NOT_FOUND", proof);
    }
    if (reply.status() != 200 || !compact(text(answer, rules.number())).equals(compact(number))) {
      throw SourceUnavailableException.unexpectedAnswer(null);
    }
    var status = text(answer, rules.status());
    if (rules.active().contains(status)) {
      return new Confirmed(details(answer, declared), proof);
    }
    return rules.inactive().contains(status)
        ? new Refuted("ENTITY_INACTIVE", proof)
        : new Inconclusive("STATUS_UNKNOWN", proof);
  }

  private Details details(JsonNode answer, Declared declared) {
    var names = texts(answer, rules.names());
    var address = texts(answer, rules.address());
    var facts = new TreeMap<String, String>();
    rules
        .facts()
        .forEach((name, at) -> {
          var value = text(answer, at);
          if (!value.isEmpty()) {
            facts.put(name, value);
          }
        });
    return new Details(
        names,
        address,
        Likeness.name(declared.name(), names),
        Likeness.address(declared, address),
        facts);
  }

  private static List<String> texts(JsonNode answer, List<JsonPointer> places) {
    return places.stream().map(at -> text(answer, at)).filter(it -> !it.isEmpty()).toList();
  }

  private static String text(JsonNode answer, JsonPointer at) {
    return answer.at(at).asText("").strip();
  }

  private static String compact(String number) {
    return number.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
  }
}
