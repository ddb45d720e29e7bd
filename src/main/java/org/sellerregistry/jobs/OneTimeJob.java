package org.sellerregistry.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * Work that is done once for each {@linkplain JobQueue#add instance added}, or until it says that
 * nothing is left.
 *
 * @param data what an instance is told, stored as JSON: never a trader's values
 */
public record OneTimeJob<T extends Record>(String name, Class<T> data, Work<T> work)
    implements Job {

  /** What is to be done. */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it.
     *
     * @return when to do it again, with the same data; empty if all is done
     */
    Optional<Instant> run(T data);
  }
}
