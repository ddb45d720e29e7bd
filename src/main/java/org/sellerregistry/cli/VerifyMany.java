package org.sellerregistry.cli;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sellerregistry.storage.Pause;
import org.sellerregistry.v1.Verification;

/** Calls for many traders, a bounded number at a time, and counts what came of them. */
final class VerifyMany {
  private static final int ATTEMPTS = 6;

  private final int concurrency;
  private final RetryPolicy retries;
  private final Pause pause;
  private final Consumer<String> complain;

  /**
   * @param concurrency the calls at a time
   * @param complain is told of each trader that was refused
   */
  VerifyMany(int concurrency, RetryPolicy retries, Pause pause, Consumer<String> complain) {
    this.concurrency = concurrency;
    this.retries = retries;
    this.pause = pause;
    this.complain = complain;
  }

  /**
   * What came of it.
   *
   * @param standings how many traders have which standing, by offering
   * @param waiting the names of those about whom sources are asked again
   */
  record Summary(
      int traders, int refused, Map<String, Map<String, Integer>> standings, List<String> waiting) {
    Summary {
      waiting = List.copyOf(waiting);
    }
  }

  /** Calls for each; what is refused is told and keeps no other from its turn. */
  Summary run(List<String> traders, Function<String, Verification> call, Runnable step)
      throws InterruptedException {
    var tally = new Tally();
    var slots = new Semaphore(concurrency);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var trader : traders) {
        slots.acquire();
        threads.execute(() -> {
          try {
            tally.add(patiently(trader, call));
          } catch (StatusRuntimeException e) {
            tally.refuse();
            complain.accept(trader + ": " + ErrorReport.of(e).message());
          } catch (NotThere e) {
            tally.refuse();
            complain.accept(trader + ": " + e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            step.run();
            slots.release();
          }
        });
      }
    }
    return tally.summary(traders.size());
  }

  private Verification patiently(String trader, Function<String, Verification> call)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.apply(trader);
      } catch (StatusRuntimeException e) {
        if (attempt == ATTEMPTS || !RetryPolicy.mayPass(e)) {
          throw e;
        }
        pause.sleep(retries.pauseBefore(attempt));
      }
    }
  }

  private static final class Tally {
    private final Map<String, Map<String, Integer>> standings = new TreeMap<>();
    private final List<String> waiting = new ArrayList<>();
    private int refused;

    synchronized void add(Verification verification) {
      for (var offering : verification.getOfferingsList()) {
        var standing = offering.getStanding();
        standings
            .computeIfAbsent(standing.getOffering(), _ -> new TreeMap<>())
            .merge(EnumNames.brief(standing.getState()), 1, Integer::sum);
      }
      if (VerificationTable.isWaiting(verification)) {
        waiting.add(verification.getTrader());
      }
    }

    synchronized void refuse() {
      refused++;
    }

    synchronized Summary summary(int traders) {
      return new Summary(traders, refused, standings, waiting);
    }
  }
}
