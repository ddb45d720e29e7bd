package org.sellerregistry.vault;

import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * The key that signs the journal's checkpoints (Ed25519, RFC 8032), and the name of the journal. It
 * lies in the key ring's directory in a file of its own: it is no data key, and the key ring may be
 * rewritten without it.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class SigningKey {
  static final String NAME = "journal-key";

  private static final String HEADER = "seller-registry-journal-key 1";
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final int SEED_LENGTH = 32;

  private final String journal;
  private final Ed25519Sign signer;
  private final ByteString publicKey;

  private SigningKey(String journal, byte[] seed) throws GeneralSecurityException {
    var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
    this.journal = journal;
    this.signer = new Ed25519Sign(pair.getPrivateKey());
    this.publicKey = ByteString.copyFrom(pair.getPublicKey());
  }

  /**
   * Opens the key kept in the key ring's directory, or makes it when there is none. Of several
   * processes that start at once, one makes it and all use it.
   *
   * @throws KeyRingException if it is damaged, open to others than its owner, or cannot be kept
   */
  public static SigningKey openOrCreate(Path directory) {
    var file = directory.toAbsolutePath().resolve(NAME);
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new KeyRingException(file + " lets others than its owner in: run chmod go-rwx");
      }
      return parse(file, Files.readString(file, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new KeyRingException("The journal's key %s cannot be kept".formatted(file), e);
    }
  }

  /** Makes a key that is kept nowhere. */
  public static SigningKey ephemeral() {
    try {
      return new SigningKey(newName(), newSeed());
    } catch (GeneralSecurityException e) {
      throw new KeyRingException("No key can be made on this Java runtime", e);
    }
  }

  /** The journal's name, which no other journal has. */
  public String journal() {
    return journal;
  }

  /** 32 bytes. */
  public ByteString publicKey() {
    return publicKey;
  }

  /** The signature, 64 bytes. */
  public ByteString sign(ByteString message) {
    try {
      return ByteString.copyFrom(signer.sign(message.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A checkpoint cannot be signed", e);
    }
  }

  private static void create(Path file) throws IOException {
    var directory = file.getParent();
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var temporary =
        Files.createTempFile(
            directory,
            NAME,
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      var text =
          "%s\n%s\n%s\n"
              .formatted(HEADER, newName(), Base64.getEncoder().encodeToString(newSeed()));
      Files.writeString(temporary, text, StandardCharsets.US_ASCII);
      // A link, not a rename: it fails where another process was first.
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      // Another process was first: its key is read.
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static SigningKey parse(Path file, String text) {
    var lines = text.split("\n", -1);
    try {
      if (lines.length == 4 && lines[0].equals(HEADER) && lines[3].isEmpty()) {
        var seed = Base64.getDecoder().decode(lines[2]);
        if (seed.length == SEED_LENGTH) {
          return new SigningKey(lines[1], seed);
        }
      }
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      // Without the cause, which may quote what it could not read.
    }
    throw new KeyRingException("The journal's key %s is damaged: restore it".formatted(file));
  }

  private static byte[] newSeed() {
    var seed = new byte[SEED_LENGTH];
    new SecureRandom().nextBytes(seed);
    return seed;
  }

  private static String newName() {
    var random = new byte[8];
    new SecureRandom().nextBytes(random);
    return "sellerregistry.org/journal/" + HexFormat.of().formatHex(random);
  }
}
