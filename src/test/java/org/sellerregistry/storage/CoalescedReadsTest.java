package org.sellerregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.CoalescedReads.Limits;

@Timeout(60)
class CoalescedReadsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.empty();

  private static final String OPENER = "opener";

  private final List<Set<String>> queries = new CopyOnWriteArrayList<>();
  private final CountDownLatch opened = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private Pause pause = pauses::add;
  private InstantSource clock = InstantSource.system();
  private Cancellation ofCall = Cancellation.create();
  private CoalescedReads<String, String, String> reads = reads(Duration.ofSeconds(30));

  @AfterEach
  void close() {
    open.countDown();
    reads.close();
  }

  private CoalescedReads<String, String, String> reads(Duration time) {
    return reads(1, time);
  }

  private CoalescedReads<String, String, String> reads(int readers, Duration time) {
    return new CoalescedReads<>(
        "test",
        DATABASE.transactor(),
        () -> ofCall,
        clock,
        new Limits(readers, 100, 1000, time),
        pause,
        this::query);
  }

  /** Finds every key but "none"; the opener's query ends when it is let. */
  private Map<String, String> query(DSLContext db, String group, Set<String> keys) {
    queries.add(Set.copyOf(keys));
    if (keys.contains(OPENER)) {
      opened.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (keys.contains("bad")) {
      throw new IllegalArgumentException("a row that cannot be read");
    }
    var found = new HashMap<String, String>();
    keys.stream().filter(key -> !key.equals("none")).forEach(key -> found.put(key, group + key));
    return found;
  }

  /** Reads while the only reader is kept busy, so that all of it waits when the reader is free. */
  private <T> List<CompletableFuture<T>> whileBusy(List<Supplier<T>> work)
      throws InterruptedException {
    var first = CompletableFuture.supplyAsync(() -> reads.read("g", OPENER));
    opened.await();
    var begun = new CountDownLatch(work.size());
    var results =
        work.stream()
            .map(each ->
                CompletableFuture.supplyAsync(
                    () -> {
                      begun.countDown();
                      return each.get();
                    },
                    task -> Thread.ofVirtual().start(task)))
            .toList();
    begun.await();
    reads.awaitWaiting(work.size());
    open.countDown();
    first.join();
    return results;
  }

  @Test
  void readsThatWaitTogetherShareAQuery() throws InterruptedException {
    List<Supplier<Optional<String>>> work =
        IntStream.range(0, 50)
            .<Supplier<Optional<String>>>mapToObj(i -> () -> reads.read("g", "k" + i % 25))
            .toList();
    var results = whileBusy(work);
    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i).join()).contains("gk" + i % 25);
    }
    assertThat(queries).hasSize(2);
    assertThat(queries.get(1)).hasSize(25);
    assertThat(reads.use()).isEqualTo(new ReadUse(51, 2, 0));
  }

  @Test
  void queriesOfManyKeysKeepADistance() throws InterruptedException {
    reads.close();
    clock = InstantSource.fixed(Instant.now());
    reads = reads(Duration.ofSeconds(30));
    readMany();
    assertThat(reads.read("g", "next")).contains("gnext");
    assertThat(pauses).containsExactly(CoalescedReads.PACE);
  }

  @Test
  void whoComesInAPauseFailsAtTheEnd() throws InterruptedException {
    reads.close();
    clock = InstantSource.fixed(Instant.now());
    var pausing = new CountDownLatch(1);
    pause =
        duration -> {
          pausing.countDown();
          new CountDownLatch(1).await();
        };
    reads = reads(Duration.ofSeconds(30));
    readMany();
    pausing.await();
    var waiting = CompletableFuture.supplyAsync(() -> reads.read("g", "next"));
    reads.awaitWaiting(1);
    reads.close();
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(TransactionCancelledException.class);
  }

  /** In one query, so that the next keeps its distance. */
  private void readMany() throws InterruptedException {
    var work =
        IntStream.range(0, CoalescedReads.MANY)
            .<Supplier<Optional<String>>>mapToObj(i -> () -> reads.read("g", "k" + i))
            .toList();
    whileBusy(work).forEach(CompletableFuture::join);
  }

  @Test
  void whoComesAloneWaitsForNobody() {
    for (int i = 0; i < 20; i++) {
      assertThat(reads.read("g", "k" + i)).contains("gk" + i);
    }
    assertThat(queries).hasSize(20);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aQueryThatTakesLongHoldsNobodyUp() throws InterruptedException {
    reads.close();
    reads = reads(2, Duration.ofSeconds(30));
    var opener = CompletableFuture.supplyAsync(() -> reads.read("g", OPENER));
    opened.await();
    assertThat(reads.read("g", "k")).contains("gk");
    assertThat(reads.read("g", "later")).contains("glater");
    assertThat(opener).isNotDone();
    open.countDown();
    assertThat(opener.join()).isPresent();
  }

  @Test
  void groupsAreAskedForApart() throws InterruptedException {
    List<Supplier<Optional<String>>> work =
        List.of(() -> reads.read("a", "k"), () -> reads.read("b", "k"));
    var results = whileBusy(work);
    assertThat(results.stream().map(CompletableFuture::join))
        .containsExactly(Optional.of("ak"), Optional.of("bk"));
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(reads.read("g", "none")).isEmpty();
    assertThat(reads.readAll("g", Set.of("none", "k"))).isEqualTo(Map.of("k", "gk"));
  }

  @Test
  void aRowThatCannotBeReadFailsAlone() throws InterruptedException {
    List<Supplier<Optional<String>>> work =
        List.of(
            () -> reads.read("g", "good"),
            () -> reads.read("g", "bad"),
            () -> reads.read("g", "fine"));
    var results = whileBusy(work);
    assertThat(results.get(0).join()).contains("ggood");
    assertThat(results.get(2).join()).contains("gfine");
    assertThatThrownBy(results.get(1)::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
    // The opener's query, the one of all, and one for each.
    assertThat(reads.use()).isEqualTo(new ReadUse(4, 5, 0));
  }

  @Test
  void aCallCancelledBeforeTheQueryIsNotAskedFor() throws InterruptedException {
    var gone = Cancellation.create();
    List<Supplier<Optional<String>>> work =
        List.of(() -> {
          ofCall = gone;
          return reads.read("g", "gone");
        });
    var opener = CompletableFuture.supplyAsync(() -> reads.read("g", OPENER));
    opened.await();
    var result = CompletableFuture.supplyAsync(work.getFirst());
    reads.awaitWaiting(1);
    assertThat(reads.use()).isEqualTo(new ReadUse(1, 1, 1));
    gone.cancel();
    open.countDown();
    opener.join();
    assertThatThrownBy(result::join).hasCauseInstanceOf(TransactionCancelledException.class);
    assertThat(queries).containsExactly(Set.of(OPENER));
    assertThat(reads.use()).isEqualTo(new ReadUse(1, 1, 0));
  }

  @Test
  void aCallCancelledDuringTheQueryGetsNoAnswer() throws InterruptedException {
    var opener = CompletableFuture.supplyAsync(() -> reads.read("g", OPENER));
    opened.await();
    ofCall.cancel();
    open.countDown();
    assertThatThrownBy(opener::join).hasCauseInstanceOf(TransactionCancelledException.class);
  }

  @Test
  void aQueryHasATimeLimitOfItsOwn() {
    reads.close();
    reads = reads(Duration.ZERO);
    assertThatThrownBy(() -> reads.read("g", "k")).isInstanceOf(StorageUnavailableException.class);
  }

  @Test
  void readsThatWaitFailAtTheEnd() throws InterruptedException {
    var opener = CompletableFuture.supplyAsync(() -> reads.read("g", OPENER));
    opened.await();
    var waiting = CompletableFuture.supplyAsync(() -> reads.read("g", "k"));
    reads.awaitWaiting(1);
    reads.close();
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(TransactionCancelledException.class);
    assertThatThrownBy(opener::join).isInstanceOf(CompletionException.class);
    assertThatThrownBy(() -> reads.read("g", "later"))
        .isInstanceOf(TransactionCancelledException.class);
  }
}
