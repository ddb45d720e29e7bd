package org.sellerregistry.jobs;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs in the library's terms. */
final class JobTasks {
  private static final Logger LOG = LoggerFactory.getLogger(JobTasks.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 8;

  private JobTasks() {}

  /** Work that fails is done again after the interval. */
  static RecurringTask<Void> of(RecurringJob job) {
    var delay = FixedDelay.of(job.interval());
    return Tasks.recurring(job.name(), delay)
        .onFailure((done, operations) -> {
          report(done);
          operations.reschedule(done, delay.getNextExecutionTime(done));
        })
        .execute((instance, context) -> job.work().run());
  }

  /** Work that fails is done again after 10 s, 20 s and so on up to 43 min, for ever. */
  static <T extends Record> Task<T> of(OneTimeJob<T> job) {
    return Tasks.custom(job.name(), job.data())
        .onDeadExecutionRevive()
        .onFailure(failure())
        .execute((instance, context) ->
            job.work()
                .run(instance.getData())
                .<CompletionHandler<T>>map(
                    next -> (done, operations) -> operations.reschedule(done, next))
                .orElseGet(CompletionHandler.OnCompleteRemove::new));
  }

  private static <T> FailureHandler<T> failure() {
    return (done, operations) -> {
      report(done);
      int doublings = Math.min(done.getExecution().consecutiveFailures, MOST_DOUBLINGS);
      operations.reschedule(
          done, done.getTimeDone().plus(FIRST_PAUSE.multipliedBy(1L << doublings)));
    };
  }

  /** Says what failed in words of our own, for those of others may hold values. */
  private static void report(ExecutionComplete done) {
    LOG.warn(
        "Job {} failed and is repeated: {}",
        done.getExecution().getTaskName(),
        done.getCause().map(cause -> cause.getClass().getSimpleName()).orElse("unknown"));
  }
}
