package org.sellerregistry.onboarding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.ErrorReason;

/** Calls that begin at the same moment. */
final class Together {
  /** What became of one call: a value or the reason of its refusal. */
  record Outcome<T>(T value, ErrorReason refused) {
    boolean isRefused() {
      return refused != null;
    }
  }

  private Together() {}

  /** Runs {@code count} calls at once and returns what became of each. */
  static <T> List<Outcome<T>> run(int count, IntFunction<Callable<T>> call) {
    var barrier = new CyclicBarrier(count);
    var futures = new ArrayList<Future<Outcome<T>>>();
    try (var executor = Executors.newFixedThreadPool(count)) {
      for (int i = 0; i < count; i++) {
        var one = call.apply(i);
        futures.add(
            executor.submit(() -> {
              barrier.await();
              try {
                return new Outcome<>(one.call(), null);
              } catch (Refusal refusal) {
                return new Outcome<>(null, refusal.reason());
              }
            }));
      }
    }
    var outcomes = new ArrayList<Outcome<T>>();
    for (var future : futures) {
      try {
        outcomes.add(future.get());
      } catch (InterruptedException | ExecutionException e) {
        throw new AssertionError(e);
      }
    }
    return outcomes;
  }
}
