package org.sellerregistry.demo;

import java.util.random.RandomGenerator;

/**
 * A deterministic source of random numbers: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), spelt out
 * here so that a seed gives the same traders on every Java. Not safe for use by several threads.
 */
final class Draw implements RandomGenerator {
  /** What is drawn; topics of one trader do not disturb each other. */
  enum Topic {
    TRADER(1),
    FATE(2),
    REENTRY(3),
    OFFICE(4),
    RESPONSIBLE_PERSON(5),
    REVIEW(6),
    COUNTRY(7);

    private final long salt;

    Topic(long salt) {
      this.salt = salt;
    }
  }

  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  Draw(long seed, Topic topic, long index) {
    state = mix(mix(seed + GAMMA * topic.salt) + GAMMA * index);
  }

  @Override
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** A number from 0 up to, but not including, the bound. */
  @Override
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** Whether something happens that happens in so many of a hundred cases. */
  boolean chance(double percent) {
    return nextDouble() * 100 < percent;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
