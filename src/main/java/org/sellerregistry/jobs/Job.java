package org.sellerregistry.jobs;

/**
 * Work that the registry does by itself. Features describe theirs as values; {@link Jobs} does
 * them.
 *
 * <p>Guarantees: one replica does an instance at a time; work that a server was doing when it was
 * killed is taken up again by another, so doing it twice must be harmless. Work that throws is
 * repeated with growing pauses.
 */
public sealed interface Job permits RecurringJob, OneTimeJob {
  /** Names the work in the database; stable, of at most a hundred ASCII characters. */
  String name();
}
