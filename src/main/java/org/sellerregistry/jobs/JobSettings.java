package org.sellerregistry.jobs;

import java.time.Duration;

/**
 * How jobs are done.
 *
 * @param pollingInterval how often the database is asked what is due
 * @param heartbeatInterval how often a server says that it is still at its work; work of which
 *     nothing was heard for six intervals is taken up by another
 * @param concurrency how many are done at once
 * @param grace how long those in work may go on when the server stops
 */
public record JobSettings(
    Duration pollingInterval, Duration heartbeatInterval, int concurrency, Duration grace) {}
