package org.sellerregistry.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.LocalizedMessage;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Context;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.sellerregistry.storage.CommitOutcomeUnknownException;
import org.sellerregistry.storage.DuplicateKeyException;
import org.sellerregistry.storage.SchemaMismatchException;
import org.sellerregistry.storage.StatementFailedException;
import org.sellerregistry.storage.StorageException;
import org.sellerregistry.storage.StorageUnavailableException;
import org.sellerregistry.storage.TransactionCancelledException;
import org.sellerregistry.storage.TransactionConflictException;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.vault.RecordDamagedException;
import org.sellerregistry.vault.ShreddedException;
import org.sellerregistry.vault.StaleKeyRingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that says what a client is told of a failure.
 *
 * <p>Guarantees: each status carries an {@code ErrorInfo} with a reason of the contract and the one
 * code that belongs to it, and is small enough for any client. What is not foreseen is {@code
 * DEFECT} with an incident number, under which the log has the places, never the messages, of the
 * exceptions. No text of a library or a database goes out.
 */
public final class Failures {
  /** The domain of every reason. */
  public static final String DOMAIN = "sellerregistry.org";

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final String PREFIX = "ERROR_REASON_";

  /** How gRPC describes a unary call that does not carry exactly one message. */
  private static final Set<String> NOT_ONE_MESSAGE =
      Set.of("Too many requests", "Half-closed without a request");

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /**
   * A status travels in the trailers, of which clients take 8 KiB unless told otherwise: one that
   * is larger would reach nobody. The longest resource name is shorter than a cut text.
   */
  private static final int MOST_VIOLATION_BYTES = 3_000;

  private static final int MOST_CHARACTERS = 256;

  private Failures() {}

  /** What the client is told, ready to be thrown to gRPC. */
  public static StatusRuntimeException toException(Throwable failure) {
    return StatusProto.toStatusRuntimeException(toStatus(failure));
  }

  /** What the client is told; of one record in a stream as of a whole call. */
  public static Status toStatus(Throwable failure) {
    return toStatus(toRefusal(failure));
  }

  private static Status toStatus(Refusal refusal) {
    var info =
        ErrorInfo.newBuilder()
            .setDomain(DOMAIN)
            .setReason(refusal.reason().name().substring(PREFIX.length()));
    refusal.metadata().forEach((key, value) -> info.putMetadata(key, cut(value)));
    var status =
        Status.newBuilder()
            .setCode(refusal.code().value())
            .setMessage(refusal.text())
            .addDetails(Any.pack(info.build()));
    if (!refusal.violations().isEmpty()) {
      status.addDetails(Any.pack(badRequest(refusal.violations())));
    }
    refusal
        .retryAfter()
        .or(() -> isWorthRetrying(refusal.reason()) ? Optional.of(RETRY_AFTER) : Optional.empty())
        .ifPresent(delay -> status.addDetails(Any.pack(retryInfo(delay))));
    return status
        .addDetails(
            Any.pack(
                LocalizedMessage.newBuilder().setLocale("en").setMessage(refusal.text()).build()))
        .build();
  }

  /** Rounded up, so that the retry is not too early. */
  private static RetryInfo retryInfo(Duration delay) {
    return RetryInfo.newBuilder()
        .setRetryDelay(Durations.fromMillis(delay.plusNanos(999_999).toMillis()))
        .build();
  }

  /** The first of the violations, as many as fit, and at least one. */
  private static BadRequest badRequest(List<Refusal.FieldViolation> violations) {
    var request = BadRequest.newBuilder();
    int left = MOST_VIOLATION_BYTES;
    for (var violation : violations) {
      var field =
          BadRequest.FieldViolation.newBuilder()
              .setField(cut(violation.field()))
              .setDescription(cut(violation.description()))
              .build();
      left -= field.getSerializedSize();
      if (left < 0 && request.getFieldViolationsCount() > 0) {
        break;
      }
      request.addFieldViolations(field);
    }
    return request.build();
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS));
  }

  private static boolean isWorthRetrying(ErrorReason reason) {
    return reason == ErrorReason.ERROR_REASON_OVERLOADED
        || reason == ErrorReason.ERROR_REASON_CONCURRENCY_EXCEEDED
        || reason == ErrorReason.ERROR_REASON_STORAGE_UNAVAILABLE
        || reason == ErrorReason.ERROR_REASON_ISSUER_UNAVAILABLE
        || reason == ErrorReason.ERROR_REASON_DOCUMENT_STORE_UNAVAILABLE
        || reason == ErrorReason.ERROR_REASON_KEY_RING_STALE
        || reason == ErrorReason.ERROR_REASON_JOURNAL_BEHIND
        || reason == ErrorReason.ERROR_REASON_ACCESS_NOT_RECORDED;
  }

  private static Refusal toRefusal(Throwable failure) {
    return switch (failure) {
      case Refusal refusal -> refusal;
      case CompletionException e when e.getCause() != null -> toRefusal(e.getCause());
      case ExecutionException e when e.getCause() != null -> toRefusal(e.getCause());
      case StatusRuntimeException e -> ofGrpc(e.getStatus(), e);
      case StatusException e -> ofGrpc(e.getStatus(), e);
      case StorageException e -> ofStorage(e);
      case RecordDamagedException e -> damaged(e);
      case ShreddedException e ->
          Refusal.of(
                  ErrorReason.ERROR_REASON_TRADER_ERASED, "The data of the trader has been erased")
              .cause(e);
      case StaleKeyRingException e ->
          Refusal.of(
                  ErrorReason.ERROR_REASON_KEY_RING_STALE, "The server does not know the keys yet")
              .cause(e);
      default -> Context.current().isCancelled() ? ofCancelledCall() : defect(failure);
    };
  }

  private static Refusal ofStorage(StorageException failure) {
    return switch (failure) {
      case StorageUnavailableException e ->
          Refusal.of(ErrorReason.ERROR_REASON_STORAGE_UNAVAILABLE, "The database cannot be reached")
              .cause(e);
      case CommitOutcomeUnknownException e ->
          Refusal.of(
                  ErrorReason.ERROR_REASON_OUTCOME_UNKNOWN,
                  "Whether the change took effect is not known; repeat it with its request_id")
              .cause(e);
      case TransactionConflictException e ->
          Refusal.of(ErrorReason.ERROR_REASON_OVERLOADED, "The server is busy").cause(e);
      case TransactionCancelledException _ -> ofCancelledCall();
      case DuplicateKeyException _, SchemaMismatchException _, StatementFailedException _ ->
          defect(failure);
    };
  }

  /** A status that gRPC itself or one of its own services made. */
  private static Refusal ofGrpc(io.grpc.Status status, Throwable failure) {
    if (status.getCause() instanceof InvalidProtocolBufferException
        || NOT_ONE_MESSAGE.contains(String.valueOf(status.getDescription()))) {
      return malformed();
    }
    return switch (status.getCode()) {
      case CANCELLED -> cancelled();
      case DEADLINE_EXCEEDED -> deadlineExceeded();
      case NOT_FOUND ->
          Refusal.of(ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND, "There is no such resource");
      case RESOURCE_EXHAUSTED -> tooLarge();
      case UNIMPLEMENTED -> unknownMethod();
      case OK,
          UNKNOWN,
          INVALID_ARGUMENT,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          INTERNAL,
          UNAVAILABLE,
          DATA_LOSS,
          UNAUTHENTICATED ->
          defect(failure);
    };
  }

  static Refusal malformed() {
    return Refusal.of(
        ErrorReason.ERROR_REASON_MALFORMED_MESSAGE,
        "The request could not be read as a message of its type");
  }

  static Refusal tooLarge() {
    return Refusal.of(
        ErrorReason.ERROR_REASON_MESSAGE_TOO_LARGE, "The message is larger than the server takes");
  }

  static Refusal unknownMethod() {
    return Refusal.of(ErrorReason.ERROR_REASON_UNKNOWN_METHOD, "The server has no such method");
  }

  private static Refusal cancelled() {
    return Refusal.of(ErrorReason.ERROR_REASON_CANCELLED, "The caller gave up");
  }

  private static Refusal deadlineExceeded() {
    return Refusal.of(
        ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED, "The time that the caller gave was too short");
  }

  /** Why a call that has ended before its answer did so. */
  static Refusal ofCancelledCall() {
    return Context.current().cancellationCause() instanceof TimeoutException
        ? deadlineExceeded()
        : cancelled();
  }

  private static Refusal damaged(RecordDamagedException failure) {
    LOG.error("{}", StackTraces.of(failure));
    return Refusal.of(ErrorReason.ERROR_REASON_RECORD_DAMAGED, "A stored record is damaged")
        .cause(failure);
  }

  private static Refusal defect(Throwable failure) {
    var incident = UUID.randomUUID().toString();
    LOG.error("Incident {}: {}", incident, StackTraces.of(failure));
    return Refusal.of(ErrorReason.ERROR_REASON_DEFECT, "The server has a defect")
        .with("incident", incident);
  }
}
