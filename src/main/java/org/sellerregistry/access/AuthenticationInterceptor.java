package org.sellerregistry.access;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;

/**
 * Finds out who calls, and binds the answer to the call as its {@link CallScope}.
 *
 * <p>A principal whose grants are all revoked or expired holds credentials that are no longer good:
 * CREDENTIALS_INVALID. One that never had a grant is known but allowed nothing: what it may do is
 * left to authorisation.
 */
final class AuthenticationInterceptor implements ServerInterceptor {
  private final Credentials credentials;
  private final AccessCache cache;
  private final InstantSource clock;
  private final Function<String, Optional<MethodRule>> rules;

  /**
   * @param rules what holds for a method, by its full name
   */
  AuthenticationInterceptor(
      Credentials credentials,
      AccessCache cache,
      InstantSource clock,
      Function<String, Optional<MethodRule>> rules) {
    this.credentials = credentials;
    this.cache = cache;
    this.clock = clock;
    this.rules = rules;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var method = call.getMethodDescriptor().getFullMethodName();
    var rule =
        rules
            .apply(method)
            .orElseThrow(() ->
                Refusal.of(
                    ErrorReason.ERROR_REASON_UNKNOWN_METHOD, "The server has no such method"));
    var scope = CallScope.of(caller(rule, call, headers));
    return Contexts.interceptCall(scope.inContext(Context.current()), call, headers, next);
  }

  private Caller caller(MethodRule rule, ServerCall<?, ?> call, Metadata headers) {
    return switch (rule.anonymous()) {
      case ALWAYS -> anonymous(headers);
      case IF_MARKETPLACE_SAYS_SO ->
          credentials
              .identify(call.getAttributes(), headers)
              .map(identity -> known(identity, headers))
              .orElseGet(() -> anonymous(headers));
      case NEVER ->
          credentials
              .identify(call.getAttributes(), headers)
              .map(identity -> known(identity, headers))
              .orElseThrow(AuthenticationInterceptor::missing);
    };
  }

  private static Caller anonymous(Metadata headers) {
    return new Caller(
        Caller.ANONYMOUS, Headers.person(headers).orElse(""), purpose(headers), List.of());
  }

  private Caller known(Identity identity, Metadata headers) {
    return new Caller(
        identity.principal(),
        Headers.person(headers).orElse(identity.person()),
        purpose(headers),
        cache.grantsInForce(identity.principal(), clock.instant()));
  }

  private static String purpose(Metadata headers) {
    return Headers.purpose(headers).orElse("");
  }

  static Refusal missing() {
    return Refusal.of(
        ErrorReason.ERROR_REASON_CREDENTIALS_MISSING,
        "The call needs a client certificate or a bearer token");
  }
}
