package org.sellerregistry.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** C2SP's signed-note as its specification reads, on the Java platform alone. */
public final class IndependentNote {
  /** The DER form of an Ed25519 public key (RFC 8410, section 4) up to the key itself. */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private IndependentNote() {}

  /** The verifier key of another public key of the same log. */
  public static String key(String verifierKey, ByteString publicKey) throws Exception {
    var name = verifierKey.substring(0, verifierKey.indexOf('+'));
    var typed = ByteString.copyFrom(new byte[] {1}).concat(publicKey);
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update((name + "\n").getBytes(UTF_8));
    var id = Arrays.copyOf(digest.digest(typed.toByteArray()), 4);
    return "%s+%s+%s"
        .formatted(
            name,
            HexFormat.of().formatHex(id),
            Base64.getEncoder().encodeToString(typed.toByteArray()));
  }

  /** The text of a note that the key signed. */
  public static String open(String note, String verifierKey) throws Exception {
    int plus = verifierKey.indexOf('+');
    var name = verifierKey.substring(0, plus);
    var id = HexFormat.of().parseHex(verifierKey.substring(plus + 1, plus + 9));
    var typed = Base64.getDecoder().decode(verifierKey.substring(plus + 10));
    var hash = new ByteArrayOutputStream();
    hash.writeBytes((name + "\n").getBytes(UTF_8));
    hash.writeBytes(typed);
    var digest = MessageDigest.getInstance("SHA-256").digest(hash.toByteArray());
    if (typed[0] != 1 || !Arrays.equals(id, 0, 4, digest, 0, 4)) {
      throw new IllegalArgumentException("key id");
    }
    var der = new ByteArrayOutputStream();
    der.writeBytes(SPKI);
    der.write(typed, 1, 32);
    var key =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der.toByteArray()));

    int blank = note.lastIndexOf("\n\n");
    var text = note.substring(0, blank + 1);
    for (var line : note.substring(blank + 2).split("\n")) {
      var parts = line.split(" ");
      var bytes = Base64.getDecoder().decode(parts[2]);
      if (parts[0].equals("\u2014")
          && parts[1].equals(name)
          && Arrays.equals(bytes, 0, 4, id, 0, 4)) {
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(text.getBytes(UTF_8));
        if (verifier.verify(bytes, 4, bytes.length - 4)) {
          return text;
        }
      }
    }
    throw new IllegalArgumentException("signature");
  }
}
