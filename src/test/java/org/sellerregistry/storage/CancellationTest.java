package org.sellerregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class CancellationTest {

  private static final Duration LONG = Duration.ofSeconds(50);

  /** Connector/J's sign for rows to be sent as they are read. */
  private static final int ROW_BY_ROW = Integer.MIN_VALUE;

  /** Ten rows to the power of nine; the hint keeps MySQL from hashing them before the first. */
  private static final String ENDLESS =
      """
      SELECT /*+ NO_BNL() */ a.d FROM digit a
        CROSS JOIN digit b CROSS JOIN digit c CROSS JOIN digit d
        CROSS JOIN digit e CROSS JOIN digit f CROSS JOIN digit g CROSS JOIN digit h
        CROSS JOIN digit i
      """;

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.empty()
          .with(config -> config.withConnections(1, 1).withTimeouts(LONG, LONG, LONG, LONG));

  private final Transactor transactor = DATABASE.transactor();
  private OtherSession holder;

  @BeforeEach
  void lockTheRow() throws Exception {
    holder = new OtherSession(DATABASE);
    holder.execute("DROP TABLE IF EXISTS slot");
    holder.execute("CREATE TABLE slot (id INT NOT NULL PRIMARY KEY) ENGINE = InnoDB");
    holder.execute("INSERT INTO slot VALUES (1)");
    holder.execute("COMMIT");
    holder.execute("SELECT id FROM slot WHERE id = 1 FOR UPDATE");
  }

  @AfterEach
  void unlockTheRow() throws Exception {
    holder.close();
  }

  @Test
  void aRunningStatementIsStopped() {
    var cancellation = Cancellation.create();
    var call = CompletableFuture.supplyAsync(() -> waitForTheRow(cancellation));

    holder.awaitStatement("SELECT id FROM slot WHERE id = 1 FOR UPDATE");
    cancellation.cancel();

    assertThatThrownBy(call::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseExactlyInstanceOf(TransactionCancelledException.class);
    assertThat(thePoolWorks()).isTrue();
  }

  @Test
  void aDeadlineStopsTheStatement() {
    var cancellation =
        Cancellation.at(Instant.now().plus(Duration.ofMillis(200)), InstantSource.system());

    assertThatThrownBy(() -> waitForTheRow(cancellation))
        .isInstanceOf(TransactionCancelledException.class);
    assertThat(cancellation.isCancelled()).isTrue();
    assertThat(thePoolWorks()).isTrue();
  }

  @Test
  @Timeout(20)
  void aLongResultIsStoppedWhileItIsSent() {
    holder.execute("CREATE TABLE digit (d INT NOT NULL PRIMARY KEY) ENGINE = InnoDB");
    holder.execute("INSERT INTO digit VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
    holder.execute("COMMIT");
    var cancellation = Cancellation.create();

    assertThatThrownBy(() ->
            transactor.read(
                cancellation,
                dsl -> {
                  try (var rows = dsl.resultQuery(ENDLESS).fetchSize(ROW_BY_ROW).fetchLazy()) {
                    rows.fetchNext();
                    cancellation.cancel();
                    return rows.stream().count();
                  }
                }))
        .isInstanceOf(TransactionCancelledException.class);
    assertThat(thePoolWorks()).isTrue();
  }

  @Test
  void nothingRunsAfterTheDeadline() {
    var now = Instant.parse("2026-11-01T00:00:00Z");
    var attempts = new AtomicInteger();

    assertThatThrownBy(() ->
            transactor.write(
                Cancellation.at(now, InstantSource.fixed(now)), dsl -> attempts.incrementAndGet()))
        .isInstanceOf(TransactionCancelledException.class);
    assertThat(attempts).hasValue(0);
  }

  @Test
  void noStatementBeginsAfterTheCancellation() {
    var cancellation = Cancellation.create();

    assertThatThrownBy(() ->
            transactor.write(
                cancellation,
                dsl -> {
                  dsl.execute("INSERT INTO slot VALUES (2)");
                  cancellation.cancel();
                  return dsl.execute("INSERT INTO slot VALUES (3)");
                }))
        .isInstanceOf(TransactionCancelledException.class);
    assertThat(holder.number("SELECT COUNT(*) FROM slot")).isEqualTo(1);
  }

  @Test
  void aCancelledTransactionIsNotCommitted() {
    var cancellation = Cancellation.create();

    assertThatThrownBy(() ->
            transactor.write(
                cancellation,
                dsl -> {
                  int inserted = dsl.execute("INSERT INTO slot VALUES (2)");
                  cancellation.cancel();
                  return inserted;
                }))
        .isInstanceOf(TransactionCancelledException.class);
    assertThat(holder.number("SELECT COUNT(*) FROM slot")).isEqualTo(1);
  }

  @Test
  void aCancellationAfterTheEndChangesNothing() {
    var cancellation = Cancellation.create();

    transactor.write(cancellation, dsl -> dsl.execute("INSERT INTO slot VALUES (2)"));
    cancellation.cancel();

    assertThat(holder.number("SELECT COUNT(*) FROM slot")).isEqualTo(2);
    assertThat(thePoolWorks()).isTrue();
  }

  private Object waitForTheRow(Cancellation cancellation) {
    return transactor.write(
        cancellation, dsl -> dsl.fetchValue("SELECT id FROM slot WHERE id = 1 FOR UPDATE"));
  }

  /** There is one connection: it was given back or replaced, and no late stop hits the next one. */
  private boolean thePoolWorks() {
    return transactor.write(dsl -> dsl.fetchValue("SELECT 1 FROM DUAL")) != null;
  }
}
