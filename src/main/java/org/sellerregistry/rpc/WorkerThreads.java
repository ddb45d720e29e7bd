package org.sellerregistry.rpc;

import io.grpc.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Threads of the operating system, for work that computes for long. A virtual thread keeps its
 * processor until it waits for something: calls that read a single record would wait until others
 * have composed all that they write, or opened a whole page. How many there are is for admission to
 * bound.
 */
public final class WorkerThreads implements Executor {
  private final Executor threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("worker-", 0).factory());

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /** Does the work in the context of this thread, which waits for it and gets what it throws. */
  void run(Runnable work) {
    try {
      CompletableFuture.runAsync(Context.current().wrap(work), threads).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw e;
      }
    }
  }
}
