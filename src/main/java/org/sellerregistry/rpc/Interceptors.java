package org.sellerregistry.rpc;

import io.grpc.BindableService;
import io.grpc.HandlerRegistry;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands before every handler, in the one order in which it does:
 *
 * <ol>
 *   <li>failures: explains whatever goes wrong further in;
 *   <li>(the message is read from the wire, up to the limit of its size);
 *   <li>cancellation: stops the SQL of a call that ends early;
 *   <li>authentication: finds out who calls, before anything is spent on the call;
 *   <li>admission: bounds the work, for callers that are known;
 *   <li>validation: holds each message against the contract;
 *   <li>authorisation: the role when the call opens, the marketplace by the first message, which is
 *       well-formed by then.
 * </ol>
 *
 * <p>Every service is added to the server through {@link #guard}. The server's own limit of message
 * sizes is set to {@link #transportLimit}, above the one enforced here: what the transport refuses
 * carries no reason.
 */
public final class Interceptors {
  private static final int TRANSPORT_FACTOR = 4;

  private final FailureInterceptor failures = new FailureInterceptor();
  private final List<ServerInterceptor> inner;
  private final int maxMessageBytes;

  /**
   * @param authentication finds out who calls
   * @param authorisation decides whether that caller may
   * @param maxMessageBytes the largest message taken, uncompressed
   */
  public Interceptors(
      ServerInterceptor authentication,
      AdmissionLimits limits,
      RequestValidator validator,
      ServerInterceptor authorisation,
      int maxMessageBytes) {
    this.inner =
        List.of(
            new CallCancellation(),
            authentication,
            new AdmissionInterceptor(new AdmissionGate(limits)),
            new ValidationInterceptor(validator),
            authorisation);
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Puts the interceptors before a service. */
  public ServerServiceDefinition guard(BindableService service) {
    var read = ServerInterceptors.interceptForward(service, inner);
    var raw =
        ServerInterceptors.useMarshalledMessages(
            read, WireMarshaller.requests(maxMessageBytes), WireMarshaller.responses());
    return ServerInterceptors.interceptForward(raw, failures);
  }

  /** Answers for methods that no service has; the server's fallback registry. */
  public HandlerRegistry unknownMethods() {
    return new UnknownMethods(failures);
  }

  /** The limit of message sizes to set on the transport, in bytes. */
  public int transportLimit() {
    return Math.multiplyExact(maxMessageBytes, TRANSPORT_FACTOR);
  }

  List<ServerInterceptor> outermostFirst() {
    return Stream.concat(Stream.of(failures), inner.stream()).toList();
  }
}
