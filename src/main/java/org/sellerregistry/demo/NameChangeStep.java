package org.sellerregistry.demo;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.ListTraderRevisionsRequest;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderRevision;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.UpdateTraderRequest;

/** A company takes another name: what buyers see meanwhile, and what the history keeps. */
final class NameChangeStep {
  private final Session session;
  private final CheckStep staff;
  private final Screen screen;

  NameChangeStep(Session session, CheckStep staff, Screen screen) {
    this.session = session;
    this.staff = staff;
    this.screen = screen;
  }

  void run(Imported seller, Name other, Reviewer reviewer) {
    Trader before = session.trader(seller.name());
    PublicTraderInfo bought = shop(seller);
    at(bought.getAsOf(), "a buyer buys from " + shown(bought));
    Trader renamed = rename(before, other);
    at(renamed.getUpdateTime(), "the trader takes the name " + legal(renamed));
    hold(seller.name());
    PublicTraderInfo meanwhile = shop(seller);
    at(meanwhile.getAsOf(), "buyers still see " + shown(meanwhile));
    int checks = staff.check(seller.name(), reviewer).size();
    PublicTraderInfo after = shop(seller);
    at(
        after.getAsOf(),
        "after %s by staff buyers see %s".formatted(Labels.checks(checks), shown(after)));
    history(seller, bought.getAsOf(), after.getAsOf());
  }

  private Trader rename(Trader trader, Name other) {
    Trader.Builder changed =
        Trader.newBuilder()
            .setName(trader.getName())
            .setEtag(trader.getEtag())
            .setIdentity(trader.getIdentity());
    changed
        .getIdentityBuilder()
        .getNamesBuilder(0)
        .setFull(other.getFull())
        .setLatin(other.getLatin());
    return session
        .traders()
        .updateTrader(
            UpdateTraderRequest.newBuilder()
                .setTrader(changed)
                .setUpdateMask(FieldMask.newBuilder().addPaths("identity.names"))
                .build());
  }

  private void hold(String name) {
    session.verification(name, Audience.AUDIENCE_TRADER).getRequirementsList().stream()
        .filter(each -> each.getState() == RequirementState.REQUIREMENT_STATE_HELD)
        .forEach(each ->
            screen.paragraph(
                "                ",
                "%s is %s until %s: %s"
                    .formatted(
                        each.getCode(),
                        Labels.of(each.getState()),
                        Labels.day(each.getDueTime()),
                        each.getReason())));
  }

  private void history(Imported seller, Timestamp bought, Timestamp later) {
    var table = new ArrayList<List<String>>();
    table.add(List.of("Revision", "At", "Change", "Sections", "By"));
    session
        .traders()
        .listTraderRevisions(ListTraderRevisionsRequest.newBuilder().setName(seller.name()).build())
        .getRevisionsList()
        .forEach(revision -> table.add(row(revision)));
    screen.line("  The history of %s:".formatted(seller.record().getExternalId()));
    screen.table(table);
    screen.line("  GetTrader as of the purchase    " + legal(asOf(seller, bought)));
    screen.line("  GetTrader as of the last check  " + legal(asOf(seller, later)));
    screen.line(
        "  What the buyer was shown        "
            + shown(
                session.publicInfo(
                    GetPublicTraderInfoRequest.newBuilder()
                        .setName(seller.storefront(session))
                        .setAsOf(bought))));
  }

  private static List<String> row(TraderRevision revision) {
    return List.of(
        String.valueOf(revision.getRevision()),
        Labels.time(revision.getReviseTime()),
        Labels.lower(revision.getChangeKind()),
        sections(revision.getSectionsList()),
        revision.getPrincipal());
  }

  private static String sections(List<SectionKind> sections) {
    return sections.size() > 3
        ? sections.size() + " sections"
        : sections.stream().map(Labels::lower).collect(Collectors.joining(", "));
  }

  private Trader asOf(Imported seller, Timestamp time) {
    return session
        .traders()
        .getTrader(
            GetTraderRequest.newBuilder()
                .setName(seller.name())
                .setView(TraderView.TRADER_VIEW_FULL)
                .setAsOf(time)
                .build());
  }

  private PublicTraderInfo shop(Imported seller) {
    return session.publicInfo(seller.storefront(session));
  }

  private void at(Timestamp time, String text) {
    screen.line("  %s  %s".formatted(Labels.time(time), text));
  }

  private static String legal(Trader trader) {
    return ProductPage.both(trader.getIdentity().getNames(0));
  }

  private static String shown(PublicTraderInfo info) {
    return info.getNamesCount() == 0
        ? Labels.of(info.getAvailability())
        : ProductPage.both(info.getNames(0));
  }
}
