package org.sellerregistry.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.LocalizedMessage;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Context;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.sellerregistry.storage.StorageException;
import org.sellerregistry.storage.StorageFailures;
import org.sellerregistry.v1.ErrorReason;
import org.slf4j.LoggerFactory;

class FailuresTest {
  private static final String PERSONAL = "someone@example.org";

  private final Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"ERROR_REASON_UNSPECIFIED", "UNRECOGNIZED"})
  void sayEachReasonWithItsCodeInTheRegistrysDomain(ErrorReason reason) {
    var status = Failures.toStatus(Refusal.of(reason, "Text for people").with("key", "value"));

    assertThat(status.getCode()).isEqualTo(StatusCodes.of(reason).value());
    var info = detail(status, ErrorInfo.class);
    assertThat(info.getDomain()).isEqualTo("sellerregistry.org");
    assertThat("ERROR_REASON_" + info.getReason()).isEqualTo(reason.name());
    assertThat(info.getMetadataMap()).containsOnly(Map.entry("key", "value"));
    var text = detail(status, LocalizedMessage.class);
    assertThat(text.getLocale()).isEqualTo("en");
    assertThat(text.getMessage()).isEqualTo("Text for people");
    assertThat(log.list).isEmpty();
  }

  @Test
  void nameTheFieldsOfARequest() {
    var refusal = Refusal.invalidField("trader.external_id", "must not be empty").field("b", "c");

    assertThat(detail(Failures.toStatus(refusal), BadRequest.class).getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField, BadRequest.FieldViolation::getDescription)
        .containsExactly(tuple("trader.external_id", "must not be empty"), tuple("b", "c"));
  }

  @Test
  void sayWhenToTryAgainWhereThatHelps() {
    for (var failure :
        new StorageException[] {StorageFailures.unavailable(), StorageFailures.conflict()}) {
      var status = Failures.toStatus(failure);
      assertThat(detail(status, RetryInfo.class).getRetryDelay().getSeconds()).isPositive();
    }
    assertThat(Failures.toStatus(StorageFailures.outcomeUnknown()).getDetailsList())
        .noneMatch(detail -> detail.is(RetryInfo.class));
  }

  @Test
  void tellStoragesFailuresApart() {
    assertThat(reason(StorageFailures.unavailable())).isEqualTo("STORAGE_UNAVAILABLE");
    assertThat(reason(StorageFailures.outcomeUnknown())).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(reason(StorageFailures.conflict())).isEqualTo("OVERLOADED");
    assertThat(reason(StorageFailures.cancelled())).isEqualTo("CANCELLED");
    for (var fault : StorageFailures.faults()) {
      assertThat(reason(fault)).isEqualTo("DEFECT");
      assertThat(log.list.getLast().getFormattedMessage()).contains(fault.getMessage());
    }
  }

  @Test
  void lookBehindWhatThreadsWrapFailuresIn() {
    var refusal = Refusal.notFound("grants/1");

    assertThat(reason(new CompletionException(refusal))).isEqualTo("RESOURCE_NOT_FOUND");
    assertThat(reason(new ExecutionException(refusal))).isEqualTo("RESOURCE_NOT_FOUND");
  }

  @Test
  void callWhatIsNotForeseenADefectThatTheLogHasMoreOf() {
    var failure = new IllegalStateException(PERSONAL, new NullPointerException(PERSONAL));

    var status = Failures.toStatus(failure);

    assertThat(status.toString()).doesNotContain(PERSONAL).doesNotContain("IllegalState");
    var incident = detail(status, ErrorInfo.class).getMetadataOrThrow("incident");
    assertThat(log.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains(incident)
        .contains("java.lang.IllegalStateException")
        .contains("Caused by: java.lang.NullPointerException")
        .contains("FailuresTest")
        .doesNotContain(PERSONAL);
    assertThat(log.list.getFirst().getThrowableProxy()).isNull();
  }

  @Test
  void sayWhyACallEndedRatherThanWhatThatBroke() {
    var cancelled = Context.current().withCancellation();
    cancelled.cancel(null);
    cancelled.run(
        () -> assertThat(reason(new IllegalStateException("broken"))).isEqualTo("CANCELLED"));

    var late = Context.current().withCancellation();
    late.cancel(new TimeoutException());
    late.run(() -> {
      assertThat(reason(new IllegalStateException("broken"))).isEqualTo("DEADLINE_EXCEEDED");
      assertThat(reason(StorageFailures.cancelled())).isEqualTo("DEADLINE_EXCEEDED");
      assertThat(reason(Refusal.notFound("grants/1"))).isEqualTo("RESOURCE_NOT_FOUND");
    });
    assertThat(log.list).isEmpty();
  }

  @Test
  void giveGrpcsOwnStatusesAReason() {
    var unreadable =
        io.grpc.Status.INTERNAL.withCause(new InvalidProtocolBufferException(PERSONAL));

    assertThat(reason(unreadable.asRuntimeException())).isEqualTo("MALFORMED_MESSAGE");
    assertThat(reason(io.grpc.Status.NOT_FOUND.asException())).isEqualTo("RESOURCE_NOT_FOUND");
    assertThat(reason(io.grpc.Status.RESOURCE_EXHAUSTED.asException()))
        .isEqualTo("MESSAGE_TOO_LARGE");
    assertThat(reason(io.grpc.Status.UNIMPLEMENTED.asException())).isEqualTo("UNKNOWN_METHOD");
    assertThat(reason(io.grpc.Status.INTERNAL.withDescription(PERSONAL).asException()))
        .isEqualTo("DEFECT");
  }

  private static String reason(Throwable failure) {
    var status = Failures.toStatus(failure);
    assertThat(status.toString()).doesNotContain(PERSONAL);
    return detail(status, ErrorInfo.class).getReason();
  }

  private static <M extends Message> M detail(Status status, Class<M> type) {
    return status.getDetailsList().stream()
        .filter(detail -> detail.is(type))
        .findFirst()
        .map(detail -> unpack(detail, type))
        .orElseThrow(() -> new AssertionError(type + " is not in " + status.getDetailsList()));
  }

  private static <M extends Message> M unpack(Any detail, Class<M> type) {
    try {
      return detail.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
