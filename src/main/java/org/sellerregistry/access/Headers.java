package org.sellerregistry.access;

import io.grpc.Metadata;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sellerregistry.rpc.Refusal;

/** The call's metadata that this server reads. */
final class Headers {
  /** Who acts through the calling system: 1 to 255 printable ASCII characters. */
  static final Metadata.Key<String> PERSON =
      Metadata.Key.of("seller-registry-person", Metadata.ASCII_STRING_MARSHALLER);

  /** A short code of what the call is for, kept in the journal. */
  static final Metadata.Key<String> PURPOSE =
      Metadata.Key.of("seller-registry-purpose", Metadata.ASCII_STRING_MARSHALLER);

  private static final Pattern PERSON_PATTERN =
      Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]{0,254}");
  private static final Pattern PURPOSE_PATTERN = Pattern.compile("[a-z0-9-]{1,40}");

  private Headers() {}

  /**
   * The person that the caller names, if any.
   *
   * @throws Refusal INVALID_FIELD
   */
  static Optional<String> person(Metadata headers) {
    return matching(headers, PERSON, PERSON_PATTERN, "must be 1 to 255 printable ASCII characters");
  }

  /**
   * The purpose that the caller gives, if any.
   *
   * @throws Refusal INVALID_FIELD
   */
  static Optional<String> purpose(Metadata headers) {
    return matching(headers, PURPOSE, PURPOSE_PATTERN, "must match [a-z0-9-]{1,40}");
  }

  /**
   * A header that may be there once.
   *
   * @throws Refusal INVALID_FIELD if it is there more than once
   */
  static Optional<String> single(Metadata headers, Metadata.Key<String> key) {
    var values = headers.getAll(key);
    if (values == null) {
      return Optional.empty();
    }
    String only = null;
    for (var value : values) {
      if (only != null) {
        throw Refusal.invalidField(key.name(), "must be sent once");
      }
      only = value;
    }
    return Optional.ofNullable(only);
  }

  private static Optional<String> matching(
      Metadata headers, Metadata.Key<String> key, Pattern pattern, String rule) {
    var value = single(headers, key);
    if (value.isPresent() && !pattern.matcher(value.get()).matches()) {
      throw Refusal.invalidField(key.name(), rule);
    }
    return value;
  }
}
