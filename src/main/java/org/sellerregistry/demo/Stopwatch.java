package org.sellerregistry.demo;

/** Measures what has passed since it was made. */
final class Stopwatch {
  private static final double SECOND = 1e9;

  private final long begin = System.nanoTime();

  double seconds() {
    return (System.nanoTime() - begin) / SECOND;
  }
}
