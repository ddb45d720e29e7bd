package org.sellerregistry.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.NextAction;
import org.sellerregistry.v1.Requirement;

/**
 * The marketplace's staff work through what the server says is to be checked, and leave some of the
 * queue for tomorrow.
 */
final class CheckStep {
  private static final int LEFT_PERCENT = 6;

  private final Session session;
  private final long seed;

  CheckStep(Session session, long seed) {
    this.session = session;
    this.seed = seed;
  }

  void run(List<Imported> traders, Screen screen, Timings timings) {
    var watch = new Stopwatch();
    List<List<Check>> checked =
        Work.onEach(
            IntStream.range(0, traders.size()).boxed().toList(),
            i -> reached(i) ? check(traders.get(i).name(), new Reviewer(seed, i)) : List.of());
    List<Check> checks = checked.stream().flatMap(List::stream).toList();
    timings.add("checks recorded (RecordCheck)", checks, watch);
    long queued = checked.stream().filter(List::isEmpty).count();
    screen.line(
        "  %d people recorded %,d checks on %d sellers; %d sellers are still in the queue."
            .formatted(
                checks.stream().map(Check::getPerson).distinct().count(),
                checks.size(),
                traders.size() - queued,
                queued));
    screen.line(
        "  results  "
            + Labels.counts(checks, check -> Labels.of(check.getResult()))
            + "  reasons  "
            + Labels.counts(
                checks.stream().filter(check -> !check.getReasonCode().isEmpty()).toList(),
                Check::getReasonCode));
  }

  /** Checks what the server names for a trader. */
  List<Check> check(String trader, Reviewer reviewer) {
    String person = reviewer.person();
    var recorded = new ArrayList<Check>();
    for (Requirement requirement :
        session.verification(trader, Audience.AUDIENCE_STAFF).getRequirementsList()) {
      for (NextAction action : requirement.getNextActionsList()) {
        if (action.getCode().equals("RECORD_CHECK")) {
          for (int i = 0; i < requirement.getItemIdsCount(); i++) {
            var check =
                reviewer
                    .check(requirement, requirement.getItemIds(i), action.getMethodsList())
                    .setItemRevision(requirement.getItemRevisions(i));
            if (action.getEvidenceMethodsList().contains(check.getMethod())) {
              check.addEvidence(Paper.upload(session, trader, requirement, check.getItemId()));
            }
            recorded.add(session.record(trader, check, person).getCheck());
          }
        }
      }
    }
    return recorded;
  }

  private boolean reached(int index) {
    return !new Draw(seed, Draw.Topic.REVIEW, -1 - index).chance(LEFT_PERCENT);
  }
}
