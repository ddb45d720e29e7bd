package org.sellerregistry.access;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.Work;

/**
 * Holds each call against its caller's own quotas before the server's: who floods fills its own
 * queue and is refused, and the others are served. Refusals for want of room are counted here,
 * those of the interceptors further in as well. Health is always answered.
 */
final class QuotaInterceptor implements ServerInterceptor {
  private final Quotas quotas;
  private final RefusalCounts refusals;
  private final Function<String, Work> works;

  /**
   * @param works what a method does, by its full name
   */
  QuotaInterceptor(Quotas quotas, RefusalCounts refusals, Function<String, Work> works) {
    this.quotas = quotas;
    this.refusals = refusals;
    this.works = works;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var method = call.getMethodDescriptor();
    if (HealthGrpc.SERVICE_NAME.equals(method.getServiceName())) {
      return next.startCall(call, headers);
    }
    var caller = CallScope.current().caller();
    var places =
        new Places(
            quotas.of(caller, call.getAttributes()),
            method.getType() == MethodType.UNARY,
            works.apply(method.getFullMethodName()));
    try {
      places.take(quotas.now());
      return new QuotaListener<>(next.startCall(call, headers), places, caller);
    } catch (Throwable failure) {
      places.giveBack();
      count(caller, failure);
      throw failure;
    }
  }

  private void count(Caller caller, Throwable failure) {
    if (failure instanceof Refusal refusal) {
      refusals.count(caller, refusal);
    }
  }

  /** What a call holds of its quotas. */
  private static final class Places {
    private final List<Quota> quotas;
    private final boolean unary;
    private final Work kind;
    private final List<Quota> held = new ArrayList<>();
    private final AtomicBoolean givenBack = new AtomicBoolean();

    Places(List<Quota> quotas, boolean unary, Work kind) {
      this.quotas = quotas;
      this.unary = unary;
      this.kind = kind;
    }

    void take(long now) {
      for (var quota : quotas) {
        quota.begin(now);
        if (unary) {
          quota.openCall(kind);
        } else {
          quota.openStream();
        }
        held.add(quota);
      }
    }

    void execute(Runnable work) {
      var all = work;
      for (var quota : quotas) {
        var within = all;
        all = () -> quota.execute(kind, within);
      }
      all.run();
    }

    void giveBack() {
      if (givenBack.compareAndSet(false, true)) {
        held.forEach(unary ? quota -> quota.closeCall(kind) : Quota::closeStream);
      }
    }
  }

  private final class QuotaListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Places places;
    private final Caller caller;

    QuotaListener(ServerCall.Listener<Q> handler, Places places, Caller caller) {
      super(handler);
      this.places = places;
      this.caller = caller;
    }

    @Override
    public void onMessage(Q message) {
      counted(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      if (places.unary) {
        counted(() -> places.execute(super::onHalfClose));
      } else {
        counted(super::onHalfClose);
      }
    }

    @Override
    public void onCancel() {
      try {
        super.onCancel();
      } finally {
        places.giveBack();
      }
    }

    @Override
    public void onComplete() {
      try {
        super.onComplete();
      } finally {
        places.giveBack();
      }
    }

    private void counted(Runnable callback) {
      try {
        callback.run();
      } catch (Refusal refusal) {
        count(caller, refusal);
        throw refusal;
      }
    }
  }
}
