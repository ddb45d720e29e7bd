package org.sellerregistry.verification.electronicid;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads status lists over HTTPS: no redirects, bounded in length and time. */
final class StatusHttp implements StatusLists.Fetch {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final int LARGEST = 1 << 20;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(WITHIN)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Override
  public String read(URI place) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(place)
            .timeout(WITHIN)
            .header("Accept", "application/statuslist+jwt")
            .header("User-Agent", "seller-registry")
            .build();
    HttpResponse<String> response =
        client.send(
            request,
            head ->
                BodySubscribers.limiting(
                    BodySubscribers.ofString(StandardCharsets.US_ASCII), LARGEST));
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return response.body();
  }
}
