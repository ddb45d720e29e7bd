package org.sellerregistry.verification.sources;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;

/**
 * Verification of payee: whether an account is held under a name (Regulation (EU) No 260/2012,
 * Article 5c, inserted by Regulation (EU) 2024/886), asked of the operator's payment service
 * provider in the names of the European Payments Council's inter-PSP API for its VOP scheme.
 *
 * <ul>
 *   <li>{@code MTCH} confirms.
 *   <li>{@code CMTC} is close, with the name that the bank has.
 *   <li>{@code NMTC} refutes with {@code NAME_DIFFERS}.
 *   <li>{@code NOAP} is inconclusive: the bank does not take part, or cannot tell.
 *   <li>Anything else is unavailable: nothing can be concluded from what is not understood.
 * </ul>
 */
public final class PayeeVerification {
  private static final JsonMapper JSON = new JsonMapper();

  /** The longest name that the scheme takes (Max140Text). */
  private static final int LONGEST_NAME = 140;

  private final SourceClient client;
  private final PayeeSettings settings;

  public PayeeVerification(SourceClient client, PayeeSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  record Question(String iban, String bic, String holder, String trader) {
    /** Without personal data, so that a log line cannot disclose it. */
    @Override
    public String toString() {
      return "Question[]";
    }
  }

  /**
   * Asks for an account.
   *
   * <p>An account of somebody else is none of the trader's, whatever its bank confirms: if the
   * holder has another name than the trader, a match is inconclusive.
   *
   * @param iban in normal form
   * @param bic the account's bank; empty if it is not known
   * @param holder the declared holder
   */
  public SourceAnswer check(String iban, String bic, String holder, Declared declared) {
    if (holder.isBlank() || holder.length() > LONGEST_NAME) {
      return new Inconclusive("INVALID_INPUT", null);
    }
    var question = new Question(iban, bic, holder, declared.name());
    // Each bank answers, or does not, for itself: its country and code, as far as one can tell.
    return client.ask(iban.substring(0, 2), question, () -> ask(question));
  }

  private SourceAnswer ask(Question question)
      throws SourceUnavailableException, InterruptedException {
    var id = UUID.randomUUID().toString();
    var request =
        client
            .http()
            .request(settings.path())
            .header("Content-Type", "application/json")
            .header("X-Request-ID", id)
            .header("X-Request-Timestamp", client.http().now().toString());
    settings.headers().forEach(request::setHeader);
    var reply = client.http().send(request.POST(BodyPublishers.ofString(body(question))).build());
    return interpret(question, reply, id);
  }

  private String body(Question question) {
    var body = JSON.createObjectNode();
    body.putObject("party").put("name", question.holder());
    body.putObject("partyAccount").put("iban", question.iban());
    if (!question.bic().isEmpty()) {
      body.putObject("partyAgent").putObject("financialInstitutionId").put("bicfi", question.bic());
    }
    if (!settings.requester().isEmpty()) {
      body.putObject("requestingAgent")
          .putObject("financialInstitutionId")
          .put("bicfi", settings.requester());
    }
    return body.toString();
  }

  /**
   * What a reply says.
   *
   * @param id the request's, by which the provider knows it
   * @throws SourceUnavailableException if it is none of the scheme's
   */
  SourceAnswer interpret(Question question, Reply reply, String id)
      throws SourceUnavailableException {
    if (reply.status() != 200) {
      throw reply.failure();
    }
    var answer = reply.json();
    var proof = Proof.of(client.source(), reply.time(), List.of(reply.body()), id);
    return switch (answer.path("partyNameMatch").asText()) {
      case "MTCH" -> matched(question, proof);
      case "CMTC" -> {
        var name = answer.path("matchedName").asText().strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
          throw SourceUnavailableException.unexpectedAnswer(null);
        }
        yield new Confirmed(details(List.of(name), Match.CLOSE), proof);
      }
      case "NMTC" -> new Refuted("NAME_DIFFERS", proof);
      case "NOAP" -> new Inconclusive("VERIFICATION_NOT_POSSIBLE", proof);
      default -> throw SourceUnavailableException.unexpectedAnswer(null);
    };
  }

  private static SourceAnswer matched(Question question, Proof proof) {
    return switch (Likeness.name(question.trader(), List.of(question.holder()))) {
      case MATCH, CLOSE -> new Confirmed(details(List.of(question.holder()), Match.MATCH), proof);
      case DIFFERENT -> new Inconclusive("ACCOUNT_HOLDER_DIFFERS", proof);
      case NOT_COMPARED -> new Inconclusive("NAME_NOT_COMPARED", proof);
    };
  }

  private static Details details(List<String> names, Match match) {
    return new Details(names, List.of(), match, Match.NOT_COMPARED, Map.of());
  }
}
