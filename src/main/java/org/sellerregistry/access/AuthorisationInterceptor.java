package org.sellerregistry.access;

import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the caller may: by its roles when the call opens, and by the marketplace when the
 * first message names it. From then on the handler runs with the marketplace in its scope.
 */
final class AuthorisationInterceptor implements ServerInterceptor {
  private final Authoriser authoriser;
  private final Function<String, Optional<MethodRule>> rules;

  /**
   * @param rules what holds for a method, by its full name
   */
  AuthorisationInterceptor(Authoriser authoriser, Function<String, Optional<MethodRule>> rules) {
    this.authoriser = authoriser;
    this.rules = rules;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    // Authentication has looked it up before.
    var rule = rules.apply(call.getMethodDescriptor().getFullMethodName()).orElseThrow();
    var request =
        new AccessRequest(rule, CallScope.current().caller(), headers.containsKey(Headers.PERSON));
    authoriser.admit(request);
    var rechecked = new RecheckedCall<>(call);
    boolean stream = !call.getMethodDescriptor().getType().serverSendsOneMessage();
    if (stream) {
      rechecked.check(() -> authoriser.admit(authoriser.renewed(request)));
    }
    var handler = next.startCall(stream ? rechecked : call, headers);
    return rule.marketplaceField().isEmpty()
        ? handler
        : new MarketplaceListener<>(handler, request, rechecked);
  }

  /** Its callbacks come one after the other, as gRPC promises. */
  private final class MarketplaceListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final AccessRequest request;
    private final RecheckedCall<Q, ?> call;
    private @Nullable Context inMarketplace;

    MarketplaceListener(
        ServerCall.Listener<Q> handler, AccessRequest request, RecheckedCall<Q, ?> call) {
      super(handler);
      this.request = request;
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      if (inMarketplace == null) {
        var tenant = authoriser.admitTo(request, (Message) message);
        call.check(() -> {
          var _ = authoriser.admitTo(authoriser.renewed(request), (Message) message);
        });
        inMarketplace = CallScope.of(request.caller(), tenant).inContext(Context.current());
      }
      inMarketplace.run(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      scoped(super::onHalfClose);
    }

    @Override
    public void onReady() {
      scoped(super::onReady);
    }

    @Override
    public void onCancel() {
      scoped(super::onCancel);
    }

    @Override
    public void onComplete() {
      scoped(super::onComplete);
    }

    private void scoped(Runnable callback) {
      if (inMarketplace == null) {
        callback.run();
      } else {
        inMarketplace.run(callback);
      }
    }
  }
}
