package org.sellerregistry.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Set;

/** Tells refusals for want of room from other failures. */
final class Refusals {
  private static final Set<String> REASONS = Set.of("OVERLOADED", "CONCURRENCY_EXCEEDED");

  private Refusals() {}

  /** Whether it says all that it has to say: status, reason, and when to try again. */
  static boolean isForWantOfRoom(Throwable failure) {
    if (Status.fromThrowable(failure).getCode() != Status.Code.RESOURCE_EXHAUSTED) {
      return false;
    }
    var status = StatusProto.fromThrowable(failure);
    if (status == null) {
      return false;
    }
    boolean reason = false;
    boolean retry = false;
    try {
      for (var detail : status.getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          reason = REASONS.contains(detail.unpack(ErrorInfo.class).getReason());
        } else if (detail.is(RetryInfo.class)) {
          var delay = detail.unpack(RetryInfo.class).getRetryDelay();
          retry = delay.getSeconds() > 0 || delay.getNanos() > 0;
        }
      }
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
    return reason && retry;
  }
}
