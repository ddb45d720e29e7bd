package org.sellerregistry.cli;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.server.Address;

/** A connection to a server, over TLS, as one caller. */
final class Connection implements AutoCloseable {

  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;
  private static final Duration KEEPALIVE = Duration.ofSeconds(30);
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

  private final ManagedChannel channel;
  private final Metadata headers;
  private final Duration timeout;

  private Connection(ManagedChannel channel, Metadata headers, Duration timeout) {
    this.channel = channel;
    this.headers = headers;
    this.timeout = timeout;
  }

  /** Where to call, and by whose certificates to know it; {@code null} for those of the system. */
  record Target(Address address, @Nullable Path authority) {}

  /** What to prove oneself with: a certificate and its key, or a bearer token. */
  record Identity(@Nullable Path certificate, @Nullable Path key, @Nullable Path token) {

    static final Identity NONE = new Identity(null, null, null);

    static Identity certificate(Path certificate, Path key) {
      return new Identity(certificate, key, null);
    }

    static Identity token(Path token) {
      return new Identity(null, null, token);
    }
  }

  static Connection open(
      Target target, Identity identity, String person, String purpose, Duration timeout) {
    var headers = new Metadata();
    put(headers, "seller-registry-person", person);
    put(headers, "seller-registry-purpose", purpose);
    try {
      if (identity.token() != null) {
        put(headers, "authorization", "Bearer " + Files.readString(identity.token()).strip());
      }
      var address = target.address();
      var channel =
          Grpc.newChannelBuilderForAddress(
                  address.host(), address.port(), credentials(target, identity))
              .maxInboundMessageSize(LARGEST_ANSWER)
              .keepAliveTime(KEEPALIVE.toSeconds(), TimeUnit.SECONDS)
              .userAgent("seller-registry-cli")
              .build();
      return new Connection(channel, headers, timeout);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure("The credentials cannot be read: " + e.getMessage(), e);
    }
  }

  private static ChannelCredentials credentials(Target target, Identity identity)
      throws IOException {
    var credentials = TlsChannelCredentials.newBuilder();
    if (target.authority() != null) {
      credentials.trustManager(target.authority().toFile());
    }
    if (identity.certificate() != null && identity.key() != null) {
      credentials.keyManager(identity.certificate().toFile(), identity.key().toFile());
    }
    return credentials.build();
  }

  private static void put(Metadata headers, String name, String value) {
    // gRPC would leave such a header out, and write its value to the log.
    if (!PRINTABLE.matcher(value).matches()) {
      throw new CommandFailure(
          "What is sent as \"%s\" must be a line of printable ASCII characters".formatted(name));
    }
    if (!value.isEmpty()) {
      headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }
  }

  /** A stub for one call, which must be answered within the time limit. */
  <S extends AbstractStub<S>> S unary(Function<ManagedChannel, S> factory) {
    return stream(factory).withDeadlineAfter(timeout);
  }

  /** A stub for streams, which last as long as they need to. */
  <S extends AbstractStub<S>> S stream(Function<ManagedChannel, S> factory) {
    return factory
        .apply(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Override
  public void close() {
    channel.shutdown();
    try {
      if (!channel.awaitTermination(2, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException e) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
