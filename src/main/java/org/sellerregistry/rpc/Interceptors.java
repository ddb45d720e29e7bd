package org.sellerregistry.rpc;

import io.grpc.BindableService;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What stands before every handler, in the one order in which it does:
 *
 * <ol>
 *   <li>failures: explains whatever goes wrong further in;
 *   <li>idle calls: ends those whose client keeps the server waiting;
 *   <li>reading: takes a message from the wire, as bytes and up to its method's size;
 *   <li>cancellation: stops the SQL of a call that ends early;
 *   <li>authentication: finds out who calls, before anything is spent on the call;
 *   <li>quota: bounds the work of each caller;
 *   <li>admission: bounds the work of all, for callers that are known;
 *   <li>few fields: nothing that its sender makes small becomes large by being understood;
 *   <li>(the message is made of the bytes: what waits for its place is bytes and nothing more);
 *   <li>validation: holds each message against the contract;
 *   <li>authorisation: the role when the call opens, the marketplace by the first message, which is
 *       well-formed by then;
 *   <li>lookups: bounds searching by trying, for those who may look;
 *   <li>journal: lets changes wait while it is behind, and confidential replies until who is shown
 *       what is recorded.
 * </ol>
 *
 * <p>Every service is added to the server through {@link #guard}, and {@link #arrivals} with it,
 * which ends calls whose messages get too large while they arrive. The server's own limit of
 * message sizes is set to {@link #transportLimit}, above those enforced here: what the transport
 * refuses carries no reason.
 */
public final class Interceptors {
  private static final int TRANSPORT_FACTOR = 4;

  private final FailureInterceptor failures = new FailureInterceptor();
  private final IdleCalls idleCalls;
  private final ReadRequests readRequests;
  private final List<ServerInterceptor> ofBytes;
  private final List<ServerInterceptor> ofMessages;
  private final ToIntFunction<String> bounds;
  private final CallLimits limits;

  /**
   * What depends on who calls.
   *
   * @param authentication finds out who calls
   * @param quota bounds what that caller uses
   * @param authorisation decides whether it may
   * @param lookups bounds what it finds out by trying
   * @param works what a method does, by its full name
   * @param messageBytes the largest message of a method, by its full name
   */
  public record ByCaller(
      ServerInterceptor authentication,
      ServerInterceptor quota,
      ServerInterceptor authorisation,
      ServerInterceptor lookups,
      Function<String, Work> works,
      ToIntFunction<String> messageBytes) {}

  /**
   * How long calls may be and wait.
   *
   * @param messageBytes the largest message taken, uncompressed
   * @param idle how long a client may keep a call waiting
   * @param memory what all requests take together
   */
  public record CallLimits(int messageBytes, Duration idle, RequestMemory memory) {}

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
    this.limits = limits;
    this.bounds =
        method -> Math.min(callers.messageBytes().applyAsInt(method), limits.messageBytes());
    this.readRequests = new ReadRequests(bounds);
    this.ofBytes =
        List.of(
            new CallCancellation(),
            callers.authentication(),
            callers.quota(),
            new AdmissionInterceptor(gate, callers.works()));
    this.ofMessages =
        Stream.concat(
                Stream.of(
                    new ValidationInterceptor(validator),
                    callers.authorisation(),
                    callers.lookups()),
                journal.stream())
            .toList();
  }

  /** Puts the interceptors before a service. */
  public ServerServiceDefinition guard(BindableService service) {
    var definition = service.bindService();
    var read = ServerInterceptors.interceptForward(definition, ofMessages);
    var raw =
        ServerInterceptors.useMarshalledMessages(read, new WireMarshaller(), new WireMarshaller());
    return ServerInterceptors.interceptForward(raw, outside(new FewFields(definition)));
  }

  private List<ServerInterceptor> outside(FewFields fewFields) {
    return Stream.of(
            List.of(failures, idleCalls, readRequests),
            ofBytes,
            List.<ServerInterceptor>of(fewFields))
        .flatMap(List::stream)
        .toList();
  }

  /** Bounds messages while they arrive; to be added to the server. */
  public ServerStreamTracer.Factory arrivals() {
    return new ServerStreamTracer.Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new Arrival(bounds.applyAsInt(method), limits.memory());
      }
    };
  }

  /** What all requests take together. */
  public RequestMemory memory() {
    return limits.memory();
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
    return Math.multiplyExact(limits.messageBytes(), TRANSPORT_FACTOR);
  }

  List<ServerInterceptor> outermostFirst(ServerServiceDefinition service) {
    return Stream.concat(outside(new FewFields(service)).stream(), ofMessages.stream()).toList();
  }
}
