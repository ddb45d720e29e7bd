package org.sellerregistry.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/**
 * Answers reads of single rows that come at the same time by few queries: a reader takes what waits
 * and asks for all of it at once, and others help it when it cannot keep up. A read that comes
 * alone does not wait for others. Where many come, queries begin {@link #PACE} apart: one may wait
 * for that long, and fewer queries leave the processors to the rest.
 *
 * <p>Guarantees: a read sees what was committed before it began. A call that was cancelled is not
 * asked for any more, and gets no answer. A query has a time limit of its own, whatever the calls
 * behind it. A row that cannot be read fails alone; when the database fails, all reads of the query
 * do. Callers wait when too many do.
 *
 * @param <G> what is asked for in one query, for example a marketplace
 * @param <K> a row's key in it
 * @param <V> what is found
 */
public final class CoalescedReads<G, K, V> implements AutoCloseable {

  /** So long a query is waited for before another one is begun beside it. */
  private static final Duration LONG = Duration.ofMillis(25);

  private final String name;

  /** How far apart queries begin while each is asked for many keys. */
  static final Duration PACE = Duration.ofMillis(6);

  /** Of how many keys a query is worth waiting for more. */
  static final int MANY = 5;

  private final Query<G, K, V> query;
  private final Transactor transactor;
  private final Supplier<Cancellation> ofCall;
  private final InstantSource clock;
  private final Limits limits;
  private final Pause pause;
  private final BlockingQueue<Read<G, K, V>> waiting;
  private final List<Thread> readers = new ArrayList<>();
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong queries = new AtomicLong();
  private volatile boolean closed;

  /** Reads rows by their keys; keys without a row are left out. */
  public interface Query<G, K, V> {
    Map<K, V> read(DSLContext db, G group, Set<K> keys);
  }

  /**
   * How much is done at once.
   *
   * @param readers queries at once, at most
   * @param keys keys of one query at most
   * @param waiting reads that may wait
   * @param time how long a query may take
   */
  public record Limits(int readers, int keys, int waiting, Duration time) {
    /**
     * What comes while a query is under way goes into the next: the busier the server, the fewer
     * queries a call.
     */
    public static final Limits DEFAULT = new Limits(2, 256, 4096, Duration.ofSeconds(5));
  }

  private record Read<G, K, V>(
      G group, K key, Cancellation cancellation, CompletableFuture<Optional<V>> answer) {}

  /**
   * Starts the readers.
   *
   * @param name of its threads, and in what is measured
   * @param ofCall the cancellation of the call that the current thread serves
   */
  public CoalescedReads(
      String name,
      Transactor transactor,
      Supplier<Cancellation> ofCall,
      InstantSource clock,
      Limits limits,
      Query<G, K, V> query) {
    this(name, transactor, ofCall, clock, limits, Thread::sleep, query);
  }

  CoalescedReads(
      String name,
      Transactor transactor,
      Supplier<Cancellation> ofCall,
      InstantSource clock,
      Limits limits,
      Pause pause,
      Query<G, K, V> query) {
    this.name = name;
    this.pause = pause;
    this.query = query;
    this.transactor = transactor;
    this.ofCall = ofCall;
    this.clock = clock;
    this.limits = limits;
    this.waiting = new ArrayBlockingQueue<>(limits.waiting());
    for (int i = 0; i < limits.readers(); i++) {
      // Threads of the platform: they are few, wait for the database most of the time, and keep
      // what libraries keep by thread.
      Runnable work = i == 0 ? this::serve : this::help;
      readers.add(Thread.ofPlatform().daemon().name(name + "-", i).start(work));
    }
  }

  /**
   * Reads one row; empty if there is none.
   *
   * @throws TransactionCancelledException if the call was cancelled meanwhile
   * @throws StorageException as {@link Transactor#read}
   */
  public Optional<V> read(G group, K key) {
    var read = begin(group, key);
    return end(read);
  }

  /** As {@link #read}, of several rows; those that are not there are left out. */
  public Map<K, V> readAll(G group, Set<K> keys) {
    var reads = keys.stream().map(key -> begin(group, key)).toList();
    var found = new LinkedHashMap<K, V>();
    for (var read : reads) {
      end(read).ifPresent(value -> found.put(read.key(), value));
    }
    return found;
  }

  private Read<G, K, V> begin(G group, K key) {
    var read = new Read<G, K, V>(group, key, ofCall.get(), new CompletableFuture<>());
    try {
      waiting.put(read);
    } catch (InterruptedException e) {
      throw interrupted();
    }
    if (closed) {
      // The readers may have gone before they saw it.
      read.answer().completeExceptionally(new TransactionCancelledException());
    }
    return read;
  }

  private Optional<V> end(Read<G, K, V> read) {
    try {
      var found = read.answer().get();
      read.cancellation().check();
      return found;
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  private static TransactionCancelledException interrupted() {
    Thread.currentThread().interrupt();
    return new TransactionCancelledException();
  }

  private void serve() {
    try {
      int keys = 0;
      var begin = Instant.EPOCH;
      while (!closed) {
        var since = Duration.between(begin, clock.instant());
        // A clock that was set back says nothing.
        if (keys >= MANY && !since.isNegative() && since.compareTo(PACE) < 0) {
          pause.sleep(PACE.minus(since));
        }
        // Taken after the pause, for the end may come in it: nobody's read is lost then.
        var first = waiting.take();
        begin = clock.instant();
        keys = answerTogether(first);
      }
    } catch (InterruptedException e) {
      // The end.
    }
  }

  /** Takes part while more wait than go into a query, or one query takes long. */
  private void help() {
    try {
      while (!closed) {
        long seen = begun.get();
        if (waiting.size() < limits.keys()) {
          Thread.sleep(LONG);
        }
        if (waiting.size() >= limits.keys() || begun.get() == seen) {
          var first = waiting.poll();
          if (first != null) {
            var _ = answerTogether(first);
          }
        }
      }
    } catch (InterruptedException e) {
      // The end.
    }
  }

  /** Returns how many reads it answered. */
  private int answerTogether(Read<G, K, V> first) {
    var _ = begun.incrementAndGet();
    var taken = new ArrayList<Read<G, K, V>>();
    taken.add(first);
    var _ = waiting.drainTo(taken, limits.keys() - 1);
    answer(taken);
    return taken.size();
  }

  private void answer(List<Read<G, K, V>> taken) {
    Map<G, List<Read<G, K, V>>> groups = new LinkedHashMap<>();
    for (var read : taken) {
      if (closed || read.cancellation().isCancelled()) {
        var _ = read.answer().completeExceptionally(new TransactionCancelledException());
      } else {
        groups.computeIfAbsent(read.group(), group -> new ArrayList<>()).add(read);
      }
    }
    groups.forEach((group, reads) -> {
      var _ = asked.addAndGet(reads.size());
      answer(group, reads);
    });
  }

  private void answer(G group, List<Read<G, K, V>> reads) {
    try {
      var keys = new LinkedHashSet<K>();
      reads.forEach(read -> keys.add(read.key()));
      var _ = queries.incrementAndGet();
      var found =
          transactor.read(
              Cancellation.at(clock.instant().plus(limits.time()), clock),
              db -> query.read(db, group, keys));
      for (var read : reads) {
        var _ = read.answer().complete(Optional.ofNullable(found.get(read.key())));
      }
    } catch (TransactionCancelledException e) {
      // By the query's own time limit or the end of the readers: the callers did not give up.
      var failure = new StorageUnavailableException("The database did not answer in time");
      reads.forEach(read -> read.answer().completeExceptionally(failure));
    } catch (StorageException | Error failure) {
      reads.forEach(read -> read.answer().completeExceptionally(failure));
    } catch (RuntimeException failure) {
      if (reads.size() == 1) {
        reads.getFirst().answer().completeExceptionally(failure);
      } else {
        // A row that cannot be read must not take the others with it.
        reads.forEach(read -> answer(group, List.of(read)));
      }
    }
  }

  /** By what name it was started. */
  public String name() {
    return name;
  }

  /** What was read until now, which callers whose read has been answered find counted. */
  public ReadUse use() {
    return new ReadUse(asked.get(), queries.get(), waiting.size());
  }

  /** Waits until so many reads wait. */
  void awaitWaiting(int count) {
    while (waiting.size() < count) {
      Thread.onSpinWait();
    }
  }

  /** Ends the readers; reads that wait fail. */
  @Override
  public void close() {
    closed = true;
    readers.forEach(Thread::interrupt);
    var left = new ArrayList<Read<G, K, V>>();
    waiting.drainTo(left);
    left.forEach(read -> read.answer().completeExceptionally(new TransactionCancelledException()));
  }
}
