package org.sellerregistry.verification.sources;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.PostalAddress;
import org.sellerregistry.v1.Trader;

/**
 * The sources that the registry may ask.
 *
 * <p>Questions are asked at once, each in a thread of its own and within the time limit. Nobody may
 * ask inside a transaction: an answer can take as long as the limit.
 */
public final class Sources implements AutoCloseable {
  private final List<ItemSource> sources;
  private final Duration timeLimit;
  private final List<SourceClient> clients;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("source-", 0).factory());

  public Sources(List<ItemSource> sources, Duration timeLimit, List<SourceClient> clients) {
    this.sources = List.copyOf(sources);
    this.timeLimit = timeLimit;
    this.clients = List.copyOf(clients);
  }

  /** No source at all. */
  public static Sources none() {
    return new Sources(List.of(), Duration.ofSeconds(1), List.of());
  }

  /** Every question that can be asked about a trader. */
  public List<SourceQuestion> questions(Trader trader) {
    if (sources.isEmpty() || trader.hasContractEndTime()) {
      return List.of();
    }
    var items = Sections.items(trader);
    var name =
        items.stream()
            .filter(item ->
                item.content() instanceof Name it && it.getKind() == NameKind.NAME_KIND_LEGAL)
            .findFirst();
    var address =
        items.stream()
            .filter(item -> item.content() instanceof PostalAddress)
            .min(Comparator.comparingInt(Sources::rank));
    var declared = declared(name, address);
    var questions = new ArrayList<SourceQuestion>();
    for (var source : sources) {
      for (var item : items) {
        source
            .question(item, declared)
            .ifPresent(ask ->
                questions.add(
                    source.knowsHolder()
                        ? new SourceQuestion(source, item, orNull(name), orNull(address), ask)
                        : new SourceQuestion(source, item, null, null, ask)));
      }
    }
    return questions;
  }

  /** Asks all of them at the same time; what is not answered in time is unavailable. */
  public List<SourceReply> ask(List<SourceQuestion> questions) {
    var futures = new ArrayList<Future<SourceAnswer>>();
    for (var question : questions) {
      futures.add(threads.submit(question.ask()::get));
    }
    long end = System.nanoTime() + timeLimit.toNanos();
    var replies = new ArrayList<SourceReply>();
    try {
      for (int i = 0; i < questions.size(); i++) {
        replies.add(new SourceReply(questions.get(i), answer(futures.get(i), end)));
      }
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
    return replies;
  }

  private static SourceAnswer answer(Future<SourceAnswer> future, long end) {
    try {
      return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new SourceAnswer.Unavailable("TIMEOUT", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while sources were asked");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a source's client is broken", e.getCause());
    }
  }

  private static Declared declared(Optional<Item> name, Optional<Item> address) {
    var full = name.map(item -> ((Name) item.content()).getFull()).orElse("");
    return address
        .map(item -> (PostalAddress) item.content())
        .map(it ->
            new Declared(
                full,
                String.join("\n", it.getAddressLinesList()),
                it.getPostalCode(),
                it.getLocality(),
                it.getRegionCode()))
        .orElseGet(() -> new Declared(full, "", "", "", ""));
  }

  /** The seat first: registers and tax authorities know it. */
  private static int rank(Item item) {
    return switch (((PostalAddress) item.content()).getKind()) {
      case ADDRESS_KIND_REGISTERED -> 0;
      case ADDRESS_KIND_BUSINESS -> 1;
      case ADDRESS_KIND_HOME, ADDRESS_KIND_UNSPECIFIED, UNRECOGNIZED -> 2;
    };
  }

  private static @Nullable Item orNull(Optional<Item> item) {
    return item.isPresent() ? item.get() : null;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    clients.forEach(SourceClient::close);
  }
}
