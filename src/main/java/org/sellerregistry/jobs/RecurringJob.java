package org.sellerregistry.jobs;

import java.time.Duration;

/**
 * Work that is done again and again.
 *
 * @param interval from the end of one round to the begin of the next
 */
public record RecurringJob(String name, Duration interval, Runnable work) implements Job {}
