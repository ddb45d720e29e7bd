package org.sellerregistry.rpc;

import io.grpc.BindableService;
import io.grpc.HandlerRegistry;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What stands before every handler, in the one order in which it does:
 *
 * <ol>
 *   <li>failures: explains whatever goes wrong further in;
 *   <li>idle calls: ends those whose client keeps the server waiting;
 *   <li>(the message is read from the wire, up to the limit of its size);
 *   <li>cancellation: stops the SQL of a call that ends early;
 *   <li>authentication: finds out who calls, before anything is spent on the call;
 *   <li>quota: bounds the work of each caller;
 *   <li>admission: bounds the work of all, for callers that are known;
 *   <li>validation: holds each message against the contract;
 *   <li>authorisation: the role when the call opens, the marketplace by the first message, which is
 *       well-formed by then;
 *   <li>lookups: bounds searching by trying, for those who may look;
 *   <li>journal: lets changes wait while it is behind, and confidential replies until who is shown
 *       what is recorded.
 * </ol>
 *
 * <p>Every service is added to the server through {@link #guard}. The server's own limit of message
 * sizes is set to {@link #transportLimit}, above the one enforced here: what the transport refuses
 * carries no reason.
 */
public final class Interceptors {
  private static final int TRANSPORT_FACTOR = 4;

  private final FailureInterceptor failures = new FailureInterceptor();
  private final IdleCalls idleCalls;
  private final List<ServerInterceptor> inner;
  private final int maxMessageBytes;

  /**
   * What depends on who calls.
   *
   * @param authentication finds out who calls
   * @param quota bounds what that caller uses
   * @param authorisation decides whether it may
   * @param lookups bounds what it finds out by trying
   * @param works what a method does, by its full name
   */
  public record ByCaller(
      ServerInterceptor authentication,
      ServerInterceptor quota,
      ServerInterceptor authorisation,
      ServerInterceptor lookups,
      Function<String, Work> works) {}

  /**
   * How long calls may be and wait.
   *
   * @param messageBytes the largest message taken, uncompressed
   * @param idle how long a client may keep a call waiting
   */
  public record CallLimits(int messageBytes, Duration idle) {}

  /**
   * @param journal lets changes wait, and replies until who is shown what is recorded
   * @param nanos a clock that never steps back
   */
  public Interceptors(
      ByCaller callers,
      AdmissionGate gate,
      RequestValidator validator,
      List<ServerInterceptor> journal,
      CallLimits limits,
      LongSupplier nanos) {
    this.idleCalls = new IdleCalls(limits.idle(), nanos);
    this.inner =
        Stream.concat(
                Stream.of(
                    new CallCancellation(),
                    callers.authentication(),
                    callers.quota(),
                    new AdmissionInterceptor(gate, callers.works()),
                    new ValidationInterceptor(validator),
                    callers.authorisation(),
                    callers.lookups()),
                journal.stream())
            .toList();
    this.maxMessageBytes = limits.messageBytes();
  }

  /** Puts the interceptors before a service. */
  public ServerServiceDefinition guard(BindableService service) {
    var read = ServerInterceptors.interceptForward(service, inner);
    var raw =
        ServerInterceptors.useMarshalledMessages(
            read, WireMarshaller.requests(maxMessageBytes), WireMarshaller.responses());
    return ServerInterceptors.interceptForward(raw, failures, idleCalls);
  }

  /** Ends the calls whose client keeps the server waiting; to be called again and again. */
  public void endIdleCalls() {
    idleCalls.endIdle();
  }

  /** How many calls have been ended for that so far. */
  public long endedIdleCalls() {
    return idleCalls.ended();
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
    return Stream.concat(Stream.of(failures, idleCalls), inner.stream()).toList();
  }
}
