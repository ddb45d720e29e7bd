package org.sellerregistry.verification.sources;

import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.sellerregistry.storage.Pause;

/**
 * What a source is asked through: HTTP, retries, limits, circuit breakers and recent answers.
 *
 * <p>Safe for use by several threads. A question blocks its thread until it is answered or given
 * up, at most for the attempts' timeouts and pauses together.
 */
public final class SourceClient implements AutoCloseable {
  private final String source;
  private final SourceHttp http;
  private final Guard guard;
  private final AnswerCache cache;

  /** A client that waits between attempts. */
  public SourceClient(String source, SourceSettings settings, InstantSource clock) {
    this(source, settings, clock, Thread::sleep, new Random());
  }

  /**
   * A client that waits as told.
   *
   * @param source the source's name for people, as it stands in proofs
   */
  public SourceClient(
      String source,
      SourceSettings settings,
      InstantSource clock,
      Pause pause,
      RandomGenerator random) {
    this.source = source;
    this.http = new SourceHttp(settings, clock);
    this.guard = new Guard(settings, clock, pause, random);
    this.cache = new AnswerCache(settings, clock);
  }

  String source() {
    return source;
  }

  SourceHttp http() {
    return http;
  }

  /**
   * Gives the recent answer to an equal question, or asks.
   *
   * @param part the part of the source whose limits count
   */
  SourceAnswer ask(String part, Object question, Guard.Attempt attempt) {
    var known = cache.find(question);
    if (known != null) {
      return known;
    }
    var answer = guard.ask(part, attempt);
    cache.keep(question, answer);
    return answer;
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    http.close();
  }
}
