package org.sellerregistry.verification.sources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;

/** The answers of late that decide something, in memory only; their proofs say when they came. */
final class AnswerCache {
  private static final long MOST = 10_000;

  private final Cache<Object, SourceAnswer> answers;

  AnswerCache(SourceSettings settings, InstantSource clock) {
    answers =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
            .executor(Runnable::run)
            .expireAfter(
                Expiry.<Object, SourceAnswer>creating((question, answer) ->
                    answer instanceof Refuted ? settings.keepRefuted() : settings.keepConfirmed()))
            .build();
  }

  @Nullable SourceAnswer find(Object question) {
    return answers.getIfPresent(question);
  }

  /** Keeps an answer that decides; an outage must be able to end at any moment. */
  void keep(Object question, SourceAnswer answer) {
    switch (answer) {
      case Confirmed confirmed -> answers.put(question, confirmed);
      case Refuted refuted -> answers.put(question, refuted);
      case Unavailable unavailable -> {}
      case Inconclusive inconclusive -> {}
    }
  }
}
