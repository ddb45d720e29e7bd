package org.sellerregistry.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a server holds, given back in the reverse order of its taking. */
final class Resources implements AutoCloseable {

  private final Deque<AutoCloseable> held = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T resource) {
    held.push(resource);
    return resource;
  }

  /** Gives back all of them, whichever fails; the first failure is thrown, with the others. */
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!held.isEmpty()) {
      try {
        held.pop().close();
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        if (failure == null) {
          failure = new IllegalStateException("The server did not stop in order", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
