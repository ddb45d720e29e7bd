package org.sellerregistry.vault;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.prf.PrfConfig2026;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The text of a key-ring file: a line that names the format, a line for each keyset with its name
 * and its Tink keyset in Base64, and the SHA-256 of the lines before. The digest is there because a
 * bit that flips inside a key would else go unnoticed until nothing opens any more.
 */
final class KeyRingFormat {

  private static final String HEADER = "seller-registry-key-ring 1";
  private static final String WRAPPING = "wrapping";
  private static final String BLIND_INDEX = "blind-index";
  private static final String REQUEST_DIGESTS = "request-digests";
  private static final String SEALED_TOKENS = "sealed-tokens";
  private static final String DIGEST = "sha-256";
  private static final int LINES = 6;

  private KeyRingFormat() {}

  static String print(Keysets keysets) throws GeneralSecurityException {
    String body =
        HEADER
            + "\n"
            + line(WRAPPING, keysets.wrapping(), AeadConfig2026.get())
            + line(BLIND_INDEX, keysets.blindIndex(), PrfConfig2026.get())
            + line(REQUEST_DIGESTS, keysets.requestDigests(), PrfConfig2026.get())
            + line(SEALED_TOKENS, keysets.sealedTokens(), AeadConfig2026.get());
    return body + digestLine(body);
  }

  /**
   * @throws KeyRingException if the text is not what {@link #print} made
   */
  static Keysets parse(String text) {
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(HEADER)) {
      throw new KeyRingException("not a key ring, or one of a newer release");
    }
    int body = text.lastIndexOf(DIGEST + " ");
    if (body < 0 || !text.substring(body).equals(digestLine(text.substring(0, body)))) {
      throw new KeyRingException("damaged: its digest does not match. Restore it from its backup");
    }
    if (lines.length != LINES + 1) {
      throw new KeyRingException("damaged: it has not " + LINES + " lines");
    }
    return new Keysets(
        keyset(WRAPPING, lines[1], AeadConfig2026.get()),
        keyset(BLIND_INDEX, lines[2], PrfConfig2026.get()),
        keyset(REQUEST_DIGESTS, lines[3], PrfConfig2026.get()),
        keyset(SEALED_TOKENS, lines[4], AeadConfig2026.get()));
  }

  private static String line(String name, KeysetHandle keyset, Configuration configuration)
      throws GeneralSecurityException {
    byte[] bytes =
        TinkProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get(), configuration);
    return name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
  }

  private static KeysetHandle keyset(String name, String line, Configuration configuration) {
    if (!line.startsWith(name + " ")) {
      throw new KeyRingException("damaged: no line of keyset " + name + " in its place");
    }
    try {
      return TinkProtoKeysetFormat.parseKeyset(
          Base64.getDecoder().decode(line.substring(name.length() + 1)),
          InsecureSecretKeyAccess.get(),
          configuration);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      // Without the cause, which may quote what it could not read.
      throw new KeyRingException("damaged: keyset " + name + " cannot be read");
    }
  }

  private static String digestLine(String body) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return DIGEST + " " + HexFormat.of().formatHex(digest) + "\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
