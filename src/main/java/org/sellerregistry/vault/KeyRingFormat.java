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
 *
 * <p>In the second form each keyset is encrypted, with its name as associated data, by the key of a
 * key management service, whose URI has a line before them.
 */
final class KeyRingFormat {

  private static final String HEADER = "seller-registry-key-ring 1";
  private static final String ENCRYPTED_HEADER = "seller-registry-key-ring 2";
  private static final String KMS_KEY = "kms-key";
  private static final String WRAPPING = "wrapping";
  private static final String BLIND_INDEX = "blind-index";
  private static final String REQUEST_DIGESTS = "request-digests";
  private static final String SEALED_TOKENS = "sealed-tokens";
  private static final String DIGEST = "sha-256";
  private static final int LINES = 6;

  private KeyRingFormat() {}

  /**
   * The text of keysets.
   *
   * @throws GeneralSecurityException if the key management service does not encrypt them
   */
  static String print(Keysets keysets, KmsKeys kms) throws GeneralSecurityException {
    var uri = kms.uri();
    var head = uri.isEmpty() ? HEADER + "\n" : ENCRYPTED_HEADER + "\n" + KMS_KEY + " " + uri + "\n";
    String body =
        head
            + line(WRAPPING, keysets.wrapping(), AeadConfig2026.get(), kms)
            + line(BLIND_INDEX, keysets.blindIndex(), PrfConfig2026.get(), kms)
            + line(REQUEST_DIGESTS, keysets.requestDigests(), PrfConfig2026.get(), kms)
            + line(SEALED_TOKENS, keysets.sealedTokens(), AeadConfig2026.get(), kms);
    return body + digestLine(body);
  }

  /** The URI of the key that the keysets of a text are encrypted with; empty for none. */
  static String kmsKey(String text) {
    var lines = text.split("\n", -1);
    return lines[0].equals(ENCRYPTED_HEADER) && lines.length > 1 ? value(KMS_KEY, lines[1]) : "";
  }

  /**
   * @throws KeyRingException if the text is not what {@link #print} made, or if the key management
   *     service does not decrypt it
   */
  static Keysets parse(String text, KmsKeys kms) {
    String[] lines = text.split("\n", -1);
    boolean encrypted = lines[0].equals(ENCRYPTED_HEADER);
    if (!encrypted && !lines[0].equals(HEADER)) {
      throw new KeyRingException("not a key ring, or one of a newer release");
    }
    int body = text.lastIndexOf(DIGEST + " ");
    if (body < 0 || !text.substring(body).equals(digestLine(text.substring(0, body)))) {
      throw new KeyRingException("damaged: its digest does not match. Restore it from its backup");
    }
    int first = encrypted ? 2 : 1;
    int count = LINES + first - 1;
    if (lines.length != count + 1) {
      throw new KeyRingException("damaged: it has not " + count + " lines");
    }
    var uri = kmsKey(text);
    return new Keysets(
        keyset(WRAPPING, lines[first], AeadConfig2026.get(), uri, kms),
        keyset(BLIND_INDEX, lines[first + 1], PrfConfig2026.get(), uri, kms),
        keyset(REQUEST_DIGESTS, lines[first + 2], PrfConfig2026.get(), uri, kms),
        keyset(SEALED_TOKENS, lines[first + 3], AeadConfig2026.get(), uri, kms));
  }

  private static String line(
      String name, KeysetHandle keyset, Configuration configuration, KmsKeys kms)
      throws GeneralSecurityException {
    byte[] bytes =
        kms.uri().isEmpty()
            ? TinkProtoKeysetFormat.serializeKeyset(
                keyset, InsecureSecretKeyAccess.get(), configuration)
            : TinkProtoKeysetFormat.serializeEncryptedKeyset(
                keyset, kms.aead(kms.uri()), name.getBytes(StandardCharsets.UTF_8), configuration);
    return name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
  }

  private static String value(String name, String line) {
    if (!line.startsWith(name + " ")) {
      throw new KeyRingException("damaged: no line of " + name + " in its place");
    }
    return line.substring(name.length() + 1);
  }

  private static KeysetHandle keyset(
      String name, String line, Configuration configuration, String uri, KmsKeys kms) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(value(name, line));
    } catch (IllegalArgumentException e) {
      throw unreadable(name);
    }
    if (!uri.isEmpty()) {
      try {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(
            bytes, kms.aead(uri), name.getBytes(StandardCharsets.UTF_8), configuration);
      } catch (GeneralSecurityException e) {
        throw new KeyRingException(
            "keyset %s does not open with %s: %s".formatted(name, uri, e.getMessage()));
      }
    }
    try {
      return TinkProtoKeysetFormat.parseKeyset(bytes, InsecureSecretKeyAccess.get(), configuration);
    } catch (GeneralSecurityException e) {
      throw unreadable(name);
    }
  }

  /** Without the cause, which may quote what it could not read. */
  private static KeyRingException unreadable(String name) {
    return new KeyRingException("damaged: keyset " + name + " cannot be read");
  }

  static String digestLine(String body) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return DIGEST + " " + HexFormat.of().formatHex(digest) + "\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
