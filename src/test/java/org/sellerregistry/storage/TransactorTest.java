package org.sellerregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactorTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.empty();

  private static final String DEADLOCK = "SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213";

  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private final Transactor transactor = DATABASE.transactor(pauses::add);

  @BeforeEach
  void makeTable() throws Exception {
    try (var session = new OtherSession(DATABASE)) {
      session.execute("DROP TABLE IF EXISTS counter");
      session.execute(
          "CREATE TABLE counter (id INT NOT NULL PRIMARY KEY, n INT NOT NULL) ENGINE = InnoDB");
      session.execute("INSERT INTO counter VALUES (1, 0), (2, 0)");
      session.execute("COMMIT");
    }
  }

  @Test
  void aWriteIsCommitted() throws Exception {
    var result = transactor.write(dsl -> increment(dsl, 1));

    assertThat(result).isEqualTo(1);
    assertThat(countersSeenOutside()).containsExactly(1, 0);
  }

  @Test
  void anExceptionOfTheWorkRollsBackAndPassesUnchanged() throws Exception {
    var failure = new IllegalArgumentException("of the work");

    assertThatThrownBy(() ->
            transactor.write(dsl -> {
              increment(dsl, 1);
              throw failure;
            }))
        .isSameAs(failure);
    assertThat(countersSeenOutside()).containsExactly(0, 0);
  }

  @Test
  void bothSidesOfADeadlockSucceedInTheEnd() throws Exception {
    var bothHoldOne = new CyclicBarrier(2);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var upwards = threads.submit(() -> incrementBoth(1, 2, bothHoldOne));
      var downwards = threads.submit(() -> incrementBoth(2, 1, bothHoldOne));
      upwards.get(30, TimeUnit.SECONDS);
      downwards.get(30, TimeUnit.SECONDS);
    }

    assertThat(countersSeenOutside()).containsExactly(2, 2);
    assertThat(attempts).hasValue(3);
    assertThat(pauses).hasSize(1);
  }

  private void incrementBoth(int first, int second, CyclicBarrier bothHoldOne) {
    var firstAttempt = new AtomicInteger();
    transactor.write(dsl -> {
      attempts.incrementAndGet();
      increment(dsl, first);
      if (firstAttempt.getAndIncrement() == 0) {
        meet(bothHoldOne);
      }
      return increment(dsl, second);
    });
  }

  @Test
  void aConnectionLostBeforeTheCommitIsReplaced() throws Exception {
    try (var session = new OtherSession(DATABASE)) {
      transactor.write(dsl -> {
        increment(dsl, 1);
        if (attempts.incrementAndGet() == 1) {
          session.kill(connectionId(dsl));
        }
        return increment(dsl, 2);
      });
    }

    assertThat(attempts).hasValue(2);
    assertThat(countersSeenOutside()).containsExactly(1, 1);
  }

  @Test
  void aConnectionLostAtTheCommitIsOfUnknownOutcomeAndNotRepeated() throws Exception {
    try (var session = new OtherSession(DATABASE)) {
      assertThatThrownBy(() ->
              transactor.write(dsl -> {
                attempts.incrementAndGet();
                increment(dsl, 1);
                session.kill(connectionId(dsl));
                return "done";
              }))
          .isInstanceOf(CommitOutcomeUnknownException.class)
          .hasNoCause();
    }

    assertThat(attempts).hasValue(1);
    assertThat(pauses).isEmpty();
    assertThat(transactor.<Integer>write(dsl -> increment(dsl, 2))).isEqualTo(1);
  }

  @Test
  void aReadOverALostConnectionIsRepeated() throws Exception {
    try (var session = new OtherSession(DATABASE)) {
      var sum =
          transactor.read(dsl -> {
            if (attempts.incrementAndGet() == 1) {
              session.kill(connectionId(dsl));
            }
            return dsl.fetchValue("SELECT COUNT(*) FROM counter");
          });
      assertThat(sum).isEqualTo(2L);
    }

    assertThat(attempts).hasValue(2);
  }

  @Test
  void conflictsAtEveryAttemptAreReported() throws Exception {
    assertThatThrownBy(() ->
            transactor.write(dsl -> {
              increment(dsl, 1);
              attempts.incrementAndGet();
              return dsl.execute(DEADLOCK);
            }))
        .isInstanceOf(TransactionConflictException.class)
        .hasMessage("The transaction met conflicting ones at each of 4 attempts")
        .hasNoCause();

    assertThat(attempts).hasValue(4);
    assertThat(pauses)
        .hasSize(3)
        .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ZERO, Duration.ofMillis(8)));
    assertThat(countersSeenOutside()).containsExactly(0, 0);
  }

  @Test
  void workThatSwallowsADeadlockIsRepeatedAllTheSame() throws Exception {
    transactor.write(dsl -> {
      increment(dsl, 1);
      if (attempts.incrementAndGet() == 1) {
        swallow(() -> dsl.execute(DEADLOCK));
      }
      return increment(dsl, 2);
    });

    assertThat(attempts).hasValue(2);
    assertThat(countersSeenOutside()).containsExactly(1, 1);
  }

  @Test
  void workMayGoOnAfterALockThatIsNotFree() throws Exception {
    try (var session = new OtherSession(DATABASE)) {
      session.execute("UPDATE counter SET n = 7 WHERE id = 1");
      var locked = new ArrayList<Boolean>();
      transactor.write(dsl -> {
        try {
          dsl.fetch("SELECT n FROM counter WHERE id = 1 FOR UPDATE NOWAIT");
        } catch (DataAccessException e) {
          locked.add(Failures.isLocked(e));
        }
        return increment(dsl, 2);
      });
      session.execute("ROLLBACK");
      assertThat(locked).containsExactly(true);
    }

    assertThat(countersSeenOutside()).containsExactly(0, 1);
  }

  @Test
  void aDuplicateKeyIsNamedWithoutItsValue() {
    assertThatThrownBy(
            () -> transactor.write(dsl -> dsl.execute("INSERT INTO counter VALUES (1, 0)")))
        .isInstanceOf(DuplicateKeyException.class)
        .hasMessage("A row with the same PRIMARY exists")
        .hasNoCause();
    assertThat(pauses).isEmpty();
  }

  @Test
  void workCanAskForTheDuplicateKeyAndGoOn() throws Exception {
    transactor.write(dsl -> {
      try {
        return dsl.execute("INSERT INTO counter VALUES (1, 0)");
      } catch (DataAccessException e) {
        assertThat(Failures.duplicateKey(e)).contains("PRIMARY");
        return increment(dsl, 1);
      }
    });

    assertThat(countersSeenOutside()).containsExactly(1, 0);
  }

  @Test
  void aStatementThatCannotBeRunFailsWithoutTheDriversText() {
    assertThatThrownBy(() -> transactor.read(dsl -> dsl.fetch("SELECT secret FROM nowhere")))
        .isInstanceOf(StatementFailedException.class)
        .hasMessage("The database refused a statement (SQLSTATE 42S02, code 1146)")
        .hasNoCause();
  }

  @Test
  void transactionsDoNotNest() {
    assertThatThrownBy(() -> transactor.write(dsl -> transactor.<String>read(inner -> "inner")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("open on this thread");
  }

  @Test
  void aReadCannotWrite() throws Exception {
    assertThatThrownBy(() -> transactor.read(dsl -> increment(dsl, 1)))
        .isInstanceOf(StatementFailedException.class);
    assertThat(countersSeenOutside()).containsExactly(0, 0);
  }

  @Test
  void anUpdateWithoutConditionIsRefused() throws Exception {
    assertThatThrownBy(() ->
            transactor.write(
                dsl -> dsl.update(table("counter")).set(field("n", Integer.class), 9).execute()))
        .isInstanceOf(StatementFailedException.class);
    assertThat(countersSeenOutside()).containsExactly(0, 0);
  }

  private static int increment(DSLContext dsl, int id) {
    return dsl.execute("UPDATE counter SET n = n + 1 WHERE id = ?", id);
  }

  private static long connectionId(DSLContext dsl) {
    return ((Number) dsl.fetchValue("SELECT CONNECTION_ID()")).longValue();
  }

  private static void swallow(Runnable work) {
    try {
      work.run();
    } catch (DataAccessException e) {
      assertThat(e).isNotNull();
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Integer> countersSeenOutside() throws Exception {
    try (var session = new OtherSession(DATABASE)) {
      return List.of(
          (int) session.number("SELECT n FROM counter WHERE id = 1"),
          (int) session.number("SELECT n FROM counter WHERE id = 2"));
    }
  }
}
