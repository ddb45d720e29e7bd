package org.sellerregistry.verification.sources;

import com.google.common.primitives.Bytes;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;

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
        default -> lei(reply);
      }
    } catch (SourceUnavailableException said) {
      var _ = said.answer();
    }
  }

  private static void vies(Reply reply) throws SourceUnavailableException {
    requireNamed(VIES.interpret(VAT, Clients.DECLARED, reply), reply, VAT.substring(2));
  }

  private static void register(Reply reply) throws SourceUnavailableException {
    var answer = REGISTER.interpret(COMPANY, Clients.DECLARED, reply);
    if (answer instanceof Confirmed) {
      requireNamed(answer, reply, COMPANY);
    }
  }

  private static void lei(Reply reply) throws SourceUnavailableException {
    var record = LeiRecord.of(reply.json().path("data"));
    if (record.lei().equals(LEI)) {
      var proof = Proof.of("GLEIF", reply.time(), List.of(reply.body()), "");
      requireNamed(record.judge(Clients.DECLARED, proof), reply, LEI);
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
