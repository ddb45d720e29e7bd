package org.sellerregistry.verification.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The records that a search of the Global LEI System found, from all pages of its answer (JSON:API
 * 1.0, "Pagination").
 *
 * @param complete whether there were few enough to read them all
 * @param bodies the pages as they came
 * @param goldenCopy the time of the published data set that was searched
 */
record LeiPages(
    List<LeiRecord> records,
    boolean complete,
    List<byte[]> bodies,
    String goldenCopy,
    Instant time) {
  private static final int MOST_PAGES = 10;

  /** Reads the first page and those that follow from it. */
  static LeiPages read(SourceHttp http, String search)
      throws SourceUnavailableException, InterruptedException {
    var records = new ArrayList<LeiRecord>();
    var bodies = new ArrayList<byte[]>();
    var reply = http.send(http.request(search).GET().build());
    while (true) {
      if (reply.status() != 200) {
        throw reply.failure();
      }
      var page = reply.json();
      add(records, page);
      bodies.add(reply.body());
      var goldenCopy = goldenCopy(page);
      var next = page.path("links").path("next").asText("");
      if (next.isEmpty()) {
        // A page that went missing must not look like a company that does not exist.
        if (records.size() != page.at("/meta/pagination/total").asInt(-1)) {
          throw SourceUnavailableException.passing("ANSWER_CUT", (Throwable) null);
        }
        return new LeiPages(records, true, bodies, goldenCopy, reply.time());
      }
      if (bodies.size() == MOST_PAGES) {
        return new LeiPages(records, false, bodies, goldenCopy, reply.time());
      }
      reply = http.send(http.request(following(http, next)).GET().build());
    }
  }

  Proof proof(String source) {
    return Proof.of(source, time, bodies, goldenCopy);
  }

  static String goldenCopy(JsonNode answer) {
    return answer.at("/meta/goldenCopy/publishDate").asText("");
  }

  private static void add(List<LeiRecord> records, JsonNode page)
      throws SourceUnavailableException {
    if (!page.path("data").isArray() || !page.at("/meta/pagination/total").isIntegralNumber()) {
      throw SourceUnavailableException.unexpectedAnswer(null);
    }
    for (var resource : page.path("data")) {
      records.add(LeiRecord.of(resource));
    }
  }

  private static URI following(SourceHttp http, String next) throws SourceUnavailableException {
    try {
      // The interface writes the brackets of its parameters as they are, which a URI must not.
      var uri = URI.create(next.replace("[", "%5B").replace("]", "%5D"));
      if (http.covers(uri)) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw SourceUnavailableException.unexpectedAnswer(e);
    }
    throw SourceUnavailableException.unexpectedAnswer(null);
  }
}
