package org.sellerregistry.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;

/**
 * Sends spans with the JDK's client, in the thread that hands them over. Found by {@code
 * ServiceLoader}; nothing is sent twice, compressed or redirected.
 */
public final class JdkSender implements HttpSenderProvider {
  @Override
  public HttpSender createSender(HttpSenderConfig config) {
    return new Sender(
        config, HttpClient.newBuilder().connectTimeout(config.getConnectTimeout()).build());
  }

  private record Sender(HttpSenderConfig config, HttpClient client) implements HttpSender {
    @Override
    public void send(
        MessageWriter message, Consumer<HttpResponse> answered, Consumer<Throwable> failed) {
      try {
        var answer = client.send(request(message), BodyHandlers.ofByteArray());
        answered.accept(new Answer(answer.statusCode(), answer.body()));
      } catch (IOException e) {
        failed.accept(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failed.accept(e);
      }
    }

    private HttpRequest request(MessageWriter message) throws IOException {
      var body = new ByteArrayOutputStream(Math.max(0, message.getContentLength()));
      message.writeMessage(body);
      var request =
          HttpRequest.newBuilder(config.getEndpoint())
              .timeout(config.getTimeout())
              .header("Content-Type", config.getContentType())
              .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
      config
          .getHeadersSupplier()
          .get()
          .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
      return request.build();
    }

    @Override
    public CompletableResultCode shutdown() {
      client.close();
      return CompletableResultCode.ofSuccess();
    }
  }

  private static final class Answer implements HttpResponse {
    private final int status;
    private final byte[] body;

    Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public String getStatusMessage() {
      return "";
    }

    @Override
    public byte[] getResponseBody() {
      return body;
    }
  }
}
