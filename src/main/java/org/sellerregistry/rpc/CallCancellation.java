package org.sellerregistry.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.sellerregistry.storage.Cancellation;

/**
 * Ends the SQL of a call when the call ends before its answer: because the caller gave up, or the
 * deadline that it set has passed.
 */
public final class CallCancellation implements ServerInterceptor {
  private static final Context.Key<Cancellation> KEY = Context.key("cancellation");

  CallCancellation() {}

  /** The cancellation of the call being served; outside of a call, one that never comes. */
  public static Cancellation current() {
    var ofCall = KEY.get();
    return ofCall == null ? Cancellation.create() : ofCall;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var cancellation = Cancellation.create();
    var context = Context.current();
    context.addListener(ended -> cancellation.cancel(), Runnable::run);
    return Contexts.interceptCall(context.withValue(KEY, cancellation), call, headers, next);
  }
}
