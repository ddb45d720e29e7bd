package org.sellerregistry.demo;

import com.google.protobuf.FieldMask;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.DocumentKind;
import org.sellerregistry.v1.NextAction;
import org.sellerregistry.v1.OfferingVerification;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;
import org.sellerregistry.v1.UpdateTraderRequest;

/**
 * A seller that no online source knows, as most are: it has a business licence and a bank account,
 * and people look at its documents.
 */
final class PaperSellerStep {
  private static final String PERSON = Reviewer.PEOPLE.getFirst();

  /** What a person does with an item, the best proof first. */
  private static final List<CheckMethod> BY_PEOPLE =
      List.of(
          CheckMethod.CHECK_METHOD_DOCUMENT,
          CheckMethod.CHECK_METHOD_POSSESSION,
          CheckMethod.CHECK_METHOD_MANUAL);

  private final Session session;
  private final Screen screen;

  PaperSellerStep(Session session, Screen screen) {
    this.session = session;
    this.screen = screen;
  }

  /** Follows the first such seller among those behind an index. */
  void run(SyntheticTraders synthetic, int behind) {
    Trader seller =
        IntStream.iterate(behind, index -> index + 1)
            .mapToObj(synthetic::sound)
            .filter(PaperSellerStep::hasOnlyPaper)
            .findFirst()
            .orElseThrow();
    Trader applied =
        session
            .traders()
            .createTrader(
                CreateTraderRequest.newBuilder()
                    .setParent(session.parent())
                    .setTrader(seller.toBuilder().clearIdentification())
                    .build());
    screen.line(
        "  %s applies: %s, %s"
            .formatted(
                applied.getExternalId(),
                ProductPage.both(applied.getIdentity().getNames(0)),
                applied.getRegionCode()));
    screen.paragraph("  The seller reads: ", told(applied.getName()));

    var _ =
        session
            .traders()
            .updateTrader(
                UpdateTraderRequest.newBuilder()
                    .setTrader(
                        Trader.newBuilder()
                            .setName(applied.getName())
                            .setIdentification(seller.getIdentification()))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("identification"))
                    .setChangeKind(ChangeKind.CHANGE_KIND_REPLACED)
                    .build());
    List<Check> checks = check(applied.getName());
    screen.line("  %s looks at what the seller sent, and records:".formatted(PERSON));
    checks.forEach(check ->
        screen.line(
            "    %-14s %s by %s%s"
                .formatted(
                    Labels.lower(check.getItemKind()),
                    Labels.of(check.getResult()),
                    Labels.lower(check.getMethod()),
                    check.getEvidenceCount() == 0 ? "" : ", a copy is kept as evidence")));
    screen.line(
        "  Standing "
            + Labels.of(
                session
                    .verification(applied.getName(), Audience.AUDIENCE_STAFF)
                    .getStanding()
                    .getState()));
    ProductPage.lines(session.publicInfo(applied.getName())).forEach(screen::line);
  }

  private static boolean hasOnlyPaper(Trader trader) {
    return trader.getRegionCode().equals("CN")
        && trader.getType() == TraderType.TRADER_TYPE_LEGAL_ENTITY
        && trader.getTax().getVatNumbersCount() == 0
        && trader.getRegistration().getRegisterEntriesList().stream()
            .noneMatch(entry -> entry.getIdentifier().getScheme().equals("lei"))
        && trader.getIdentification().getDocumentsList().stream()
            .anyMatch(it -> it.getKind() == DocumentKind.DOCUMENT_KIND_BUSINESS_LICENCE);
  }

  /** What the seller itself is told of what is missing. */
  private String told(String name) {
    OfferingVerification verification = session.verification(name, Audience.AUDIENCE_TRADER);
    return verification.getRequirementsList().stream()
        .filter(it -> it.getState() == RequirementState.REQUIREMENT_STATE_MISSING)
        .flatMap(it -> it.getNextActionsList().stream())
        .map(NextAction::getMessage)
        .collect(Collectors.joining(" "));
  }

  private List<Check> check(String name) {
    var recorded = new ArrayList<Check>();
    for (Requirement requirement :
        session.verification(name, Audience.AUDIENCE_STAFF).getRequirementsList()) {
      for (NextAction action : requirement.getNextActionsList()) {
        if (action.getCode().equals("RECORD_CHECK")) {
          for (int i = 0; i < requirement.getItemIdsCount(); i++) {
            recorded.add(record(name, requirement, i, action));
          }
        }
      }
    }
    return recorded;
  }

  private Check record(String name, Requirement requirement, int item, NextAction action) {
    CheckMethod method =
        BY_PEOPLE.stream().filter(action.getMethodsList()::contains).findFirst().orElseThrow();
    Check.Builder check =
        Check.newBuilder()
            .setItemId(requirement.getItemIds(item))
            .setItemRevision(requirement.getItemRevisions(item))
            .setMethod(method)
            .setResult(CheckResult.CHECK_RESULT_PASSED)
            .setSource("copy of the document");
    if (method == CheckMethod.CHECK_METHOD_DOCUMENT) {
      check.addEvidence(Paper.upload(session, name, requirement, check.getItemId()));
    }
    return session.record(name, check, PERSON).getCheck();
  }
}
