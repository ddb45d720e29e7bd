package org.sellerregistry.verification.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;

/**
 * VIES, the Commission's VAT information exchange: whether a VAT number is registered for trade
 * within the Union (Council Regulation (EU) No 904/2010, Article 31).
 *
 * <p>Speaks the interface described in the Commission's <a
 * href="https://ec.europa.eu/assets/taxud/vow-information/swagger_publicVAT.yaml">OpenAPI
 * document</a>; the codes of failures are those of its <a
 * href="https://ec.europa.eu/taxation_customs/vies/checkVatService.wsdl">WSDL</a>. VIES sends most
 * failures with the status 200.
 *
 * <ul>
 *   <li>{@code valid: true} confirms. With a requester, the consultation number is kept as proof.
 *   <li>{@code valid: false} refutes with {@code NOT_FOUND}, but only if no failure is named beside
 *       it and the answer repeats the number asked for.
 *   <li>{@code SERVICE_UNAVAILABLE}, {@code MS_UNAVAILABLE}, {@code TIMEOUT}, {@code
 *       GLOBAL_MAX_CONCURRENT_REQ}, {@code MS_MAX_CONCURRENT_REQ} and the two with {@code _TIME}
 *       are tried again, then unavailable.
 *   <li>{@code VAT_BLOCKED} and {@code IP_BLOCKED} are unavailable at once: they are about who
 *       asks, and asking on makes them worse.
 *   <li>{@code INVALID_REQUESTER_INFO} is unavailable at once: the registry's own number in the
 *       settings is wrong, nothing was looked up, and the same question is answered once that is
 *       mended.
 *   <li>{@code INVALID_INPUT} is inconclusive: VIES did not take the question, so no register was
 *       looked into, and asking again gives the same. That a number breaks its country's rule is
 *       for the check of its form to say, which goes first.
 *   <li>Unknown codes are unavailable: nothing can be concluded from what is not understood.
 * </ul>
 */
public final class Vies {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Set<String> MEMBER_STATES =
      Set.of(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE",
          "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI");

  private final SourceClient client;
  private final @Nullable String requester;

  /**
   * Connects the registry to VIES.
   *
   * @param requester the operator's own VAT number in the normal form of the scheme {@code eu.vat};
   *     null if it has none: then VIES gives no consultation number
   */
  public Vies(SourceClient client, @Nullable String requester) {
    if (requester != null && !isCovered(requester)) {
      throw new IllegalArgumentException("The requester of VIES is no VAT number of the Union");
    }
    this.client = client;
    this.requester = requester;
  }

  private record Question(String number, Declared declared) {}

  /**
   * Asks for a number in the normal form of the scheme {@code eu.vat}, such as {@code EL123456783}.
   * Numbers that VIES does not have, such as those of Great Britain or the non-Union scheme, are
   * inconclusive with {@code NOT_COVERED}.
   */
  public SourceAnswer check(String number, Declared declared) {
    if (!isCovered(number)) {
      return new Inconclusive("NOT_COVERED", null);
    }
    return client.ask(
        number.substring(0, 2),
        new Question(number, declared),
        () -> interpret(number, declared, send(number, declared)));
  }

  private static boolean isCovered(String number) {
    return number.length() > 2 && MEMBER_STATES.contains(number.substring(0, 2));
  }

  private Reply send(String number, Declared declared)
      throws SourceUnavailableException, InterruptedException {
    var question =
        JSON.createObjectNode()
            .put("countryCode", number.substring(0, 2))
            .put("vatNumber", number.substring(2));
    if (requester != null) {
      question
          .put("requesterMemberStateCode", requester.substring(0, 2))
          .put("requesterNumber", requester.substring(2));
    }
    putDeclared(question, "traderName", declared.name());
    putDeclared(question, "traderStreet", declared.street());
    putDeclared(question, "traderPostalCode", declared.postalCode());
    putDeclared(question, "traderCity", declared.locality());
    return client
        .http()
        .send(
            client
                .http()
                .request("check-vat-number")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(question.toString()))
                .build());
  }

  private static void putDeclared(ObjectNode question, String field, String value) {
    if (!value.isBlank()) {
      question.put(field, value);
    }
  }

  /** What a reply says of the number. */
  SourceAnswer interpret(String number, Declared declared, Reply reply)
      throws SourceUnavailableException {
    if (reply.status() == 429 || (reply.status() >= 300 && reply.status() < 400)) {
      throw reply.failure();
    }
    JsonNode answer;
    try {
      answer = reply.json();
    } catch (SourceUnavailableException e) {
      throw reply.status() == 200 ? e : reply.failure();
    }
    var code = ViesReply.failure(answer);
    if (code.equals("INVALID_INPUT")) {
      return new Inconclusive(code, proof(reply, answer));
    }
    if (code.equals("INVALID_REQUESTER_INFO")) {
      // VIES itself is well, so its circuit breaker need not know.
      return new Unavailable(code, null);
    }
    if (!code.isEmpty()) {
      throw ViesReply.unavailable(code, reply);
    }
    if (reply.status() != 200) {
      throw reply.failure();
    }
    if (!answer.path("valid").isBoolean() || !ViesReply.repeats(answer, number)) {
      throw SourceUnavailableException.unexpectedAnswer(null);
    }
    return answer.path("valid").booleanValue()
        ? new Confirmed(ViesReply.details(answer, declared), proof(reply, answer))
        : new Refuted("NOT_FOUND", proof(reply, answer));
  }

  private Proof proof(Reply reply, JsonNode answer) {
    return Proof.of(
        client.source(),
        reply.time(),
        List.of(reply.body()),
        ViesReply.disclosed(answer, "requestIdentifier"));
  }
}
