package org.sellerregistry.verification;

import com.google.protobuf.Message;
import java.util.List;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.RequirementRule;
import org.sellerregistry.v1.SelfCertification;
import org.sellerregistry.v1.Trader;

/** Which of a trader's items a rule of a pack is about. */
final class RuleItems {
  private RuleItems() {}

  /** Whether the rule is demanded of the trader at all. */
  static boolean applies(RequirementRule rule, Trader trader) {
    return rule.getTraderTypesList().isEmpty()
        || rule.getTraderTypesList().contains(trader.getType());
  }

  /** The items that the rule's requirement is decided on. */
  static List<Item> demanded(RequirementRule rule, Trader trader) {
    return ofKinds(rule, trader).stream().filter(item -> isDemanded(rule, item.content())).toList();
  }

  /** All items of the rule's kinds: those that are shown to buyers once assessed by its paths. */
  static List<Item> ofKinds(RequirementRule rule, Trader trader) {
    return Sections.items(rule.getSection(), Sections.get(trader, rule.getSection())).stream()
        .filter(item -> rule.getItemKindsList().contains(item.kind()))
        .toList();
  }

  /** Whether the rule asks for an item of this content, and not only for one of its kind. */
  static boolean isDemanded(RequirementRule rule, Message content) {
    return switch (content) {
      case Name name ->
          rule.getNameKindsList().isEmpty() || rule.getNameKindsList().contains(name.getKind());
      case SelfCertification certification ->
          rule.getCertificationScopesList().isEmpty()
              || rule.getCertificationScopesList().contains(certification.getScope());
      default -> true;
    };
  }
}
