package org.sellerregistry.rpc;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.ErrorReason;

/**
 * A call, or one record of a stream, that is refused for a reason of the contract. Everything in it
 * is sent to the client as it is: it holds no personal values.
 *
 * <p>Immutable: each of {@link #with}, {@link #field}, {@link #retryAfter} and {@link #cause}
 * returns a new one. Carries no stack trace, for it says nothing about the server.
 */
public final class Refusal extends RuntimeException {
  private final ErrorReason reason;
  private final String text;
  private final Map<String, String> metadata;
  private final List<FieldViolation> violations;
  private final @Nullable Duration retryAfter;

  /** A field of the request, as a path such as {@code trader.identity.phones[0]}, and the rule. */
  record FieldViolation(String field, String description) {}

  private Refusal(
      ErrorReason reason,
      String text,
      Map<String, String> metadata,
      List<FieldViolation> violations,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(reason + ": " + text, cause, false, false);
    this.reason = reason;
    this.text = text;
    this.metadata = metadata;
    this.violations = violations;
    this.retryAfter = retryAfter;
  }

  /** Refuses for the reason; the message is for people, in English. */
  public static Refusal of(ErrorReason reason, String message) {
    var _ = StatusCodes.of(reason);
    return new Refusal(reason, message, Map.of(), List.of(), null, null);
  }

  /** There is no such resource, or the caller may not know of it. */
  public static Refusal notFound(String resource) {
    return of(ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND, "There is no such resource")
        .with("resource", resource);
  }

  /** The field breaks a rule of the contract. */
  public static Refusal invalidField(String field, String description) {
    return of(ErrorReason.ERROR_REASON_INVALID_FIELD, "The request breaks a rule of the contract")
        .field(field, description);
  }

  /** Adds metadata under the key that the contract names for the reason. */
  public Refusal with(String key, String value) {
    var more = new LinkedHashMap<>(metadata);
    more.put(key, value);
    return new Refusal(reason, text, more, violations, retryAfter, getCause());
  }

  /** Adds a field and the rule that it breaks. */
  public Refusal field(String fieldPath, String description) {
    var more = new ArrayList<>(violations);
    more.add(new FieldViolation(fieldPath, description));
    return new Refusal(reason, text, metadata, more, retryAfter, getCause());
  }

  /** Says when to try again, where that is known better than by the reason alone. */
  public Refusal retryAfter(Duration delay) {
    return new Refusal(reason, text, metadata, violations, delay, getCause());
  }

  /** Keeps what led to the refusal, for this server alone: it is not sent. */
  public Refusal cause(Throwable cause) {
    return new Refusal(reason, text, metadata, violations, retryAfter, cause);
  }

  public ErrorReason reason() {
    return reason;
  }

  /** The status code that the contract gives the reason. */
  public Status.Code code() {
    return StatusCodes.of(reason);
  }

  /** What the client's people read. */
  public String text() {
    return text;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  List<FieldViolation> violations() {
    return violations;
  }
}
