package org.sellerregistry.verification;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.Email;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NotApplicable;
import org.sellerregistry.v1.Phone;
import org.sellerregistry.v1.PostalAddress;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.SelfCertification;
import org.sellerregistry.v1.StandingState;

/**
 * Composes what buyers are shown: of item groups (a), (d) and (e) of DSA Art. 30(1) the items that
 * satisfy their requirement; where a change is being verified, those that were shown before it.
 */
final class PublicInfo {
  /** DSA Art. 30(7): items (a), (d) and (e), never (b) and (c). */
  private static final Set<SectionKind> SHOWN =
      EnumSet.of(
          SectionKind.SECTION_KIND_IDENTITY,
          SectionKind.SECTION_KIND_REGISTRATION,
          SectionKind.SECTION_KIND_CERTIFICATION);

  private PublicInfo() {}

  /**
   * Composes it.
   *
   * @param before what was shown until now; empty if nothing
   */
  static PublicTraderInfo compose(
      Evaluation evaluation, String trader, long revision, PublicTraderInfo before) {
    var info =
        PublicTraderInfo.newBuilder()
            .setTrader(trader)
            .setOffering(evaluation.pack().getOffering())
            .setAvailability(availability(evaluation.state()))
            .setRevision(revision);
    if (info.getAvailability() != PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE) {
      return info.build();
    }
    var items = new LinkedHashSet<Message>();
    for (var requirement : evaluation.requirements()) {
      var rule = requirement.rule();
      if (SHOWN.contains(rule.getSection())) {
        if (requirement.state() == RequirementState.REQUIREMENT_STATE_HELD) {
          // The change stands in for what the rule asks for; the rest is shown while it is right.
          shownBefore(before, rule.getItemKindsList()).stream()
              .filter(item -> RuleItems.isDemanded(rule, item))
              .forEach(items::add);
        }
        requirement.shown().stream()
            .map(Item::content)
            .map(Sections::withoutMeta)
            .forEach(items::add);
      }
    }
    items.forEach(item -> add(info, item));
    return info.build();
  }

  static PublicAvailability availability(StandingState state) {
    return switch (state) {
      case STANDING_STATE_ELIGIBLE -> PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE;
      case STANDING_STATE_PENDING -> PublicAvailability.PUBLIC_AVAILABILITY_PENDING;
      case STANDING_STATE_RESTRICTED -> PublicAvailability.PUBLIC_AVAILABILITY_RESTRICTED;
      case STANDING_STATE_REFUSED -> PublicAvailability.PUBLIC_AVAILABILITY_REFUSED;
      case STANDING_STATE_CLOSED -> PublicAvailability.PUBLIC_AVAILABILITY_CLOSED;
      case STANDING_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("no standing: " + state);
    };
  }

  private static List<Message> shownBefore(PublicTraderInfo before, List<ItemKind> kinds) {
    var items = new ArrayList<Message>();
    for (var kind : kinds) {
      items.addAll(
          switch (kind) {
            case ITEM_KIND_NAME -> before.getNamesList();
            case ITEM_KIND_ADDRESS -> before.getAddressesList();
            case ITEM_KIND_PHONE -> before.getPhonesList();
            case ITEM_KIND_EMAIL -> before.getEmailsList();
            case ITEM_KIND_REGISTER_ENTRY -> before.getRegisterEntriesList();
            case ITEM_KIND_NOT_APPLICABLE -> before.getNotApplicableList();
            case ITEM_KIND_CERTIFICATION -> before.getSelfCertificationsList();
            case ITEM_KIND_DOCUMENT,
                ITEM_KIND_ELECTRONIC_ID,
                ITEM_KIND_ACCOUNT,
                ITEM_KIND_VAT_NUMBER,
                ITEM_KIND_TAX_NUMBER,
                ITEM_KIND_BIRTH,
                ITEM_KIND_PARTY,
                ITEM_KIND_SIGNAL,
                ITEM_KIND_UNSPECIFIED,
                UNRECOGNIZED ->
                List.of();
          });
    }
    return items;
  }

  private static void add(PublicTraderInfo.Builder info, Message item) {
    switch (item) {
      case Name it -> info.addNames(it);
      case PostalAddress it -> info.addAddresses(it);
      case Phone it -> info.addPhones(it);
      case Email it -> info.addEmails(it);
      case RegisterEntry it -> info.addRegisterEntries(it);
      case NotApplicable it -> info.addNotApplicable(it);
      case SelfCertification it -> info.addSelfCertifications(it);
      default -> throw new IllegalArgumentException("not for buyers: " + item.getClass());
    }
  }
}
