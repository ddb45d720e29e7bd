package org.sellerregistry.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** A witness on the Java platform's own Ed25519. */
public final class Witness {
  private final String name;
  private final KeyPair pair;

  /** For where no exception can be declared. */
  public static Witness create(String name) {
    try {
      return new Witness(name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Witness(String name) throws GeneralSecurityException {
    this.name = name;
    this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  public VerifierKey key() {
    var point = ((EdECPublicKey) pair.getPublic()).getPoint();
    var encoded = new byte[32];
    var y = point.getY().toByteArray();
    for (int i = 0; i < y.length && i < 32; i++) {
      encoded[i] = y[y.length - 1 - i];
    }
    encoded[31] |= (byte) (point.isXOdd() ? 0x80 : 0);
    return new VerifierKey(name, VerifierKey.Type.COSIGNATURE, ByteString.copyFrom(encoded));
  }

  public String cosign(String text, long time) throws GeneralSecurityException {
    var signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(("cosignature/v1\ntime " + time + "\n" + text).getBytes(UTF_8));
    var signature = signer.sign();
    var id =
        Arrays.copyOf(
            MessageDigest.getInstance("SHA-256")
                .digest(
                    concat(
                        (name + "\n").getBytes(UTF_8),
                        new byte[] {4},
                        key().publicKey().toByteArray())),
            4);
    var time8 = ByteBuffer.allocate(8).putLong(time).array();
    return "\u2014 %s %s"
        .formatted(name, Base64.getEncoder().encodeToString(concat(id, time8, signature)));
  }

  private static byte[] concat(byte[]... parts) {
    var all = ByteString.EMPTY;
    for (var part : parts) {
      all = all.concat(ByteString.copyFrom(part));
    }
    return all.toByteArray();
  }
}
