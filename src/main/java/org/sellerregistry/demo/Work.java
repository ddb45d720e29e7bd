package org.sellerregistry.demo;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Work on many things at once, in a bounded number of threads. */
final class Work {
  static final int THREADS = 8;

  private Work() {}

  /** The results in the order of the things. The first failure ends all. */
  static <T, R> List<R> onEach(List<T> things, Function<T, R> work) {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<R>> futures =
          things.stream().map(thing -> threads.submit(() -> work.apply(thing))).toList();
      try {
        return futures.stream().map(Work::result).toList();
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The demo was interrupted", e);
    }
  }
}
