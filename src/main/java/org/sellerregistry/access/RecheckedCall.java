package org.sellerregistry.access;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ServerCall;

/**
 * A call that is answered with many messages, some of them long after it was let in: before each
 * the caller is asked for anew, so that a grant which is revoked ends what it had opened.
 */
final class RecheckedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
  private volatile Runnable check = () -> {};

  RecheckedCall(ServerCall<Q, R> call) {
    super(call);
  }

  /**
   * Says how to ask.
   *
   * @param check throws a refusal once the caller may no longer
   */
  void check(Runnable check) {
    this.check = check;
  }

  @Override
  public void sendMessage(R message) {
    check.run();
    super.sendMessage(message);
  }
}
