package org.sellerregistry.demo;

import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.OfferingVerification;
import org.sellerregistry.v1.RequirementItem;
import org.sellerregistry.v1.RequirementState;

/**
 * Official sources are down when the sellers come: nobody is refused for it, and all is settled by
 * itself when they are back. The sources are simulated; what the registry does is not.
 */
final class SourceStep {
  private static final Set<CheckMethod> BY_SOURCE =
      Set.of(CheckMethod.CHECK_METHOD_VIES, CheckMethod.CHECK_METHOD_GLEIF);

  /** Longer than any pause between attempts that the demo's server is set to. */
  private static final double PATIENCE_SECONDS = 120;

  private static final long PAUSE_NANOS = 1_000_000_000;

  private final Session session;
  private final SimulatedSources sources;
  private final Screen screen;

  SourceStep(Session session, SimulatedSources sources, Screen screen) {
    this.session = session;
    this.sources = sources;
    this.screen = screen;
  }

  void run(List<Imported> traders, Timings timings) {
    List<OfferingVerification> down = verified(traders, each -> !isWaitingForItsFirst(each));
    List<OfferingVerification> waiting = down.stream().filter(SourceStep::isWaiting).toList();
    screen.line(
        "  %d sellers have a number that one of them knows; asked %,d times in vain; refused for it: %d"
            .formatted(waiting.size(), sources.questions(), refused(traders, down)));
    items(waiting.getFirst())
        .filter(RequirementItem::hasNextAttemptTime)
        .findFirst()
        .ifPresent(item ->
            screen.line(
                "  Staff read of each item: %s, asked again at %s"
                    .formatted(item.getReasonCode(), Labels.time(item.getNextAttemptTime()))));

    sources.setAvailable(true);
    var watch = new Stopwatch();
    List<OfferingVerification> back = verified(traders, each -> !isWaiting(each));
    timings.add("sellers settled after an outage, by the registry", waiting.size(), watch);
    screen.line(
        "  They are back, and %.1f s later nobody waits for them any more:"
            .formatted(watch.seconds()));
    for (String code : List.of("identity.name", "identity.address")) {
      List<CheckMethod> methods =
          back.stream()
              .flatMap(each -> each.getRequirementsList().stream())
              .filter(it -> it.getCode().equals(code))
              .filter(it -> it.getState() == RequirementState.REQUIREMENT_STATE_SATISFIED)
              .flatMap(it -> it.getMethodsList().stream())
              .filter(BY_SOURCE::contains)
              .toList();
      screen.line("  %s satisfied by %s".formatted(code, Labels.counts(methods, Labels::of)));
    }
  }

  /** Reads how the traders stand until it is so for each. */
  private List<OfferingVerification> verified(
      List<Imported> traders, Predicate<OfferingVerification> wanted) {
    var watch = new Stopwatch();
    while (true) {
      List<OfferingVerification> all =
          Work.onEach(traders, each -> session.verification(each.name(), Audience.AUDIENCE_STAFF));
      if (all.stream().allMatch(wanted)) {
        return all;
      }
      if (watch.seconds() > PATIENCE_SECONDS) {
        throw new IllegalStateException("The registry has not asked the sources in time");
      }
      // The registry's own work goes first.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean isWaiting(OfferingVerification verification) {
    return items(verification).anyMatch(RequirementItem::hasNextAttemptTime);
  }

  private static boolean isWaitingForItsFirst(OfferingVerification verification) {
    return items(verification)
        .anyMatch(item -> item.hasNextAttemptTime() && !item.hasLastAttemptTime());
  }

  /** How many traders have something FAILED that they did not get wrong themselves. */
  private static long refused(List<Imported> traders, List<OfferingVerification> verifications) {
    return IntStream.range(0, traders.size())
        .filter(i ->
            verifications.get(i).getRequirementsList().stream()
                .filter(it -> it.getState() == RequirementState.REQUIREMENT_STATE_FAILED)
                .anyMatch(it -> !traders.get(i).sent().truth().unmet().containsKey(it.getCode())))
        .count();
  }

  private static Stream<RequirementItem> items(OfferingVerification verification) {
    return verification.getRequirementsList().stream()
        .flatMap(requirement -> requirement.getItemsList().stream());
  }
}
