package org.sellerregistry.demo;

import com.google.protobuf.FieldMask;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.NextAction;
import org.sellerregistry.v1.OfferingVerification;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.UpdateTraderRequest;

/** Follows one seller whose register number cannot be right until it may sell. */
final class CorrectionStep {
  private static final String REQUIREMENT = "registration.register_entry";

  private final Session session;
  private final SyntheticTraders synthetic;
  private final CheckStep staff;
  private final Screen screen;

  CorrectionStep(Session session, SyntheticTraders synthetic, CheckStep staff, Screen screen) {
    this.session = session;
    this.synthetic = synthetic;
    this.staff = staff;
    this.screen = screen;
  }

  void run(Map<Imported, OfferingVerification> verified, Reviewer reviewer) {
    Imported seller = choose(verified);
    Trader trader = session.trader(seller.name());
    screen.line(
        "  %s, %s, %s"
            .formatted(
                trader.getExternalId(),
                ProductPage.both(trader.getIdentity().getNames(0)),
                trader.getRegionCode()));
    page("Its product page before:", seller);
    read(seller.name());

    Trader corrected = correct(trader, seller.sent().record().getSequence());
    screen.line(
        "  The seller corrects %s to %s: revision %d, %s"
            .formatted(
                number(trader), number(corrected), corrected.getRevision(), standing(corrected)));
    read(seller.name());
    int checks = staff.check(seller.name(), reviewer).size();
    OfferingVerification after = session.verification(seller.name(), Audience.AUDIENCE_STAFF);
    screen.line(
        "  Staff record %s: %s by %s; standing %s"
            .formatted(
                Labels.checks(checks),
                Labels.of(requirement(after).getState()),
                requirement(after).getMethodsList().stream()
                    .map(Labels::lower)
                    .collect(Collectors.joining(" and ")),
                Labels.of(after.getStanding().getState())));
    page("Its product page after:", seller);
  }

  /** A seller whose number's check digits do not fit, best one of the Union in Latin script. */
  private static Imported choose(Map<Imported, OfferingVerification> verified) {
    List<Imported> sellers =
        verified.entrySet().stream()
            .filter(entry -> failsByNumberAlone(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (sellers.isEmpty()) {
      throw new IllegalStateException("No seller's register number fails: take more traders");
    }
    return sellers.stream()
        .filter(each -> each.record().getTax().getVatNumbersCount() > 0)
        .filter(each -> each.record().getIdentity().getNames(0).getLatin().isEmpty())
        .findFirst()
        .orElseGet(sellers::getFirst);
  }

  /** What the seller itself is told. */
  private void read(String name) {
    Requirement told = requirement(session.verification(name, Audience.AUDIENCE_TRADER));
    String actions =
        told.getNextActionsList().stream()
            .map(NextAction::getMessage)
            .collect(Collectors.joining(" "));
    screen.paragraph("  The seller reads: ", told.getReason() + " " + actions);
  }

  private void page(String title, Imported seller) {
    screen.line("  " + title);
    ProductPage.lines(session.publicInfo(seller.storefront(session))).forEach(screen::line);
  }

  private Trader correct(Trader trader, long index) {
    String right = number(synthetic.sound((int) index));
    Trader.Builder changed =
        Trader.newBuilder()
            .setName(trader.getName())
            .setEtag(trader.getEtag())
            .setRegistration(trader.getRegistration());
    changed
        .getRegistrationBuilder()
        .getRegisterEntriesBuilder(0)
        .getIdentifierBuilder()
        .setValue(right);
    return session
        .traders()
        .updateTrader(
            UpdateTraderRequest.newBuilder()
                .setTrader(changed)
                .setUpdateMask(FieldMask.newBuilder().addPaths("registration"))
                .setChangeKind(ChangeKind.CHANGE_KIND_CORRECTED)
                .build());
  }

  private static boolean failsByNumberAlone(OfferingVerification verification) {
    List<Requirement> open =
        verification.getRequirementsList().stream()
            .filter(each -> each.getState() != RequirementState.REQUIREMENT_STATE_SATISFIED)
            .toList();
    return open.size() == 1
        && open.getFirst().getCode().equals(REQUIREMENT)
        && open.getFirst().getReasonCode().equals("CHECKSUM");
  }

  private static Requirement requirement(OfferingVerification verification) {
    return verification.getRequirementsList().stream()
        .filter(each -> each.getCode().equals(REQUIREMENT))
        .findFirst()
        .orElseThrow();
  }

  private static String number(Trader trader) {
    return trader.getRegistration().getRegisterEntries(0).getIdentifier().getValue();
  }

  private String standing(Trader trader) {
    return trader.getStandingsList().stream()
        .filter(standing -> standing.getOffering().equals(session.offering()))
        .map(standing -> "standing " + Labels.of(standing.getState()))
        .findFirst()
        .orElse("");
  }
}
