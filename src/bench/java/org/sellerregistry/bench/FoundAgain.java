package org.sellerregistry.bench;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderView;

/** Asks for traders by their e-mail addresses, and whether each is among those that are found. */
final class FoundAgain {
  /** As many as one call may ask. */
  private static final int QUERIES = 50;

  private static final int THREADS = 4;

  private final Keys keys;
  private final SyntheticTraders synthetic = new SyntheticTraders(Loader.SEED);

  FoundAgain(Keys keys) {
    this.keys = keys;
  }

  /** Lookups of random traders that go on until they are ended, or the server is. */
  final class Load {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    private Load(List<ManagedChannel> channels) {
      for (var channel : channels) {
        threads.add(Thread.ofPlatform().start(() -> run(channel)));
      }
    }

    private void run(ManagedChannel channel) {
      try {
        while (!ended.get()) {
          require(channel, List.of(ThreadLocalRandom.current().nextInt(keys.size())));
          answered.incrementAndGet();
        }
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          failure.set(e);
        }
      } catch (IllegalStateException e) {
        failure.set(e);
      }
    }

    /** Ends it; throws what went wrong other than the server's end. */
    void end() throws InterruptedException {
      ended.set(true);
      for (var thread : threads) {
        thread.join();
      }
      var failed = failure.get();
      if (failed != null) {
        throw failed;
      }
    }

    long answered() {
      return answered.get();
    }
  }

  Load begin(List<ManagedChannel> channels) {
    return new Load(channels);
  }

  /** Asks for every trader; returns how many there are. */
  long requireAll(List<ManagedChannel> channels) throws InterruptedException {
    var next = new AtomicInteger();
    var failure = new AtomicReference<@Nullable RuntimeException>();
    var threads =
        IntStream.range(0, THREADS)
            .mapToObj(number ->
                Thread.ofPlatform()
                    .start(() -> {
                      try {
                        int from = next.getAndAdd(QUERIES);
                        while (from < keys.size() && failure.get() == null) {
                          int to = Math.min(keys.size(), from + QUERIES);
                          require(
                              channels.get(number % channels.size()),
                              IntStream.range(from, to).boxed().toList());
                          from = next.getAndAdd(QUERIES);
                        }
                      } catch (RuntimeException e) {
                        failure.set(e);
                      }
                    }))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    var failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return keys.size();
  }

  private void require(ManagedChannel channel, List<Integer> indexes) {
    var request =
        LookupTradersRequest.newBuilder()
            .setParent("marketplaces/" + Loader.MARKETPLACE_ID)
            .setView(TraderView.TRADER_VIEW_BASIC);
    for (int index : indexes) {
      var trader = synthetic.at(keys.sequence(index)).record().getTrader();
      request.addQueries(
          LookupQuery.newBuilder().setEmail(trader.getIdentity().getEmails(0).getAddress()));
    }
    var answer = TraderServiceGrpc.newBlockingStub(channel).lookupTraders(request.build());
    for (int i = 0; i < indexes.size(); i++) {
      var name = keys.trader(indexes.get(i));
      var result = answer.getResults(i);
      if (!result.getTruncated()
          && result.getMatchesList().stream()
              .noneMatch(match -> match.getTrader().getName().equals(name))) {
        throw new IllegalStateException("Not found by its e-mail address: " + name);
      }
    }
  }
}
