package org.sellerregistry.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.NoSuchFileException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sellerregistry.aws.AwsSignature;

/**
 * Keeps documents in a bucket of a store that speaks the API of Amazon S3.
 *
 * <p>A document passes through the local disk, encrypted and under no name, in both directions: the
 * store is told the length and digest of all of it at once, keeps it whole or not at all, and no
 * slow client holds a connection to it. Each request is bounded in time and never redirected.
 */
public final class S3DocumentStore implements DocumentStore {
  private static final String NO_BODY = HexFormat.of().formatHex(Digests.sha256().digest());
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;

  /** An error's description, which is short. */
  private static final int ERROR_BYTES = 4096;

  private final S3Settings settings;
  private final AwsSignature signature;
  private final InstantSource clock;
  private final HttpClient client;

  public S3DocumentStore(S3Settings settings, InstantSource clock) {
    this.settings = settings;
    this.signature =
        new AwsSignature(settings.accessKey(), settings.secretKey(), settings.region(), "s3");
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Writing write(UUID id) throws IOException {
    return new S3Writing(id);
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker")
  public InputStream read(UUID id) throws IOException {
    var spool = new Spool();
    boolean read = false;
    try {
      int status = send(id, "GET", BodyPublishers.noBody(), NO_BODY, spool);
      if (status != OK) {
        throw failure(id, status, spool);
      }
      read = true;
      return spool.input();
    } finally {
      if (!read) {
        spool.close();
      }
    }
  }

  @Override
  public void delete(UUID id) throws IOException {
    try (var answer = new Spool()) {
      int status = send(id, "DELETE", BodyPublishers.noBody(), NO_BODY, answer);
      if (status != OK && status != NO_CONTENT) {
        throw failure(id, status, answer);
      }
    } catch (NoSuchFileException e) {
      // As it should be.
    }
  }

  private int send(UUID id, String method, BodyPublisher body, String sha256, Spool answer)
      throws IOException {
    var out = answer.output();
    var future =
        client.sendAsync(
            request(id, method, body, sha256),
            head ->
                BodySubscribers.ofByteArrayConsumer(
                    bytes -> bytes.ifPresent(it -> append(out, it))));
    try {
      // The request's own timeout ends with the head, and a body can drip for ever.
      return future.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS).statusCode();
    } catch (TimeoutException e) {
      throw new IOException("The document store did not answer in time", e);
    } catch (ExecutionException e) {
      throw new IOException("The document store cannot be reached", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    } finally {
      future.cancel(true);
    }
  }

  private HttpRequest request(UUID id, String method, BodyPublisher body, String sha256) {
    var uri =
        URI.create(
            "%s/%s/%s%s"
                .formatted(
                    settings.endpoint().toString().replaceAll("/+$", ""),
                    settings.bucket(),
                    settings.prefix(),
                    id));
    var now = clock.instant();
    var headers = new TreeMap<String, String>();
    headers.put("x-amz-content-sha256", sha256);
    headers.put("x-amz-date", AwsSignature.time(now));
    var request = HttpRequest.newBuilder(uri).method(method, body);
    headers.forEach(request::header);
    // The client sends this one by itself.
    headers.put("host", uri.getRawAuthority());
    return request
        .header("authorization", signature.authorization(method, uri, headers, sha256, now))
        .build();
  }

  private static IOException failure(UUID id, int status, Spool answer) throws IOException {
    var text = new String(answer.input().readNBytes(ERROR_BYTES), UTF_8);
    // A missing bucket is 404 too, and no sign that the document is lost.
    return status == NOT_FOUND && text.contains("<Code>NoSuchKey</Code>")
        ? new NoSuchFileException(id.toString())
        : new IOException("The document store answered " + status);
  }

  private static void append(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class S3Writing implements Writing {
    private final UUID id;
    private final MessageDigest digest = Digests.sha256();
    private final Spool spool = new Spool();
    private final OutputStream stream =
        new BufferedOutputStream(new DigestOutputStream(spool.output(), digest));

    S3Writing(UUID id) throws IOException {
      this.id = id;
    }

    @Override
    public OutputStream stream() {
      return stream;
    }

    @Override
    public void finish() throws IOException {
      stream.flush();
      var body =
          spool.size() == 0
              ? BodyPublishers.noBody()
              : BodyPublishers.fromPublisher(
                  BodyPublishers.ofInputStream(spool::input), spool.size());
      try (var answer = new Spool()) {
        int status = send(id, "PUT", body, HexFormat.of().formatHex(digest.digest()), answer);
        if (status != OK) {
          throw failure(id, status, answer);
        }
      } finally {
        spool.close();
      }
    }

    @Override
    public void close() throws IOException {
      spool.close();
    }
  }
}
