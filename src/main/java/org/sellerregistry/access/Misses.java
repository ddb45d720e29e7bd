package org.sellerregistry.access;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the different things that a caller asked for in an hour and that do not exist. Asking for
 * the same again costs nothing: a page that is shown often is no search. Thread-safe.
 *
 * <p>What was asked for may be personal: it is kept as a digest with the caller's own salt, in
 * memory, for an hour at most.
 */
final class Misses {
  private static final Duration WINDOW = Duration.ofHours(1);

  private final int most;
  private final byte[] salt;
  private final Set<Long> seen = new HashSet<>();
  private long begin;

  Misses(int most, byte[] salt) {
    this.most = most;
    this.salt = salt.clone();
  }

  /** How long the caller has to wait; zero if it has misses left. */
  synchronized Duration spentFor(long now) {
    long left = begin + WINDOW.toNanos() - now;
    if (left <= 0) {
      seen.clear();
    }
    return seen.size() < most ? Duration.ZERO : Duration.ofNanos(left);
  }

  /** Counts what does not exist. The hour begins with the first. */
  void add(ByteString subject, long now) {
    long digest = digest(subject);
    synchronized (this) {
      if (seen.isEmpty()) {
        begin = now;
      }
      if (seen.size() < most) {
        seen.add(digest);
      }
    }
  }

  private long digest(ByteString subject) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      digest.update(subject.asReadOnlyByteBuffer());
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
