package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.JournalServiceGrpc.JournalServiceBlockingStub;
import org.sellerregistry.v1.ListAccessesRequest;

/** Who was shown something is on record, even if the server dies right behind the reply. */
class AccessBeforeReplyTest {
  private static final int CALLERS = 8;
  private static final int REPLIES = 100;

  @Test
  void eachReplyBeforeTheServersEndHasItsEntry(@TempDir Path data) throws Exception {
    String name;
    int replies = 1;
    try (var server = ServerProcess.start(data)) {
      server.createMarketplace("shop");
      var channel = server.channel("shop");
      var shop = new Shop(channel, "shop");
      name = shop.create(Sellers.complete("s-1")).getName();
      var enough = new CountDownLatch(REPLIES);
      var callers = new ArrayList<Future<Integer>>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < CALLERS; i++) {
          callers.add(threads.submit(reading(shop, name, enough)));
        }
        enough.await();
        server.kill();
      }
      for (var caller : callers) {
        replies += caller.get();
      }
      channel.shutdownNow();
    }
    try (var server = ServerProcess.start(data)) {
      var channel = server.channel("shop");
      var journal = JournalServiceGrpc.newBlockingStub(channel);
      long recorded = 0;
      while (recorded < replies) {
        // The index by trader is built behind the log.
        recorded = methods(journal, name).size();
      }
      assertThat(recorded)
          .as("with those whose reply was cut off")
          .isBetween((long) replies, (long) replies + CALLERS);
      channel.shutdownNow();
    }
  }

  /** Reads until the server is gone; how many replies came. */
  private static Callable<Integer> reading(Shop shop, String name, CountDownLatch enough) {
    return () -> {
      int replies = 0;
      try {
        while (true) {
          var _ = shop.get(name);
          replies++;
          enough.countDown();
        }
      } catch (StatusRuntimeException gone) {
        return replies;
      }
    };
  }

  private static List<String> methods(JournalServiceBlockingStub journal, String trader) {
    var methods = new ArrayList<String>();
    var token = "";
    do {
      var page =
          journal.listAccesses(
              ListAccessesRequest.newBuilder()
                  .setParent(trader)
                  .setPageSize(1000)
                  .setPageToken(token)
                  .build());
      page.getAccessesList().forEach(access -> methods.add(access.getMethod()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return methods;
  }
}
