package org.sellerregistry.journal;

import com.google.crypto.tink.subtle.Ed25519Verify;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key that signs notes, as C2SP's signed-note has it: known by its name and key id, which
 * is the beginning of a hash over name, type and key.
 *
 * @param type what the signatures are over
 * @param publicKey 32 bytes of an Ed25519 key
 */
public record VerifierKey(String name, Type type, ByteString publicKey) {
  private static final int KEY_LENGTH = 32;

  /** What a signature is over. The codes are C2SP's. */
  public enum Type {
    /** The note's text: the log's own signature. */
    NOTE(1),
    /** A time and the note's text: a witness's {@code cosignature/v1}. */
    COSIGNATURE(4);

    private final byte code;

    Type(int code) {
      this.code = (byte) code;
    }
  }

  public VerifierKey {
    if (!isName(name) || publicKey.size() != KEY_LENGTH) {
      throw new IllegalArgumentException("A verifier key has a name and 32 bytes");
    }
  }

  /**
   * Reads {@code NAME+KEY_ID+BASE64}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static VerifierKey parse(String text) {
    var parts = text.split("\\+", 3);
    if (parts.length == 3) {
      var bytes = ByteString.copyFrom(Base64.getDecoder().decode(parts[2]));
      for (var type : Type.values()) {
        if (bytes.size() == 1 + KEY_LENGTH && bytes.byteAt(0) == type.code) {
          var key = new VerifierKey(parts[0], type, bytes.substring(1));
          if (hex(key.keyId()).equals(parts[1])) {
            return key;
          }
        }
      }
    }
    throw new IllegalArgumentException("This is no verifier key: use NAME+KEY_ID+BASE64");
  }

  /** The first four bytes of the hash that tells keys of one name apart. */
  public ByteString keyId() {
    return MerkleHash.sha256(
            (name + "\n").getBytes(StandardCharsets.UTF_8),
            new byte[] {type.code},
            publicKey.toByteArray())
        .substring(0, 4);
  }

  /** Whether the note carries a signature of this key that fits its text. */
  public boolean verifies(SignedNote note) {
    var own =
        note.signatures().stream()
            .filter(line -> line.name().equals(name) && line.keyId().equals(keyId()))
            .toList();
    return !own.isEmpty() && own.stream().allMatch(line -> isGood(note.text(), line.signature()));
  }

  /** {@code NAME+KEY_ID+BASE64}. */
  @Override
  public String toString() {
    var bytes = ByteString.copyFrom(new byte[] {type.code}).concat(publicKey);
    return "%s+%s+%s"
        .formatted(name, hex(keyId()), Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }

  private boolean isGood(String text, ByteString signature) {
    return switch (type) {
      case NOTE -> isSignature(signature, text);
      case COSIGNATURE ->
          signature.size() > Long.BYTES
              && isSignature(
                  signature.substring(Long.BYTES),
                  cosigned(signature.asReadOnlyByteBuffer().getLong(), text));
    };
  }

  /** What a witness signs at a time, in seconds since 1970. */
  static String cosigned(long time, String text) {
    return "cosignature/v1\ntime %s\n%s".formatted(Long.toUnsignedString(time), text);
  }

  private boolean isSignature(ByteString signature, String message) {
    try {
      new Ed25519Verify(publicKey.toByteArray())
          .verify(signature.toByteArray(), message.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static boolean isName(String name) {
    return !name.isEmpty()
        && name.indexOf('+') < 0
        && name.codePoints()
            .noneMatch(c -> Character.isSpaceChar(c) || Character.isWhitespace(c) || c < ' ');
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
