package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a client was told. */
public final class Answers {
  private Answers() {}

  /** A refusal as a client reads it. */
  public record Refused(Status.Code code, String reason, StatusRuntimeException exception) {
    public ErrorInfo info() {
      return detail(exception, ErrorInfo.class);
    }

    public List<String> fields() {
      return detail(exception, BadRequest.class).getFieldViolationsList().stream()
          .map(BadRequest.FieldViolation::getField)
          .toList();
    }

    RetryInfo retry() {
      return detail(exception, RetryInfo.class);
    }
  }

  public static Refused refused(ThrowingCallable call) {
    var thrown = org.assertj.core.api.Assertions.catchThrowable(call);
    assertThat(thrown).isInstanceOf(StatusRuntimeException.class);
    var exception = (StatusRuntimeException) thrown;
    var info = detail(exception, ErrorInfo.class);
    assertThat(info.getDomain()).as(exception.toString()).isEqualTo("sellerregistry.org");
    return new Refused(exception.getStatus().getCode(), info.getReason(), exception);
  }

  /** {@code OK}, or {@code CODE REASON}. */
  public static String outcome(ThrowingCallable call) {
    try {
      call.call();
      return "OK";
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() + " " + detail(e, ErrorInfo.class).getReason();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static <M extends Message> M detail(StatusRuntimeException exception, Class<M> type) {
    var status = StatusProto.fromThrowable(exception);
    for (var detail : status.getDetailsList()) {
      if (detail.is(type)) {
        try {
          return detail.unpack(type);
        } catch (InvalidProtocolBufferException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("No " + type.getSimpleName() + " in " + status);
  }
}
