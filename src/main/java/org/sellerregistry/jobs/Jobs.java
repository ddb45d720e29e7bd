package org.sellerregistry.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.Transactor;

/**
 * Does the {@linkplain Job jobs} of a server, over a table that the servers of one database share.
 *
 * <p>A server that stops lets those in work end within the grace; what it cannot end, or was doing
 * when it was killed, is taken up again.
 */
public final class Jobs implements AutoCloseable {
  /** Heartbeats that may be missed before work counts as given up. */
  private static final int MISSED_HEARTBEATS = 6;

  private final Scheduler scheduler;
  private final ExecutorService threads;
  private final List<String> names;
  private final Transactor transactor;
  private final InstantSource clock;
  private final JobQueue queue = new JobQueue();
  private final Semaphore completed = new Semaphore(0);
  private final Map<String, LongAdder> results = new ConcurrentHashMap<>();

  /**
   * @throws IllegalArgumentException if two jobs have one name
   */
  public Jobs(
      Database database,
      Transactor transactor,
      JobSettings settings,
      InstantSource clock,
      List<? extends Job> jobs) {
    this.transactor = transactor;
    this.clock = clock;
    names = jobs.stream().map(Job::name).toList();
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("two jobs have one name: " + names);
    }
    var oneTime = new ArrayList<Task<?>>();
    var recurring = new ArrayList<RecurringTask<Void>>();
    for (var job : jobs) {
      switch (job) {
        case RecurringJob it -> recurring.add(JobTasks.of(it));
        case OneTimeJob<?> it -> oneTime.add(JobTasks.of(it));
      }
    }
    threads =
        Executors.newFixedThreadPool(
            settings.concurrency(), Thread.ofVirtual().name("job-", 0).factory());
    scheduler =
        Scheduler.create(database.forJobs(), oneTime)
            .startTasks(recurring)
            .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
            .serializer(new JobData())
            .clock(clock::instant)
            .threads(settings.concurrency())
            .executorService(threads)
            .pollingInterval(settings.pollingInterval())
            .heartbeatInterval(settings.heartbeatInterval())
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(settings.grace())
            .alwaysPersistTimestampInUTC()
            .commitWhenAutocommitDisabled(true)
            .failureLogging(LogLevel.OFF, false)
            .addSchedulerListener(
                new AbstractSchedulerListener() {
                  @Override
                  public void onExecutionComplete(ExecutionComplete done) {
                    results
                        .computeIfAbsent(done.getResult().name(), key -> new LongAdder())
                        .increment();
                    completed.release();
                  }
                })
            .build();
  }

  /** How many rounds of work this server did, by their result: {@code OK} or {@code FAILED}. */
  public Map<String, Long> results() {
    var counts = new TreeMap<String, Long>();
    results.forEach((result, count) -> counts.put(result, count.sum()));
    return counts;
  }

  /** Begins to work, in threads of its own. */
  public void start() {
    scheduler.start();
  }

  /**
   * Works off at once what is due by the clock, without waiting for the next poll, and returns when
   * nothing is: what became due meanwhile is done too.
   */
  public void runDue() throws InterruptedException {
    while (transactor.read(db -> queue.countDue(db, names, clock.instant())) > 0) {
      completed.drainPermits();
      scheduler.triggerCheckForDueExecutions();
      // The wait is bounded, for a completion may have come before the look at the table.
      var _ = completed.tryAcquire(20, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    scheduler.stop();
    threads.shutdownNow();
  }
}
