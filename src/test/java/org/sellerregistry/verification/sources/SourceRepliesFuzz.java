package org.sellerregistry.verification.sources;

import com.google.common.primitives.Bytes;
import com.google.protobuf.InvalidProtocolBufferException;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;

/**
 * Whatever a source replies is an answer or says that there was none; and a reply that does not
 * name the number that was asked for decides nothing.
 */
public final class SourceRepliesFuzz {
  private static final URI BASE = URI.create("https://source.example/");
  private static final String VAT = "DE123456788";
  private static final String COMPANY = "01234567";
  private static final String LEI = "5299000SYNTHETIC0071";
  private static final Vies VIES = new Vies(new Clients().client(BASE), null);
  private static final RegisterSource REGISTER =
      new RegisterSource(new Clients().client(BASE), Clients.register());
  private static final PayeeVerification PAYEE =
      new PayeeVerification(
          new Clients().client(BASE),
          PayeeSettings.from(
              ConfigFactory.parseString("base = \"https://source.example/\"")
                  .withFallback(Clients.defaults().getConfig("payee"))));
  private static final PayeeVerification.Question ACCOUNT =
      new PayeeVerification.Question(
          "DE89370400440532013000", "", "Synthetic Trading GmbH", Clients.DECLARED.name());

  private SourceRepliesFuzz() {}

  /** The first byte chooses the source, the second the status. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    var body = Arrays.copyOfRange(data, 2, data.length);
    int status = List.of(200, 200, 404, 500).get(data[1] & 3);
    var reply = new Reply(status, "application/json", null, body, Instant.EPOCH);
    try {
      switch (data[0] & 3) {
        case 0 -> vies(reply);
        case 1 -> register(reply);
        case 2 -> lei(reply);
        default -> payee(reply);
      }
    } catch (SourceUnavailableException said) {
      var _ = said.answer();
    }
  }

  private static void vies(Reply reply) throws SourceUnavailableException {
    var answer = VIES.interpret(VAT, Clients.DECLARED, reply);
    requireStorable(answer);
    requireNamed(answer, reply, VAT.substring(2));
  }

  private static void register(Reply reply) throws SourceUnavailableException {
    var answer = REGISTER.interpret(COMPANY, Clients.DECLARED, reply);
    requireStorable(answer);
    if (answer instanceof Confirmed) {
      requireNamed(answer, reply, COMPANY);
    }
  }

  private static void lei(Reply reply) throws SourceUnavailableException {
    var record = LeiRecord.of(reply.json().path("data"));
    if (record.lei().equals(LEI)) {
      var proof = Proof.of("GLEIF", reply.time(), List.of(reply.body()), "");
      var answer = record.judge(Clients.DECLARED, proof);
      requireStorable(answer);
      requireNamed(answer, reply, LEI);
    }
  }

  /** A bank's reply names no account: it decides by the scheme's own words alone. */
  private static void payee(Reply reply) throws SourceUnavailableException {
    var answer = PAYEE.interpret(ACCOUNT, reply, "");
    requireStorable(answer);
    if (reply.status() != 200) {
      throw new AssertionError("decided by an error page");
    }
    switch (answer) {
      case Confirmed confirmed ->
          requireNamed(
              answer, reply, confirmed.details().nameMatch() == Match.MATCH ? "MTCH" : "CMTC");
      case Refuted _ -> requireNamed(answer, reply, "NMTC");
      case Inconclusive _, Unavailable _ -> {
        // It decides nothing.
      }
    }
  }

  /** The check that is made of it is read as it was written. */
  private static void requireStorable(SourceAnswer answer) {
    var check = SourceChecks.check(CheckMethod.CHECK_METHOD_REGISTER, "A source", answer).build();
    try {
      if (!Check.parseFrom(check.toByteString()).equals(check)) {
        throw new AssertionError("a check is not read as it was written");
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** Its characters in their order, at least; any of them may be written as an escape. */
  private static void requireNamed(SourceAnswer answer, Reply reply, String number) {
    boolean decides = answer instanceof Confirmed || answer instanceof Refuted;
    boolean escaped = Bytes.contains(reply.body(), (byte) '\\');
    if (decides && !escaped && !hasInOrder(reply.body(), number)) {
      throw new AssertionError("decided by a reply about something else");
    }
  }

  private static boolean hasInOrder(byte[] body, String number) {
    int found = 0;
    for (int i = 0; i < body.length && found < number.length(); i++) {
      if (Character.toUpperCase(body[i]) == number.charAt(found)) {
        found++;
      }
    }
    return found == number.length();
  }
}
