package org.sellerregistry.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The text of a key-ring file: a line that names the format, one with the journal's name, a line
 * for each keyset with its name and its Tink keyset in Base64, and the SHA-256 of the lines before.
 * The digest is there because a bit that flips inside a key would else go unnoticed until nothing
 * opens any more.
 *
 * <p>In the second form each keyset is encrypted, with its name as associated data, by the key of a
 * key management service, whose URI has a line before them.
 */
final class KeyRingFormat {

  private static final String HEADER = "seller-registry-key-ring 1";
  private static final String ENCRYPTED_HEADER = "seller-registry-key-ring 2";
  private static final String KMS_KEY = "kms-key";
  private static final String JOURNAL = "journal";
  private static final String DIGEST = "sha-256";
  private static final Pattern JOURNAL_NAME = Pattern.compile("[a-z0-9./-]{1,100}");

  private KeyRingFormat() {}

  /**
   * The text of keysets.
   *
   * @throws GeneralSecurityException if the key management service does not encrypt them
   */
  static String print(Keysets keysets, KmsKeys kms) throws GeneralSecurityException {
    var uri = kms.uri();
    var head = uri.isEmpty() ? HEADER + "\n" : ENCRYPTED_HEADER + "\n" + KMS_KEY + " " + uri + "\n";
    var body = new StringBuilder(head).append(JOURNAL + " " + keysets.journal() + "\n");
    for (var keyset : Keyset.values()) {
      body.append(line(keyset, keysets.get(keyset), kms));
    }
    return body + digestLine(body.toString());
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
    int count = first + 1 + Keyset.values().length + 1;
    if (lines.length != count + 1) {
      throw new KeyRingException("damaged: it has not " + count + " lines");
    }
    var journal = value(JOURNAL, lines[first]);
    if (!JOURNAL_NAME.matcher(journal).matches()) {
      throw new KeyRingException("damaged: no name of a journal in its place");
    }
    var uri = kmsKey(text);
    var keysets = new EnumMap<Keyset, KeysetHandle>(Keyset.class);
    int line = first;
    for (var keyset : Keyset.values()) {
      line++;
      keysets.put(keyset, keyset(keyset, lines[line], uri, kms));
    }
    return Keysets.of(keysets, journal);
  }

  /** What a keyset's line begins with. */
  private static String name(Keyset keyset) {
    return switch (keyset) {
      case WRAPPING -> "wrapping";
      case BLIND_INDEX -> "blind-index";
      case REQUEST_DIGESTS -> "request-digests";
      case SEALED_TOKENS -> "sealed-tokens";
      case CHECKPOINTS -> "checkpoints";
    };
  }

  private static String line(Keyset keyset, KeysetHandle handle, KmsKeys kms)
      throws GeneralSecurityException {
    var name = name(keyset);
    var configuration = Keysets.configuration(keyset);
    byte[] bytes =
        kms.uri().isEmpty()
            ? TinkProtoKeysetFormat.serializeKeyset(
                handle, InsecureSecretKeyAccess.get(), configuration)
            : TinkProtoKeysetFormat.serializeEncryptedKeyset(
                handle, kms.aead(kms.uri()), name.getBytes(StandardCharsets.UTF_8), configuration);
    return name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
  }

  private static String value(String name, String line) {
    if (!line.startsWith(name + " ")) {
      throw new KeyRingException("damaged: no line of " + name + " in its place");
    }
    return line.substring(name.length() + 1);
  }

  private static KeysetHandle keyset(Keyset keyset, String line, String uri, KmsKeys kms) {
    var name = name(keyset);
    var configuration = Keysets.configuration(keyset);
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
