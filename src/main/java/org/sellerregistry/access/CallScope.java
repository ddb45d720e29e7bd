package org.sellerregistry.access;

import io.grpc.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;

/**
 * The call that the current thread serves: who makes it, and in which marketplace. Bound to the
 * gRPC {@link Context}, so that it is there in each callback of a handler; a handler that goes on
 * in another thread takes the context along.
 *
 * <p>Immutable. In a stream the marketplace is known from the first message on, not yet when the
 * stream opens.
 */
public final class CallScope {
  private static final Context.Key<CallScope> KEY = Context.key("call-scope");

  private final Caller caller;
  private final @Nullable Tenant tenant;

  private CallScope(Caller caller, @Nullable Tenant tenant) {
    this.caller = caller;
    this.tenant = tenant;
  }

  /** A call that speaks of no marketplace, or of none yet. */
  public static CallScope of(Caller caller) {
    return new CallScope(caller, null);
  }

  /** A call in a marketplace. */
  public static CallScope of(Caller caller, Tenant tenant) {
    return new CallScope(caller, tenant);
  }

  /**
   * The scope of the call being served.
   *
   * @throws IllegalStateException outside of a call
   */
  public static CallScope current() {
    var scope = KEY.get();
    if (scope == null) {
      throw new IllegalStateException("No call is being served");
    }
    return scope;
  }

  public Caller caller() {
    return caller;
  }

  /**
   * The marketplace that the caller was admitted to.
   *
   * @throws IllegalStateException if the method table names none for the method
   */
  public Tenant tenant() {
    if (tenant == null) {
      throw new IllegalStateException("The call speaks of no marketplace");
    }
    return tenant;
  }

  /**
   * The person who acts.
   *
   * @throws Refusal PERSON_REQUIRED if nobody is known
   */
  public String requirePerson() {
    if (caller.person().isEmpty()) {
      throw Refusal.of(
          ErrorReason.ERROR_REASON_PERSON_REQUIRED, "The call needs a person who acts");
    }
    return caller.person();
  }

  /** Runs work within this scope, for callers that come by another way than gRPC. */
  public void run(Runnable work) {
    inContext(Context.current()).run(work);
  }

  /** As {@link #run}, with a result. */
  public <T> T get(Supplier<T> work) {
    var own = inContext(Context.current());
    var former = own.attach();
    try {
      return work.get();
    } finally {
      own.detach(former);
    }
  }

  Context inContext(Context parent) {
    return parent.withValue(KEY, this);
  }
}
