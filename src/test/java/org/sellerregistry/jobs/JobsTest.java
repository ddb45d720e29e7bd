package org.sellerregistry.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.storage.Transactor;

class JobsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Instant START = Instant.parse("2026-03-29T00:30:00.123456Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final InstantSource clock = now::get;
  private final Transactor transactor = DATABASE.transactor();
  private final JobQueue queue = new JobQueue();
  private final List<Jobs> started = new CopyOnWriteArrayList<>();

  record Told(String what) {}

  @AfterEach
  void stop() {
    started.forEach(Jobs::close);
    transactor.write(db -> db.execute("DELETE FROM scheduled_tasks"));
  }

  @Test
  void workIsDoneAtItsTimeAndOnce() throws InterruptedException {
    var done = new CopyOnWriteArrayList<String>();
    var jobs = start(new OneTimeJob<>("once", Told.class, told -> done(done, told)));
    add("once", "a", START);
    add("once", "b", START.plusSeconds(60));
    jobs.runDue();
    assertThat(done).containsExactly("a");
    assertThat(next("once", "a")).isEmpty();
    assertThat(next("once", "b")).contains(START.plusSeconds(60));

    now.set(START.plusSeconds(60));
    jobs.runDue();
    assertThat(done).containsExactly("a", "b");
  }

  @Test
  void workOfATransactionThatIsRolledBackIsNotDone() throws InterruptedException {
    var done = new CopyOnWriteArrayList<String>();
    var jobs = start(new OneTimeJob<>("lost", Told.class, told -> done(done, told)));
    assertThatThrownBy(() ->
            transactor.write(db -> {
              queue.add(db, "lost", "a", new Told("a"), START);
              throw new IllegalStateException("on purpose");
            }))
        .hasMessage("on purpose");
    jobs.runDue();
    assertThat(done).isEmpty();
  }

  @Test
  void workIsRepeatedUntilItSaysThatNothingIsLeft() throws InterruptedException {
    var rounds = new AtomicInteger();
    var jobs =
        start(
            new OneTimeJob<>(
                "again",
                Told.class,
                told ->
                    rounds.incrementAndGet() < 3
                        ? Optional.of(now.get().plusSeconds(30))
                        : Optional.empty()));
    add("again", "a", START);
    for (int round = 1; round <= 3; round++) {
      jobs.runDue();
      assertThat(rounds).hasValue(round);
      now.set(now.get().plusSeconds(30));
    }
    assertThat(next("again", "a")).isEmpty();
  }

  @Test
  void workThatFailsIsRepeatedWithGrowingPauses() throws InterruptedException {
    var attempts = new AtomicInteger();
    var jobs =
        start(
            new OneTimeJob<>(
                "fails",
                Told.class,
                told -> {
                  if (attempts.incrementAndGet() < 3) {
                    throw new IllegalStateException("on purpose");
                  }
                  return Optional.empty();
                }));
    add("fails", "a", START);
    jobs.runDue();
    assertThat(next("fails", "a")).contains(START.plusSeconds(10));
    now.set(START.plusSeconds(10));
    jobs.runDue();
    assertThat(next("fails", "a")).contains(START.plusSeconds(30));
    now.set(START.plusSeconds(30));
    jobs.runDue();
    assertThat(attempts).hasValue(3);
    assertThat(next("fails", "a")).isEmpty();
  }

  @Test
  void anInstanceAddedTwiceIsDoneOnceAtTheEarlierTime() {
    add("twice", "a", START.plusSeconds(60));
    add("twice", "a", START.plusSeconds(20));
    add("twice", "a", START.plusSeconds(40));
    assertThat(next("twice", "a")).contains(START.plusSeconds(20));
  }

  @Test
  void recurringWorkIsDoneEachInterval() throws InterruptedException {
    var rounds = new AtomicInteger();
    var jobs =
        start(new RecurringJob("rounds", Duration.ofMinutes(5), () -> rounds.incrementAndGet()));
    for (int round = 1; round <= 3; round++) {
      jobs.runDue();
      assertThat(rounds).hasValue(round);
      now.set(now.get().plus(Duration.ofMinutes(5)));
    }
  }

  @Test
  void ofTwoServersOneDoesTheWork() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var done = new CopyOnWriteArrayList<String>();
    OneTimeJob.Work<Told> slow =
        told -> {
          begun.countDown();
          await(go);
          return done(done, told);
        };
    var one = start(new OneTimeJob<>("shared", Told.class, slow));
    var other = start(new OneTimeJob<>("shared", Told.class, slow));
    add("shared", "a", START);
    try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var jobs : List.of(one, other)) {
        var _ =
            both.submit(() -> {
              jobs.runDue();
              return null;
            });
      }
      begun.await();
      go.countDown();
    }
    assertThat(done).containsExactly("a");
  }

  @Test
  void jobsHaveDifferentNames() {
    var job = new RecurringJob("same", Duration.ofMinutes(5), () -> {});
    assertThatThrownBy(() -> start(job, job)).isInstanceOf(IllegalArgumentException.class);
  }

  private Jobs start(Job... jobs) {
    var settings =
        new JobSettings(Duration.ofHours(1), Duration.ofHours(1), 4, Duration.ofSeconds(5));
    var starting = new Jobs(DATABASE.database(), transactor, settings, clock, List.of(jobs));
    starting.start();
    started.add(starting);
    return starting;
  }

  private void add(String job, String instance, Instant when) {
    transactor.write(db -> {
      queue.add(db, job, instance, new Told(instance), when);
      return null;
    });
  }

  private Optional<Instant> next(String job, String instance) {
    return transactor.read(db -> queue.next(db, job, instance));
  }

  private static Optional<Instant> done(List<String> done, Told told) {
    done.add(told.what());
    return Optional.empty();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
