package org.sellerregistry.verification.crossfield;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sellerregistry.identifier.Identifier;
import org.sellerregistry.v1.PaymentAccount;
import org.sellerregistry.verification.sources.Likeness;
import org.sellerregistry.verification.sources.Match;

/**
 * Where a payment account is and whose it is said to be. Both are hints: many honest sellers are
 * paid abroad, and whose an account is the bank says.
 */
final class Account implements CrossFieldCheck {
  @Override
  public List<CrossFieldFinding> check(Subject subject) {
    var findings = new ArrayList<CrossFieldFinding>();
    var names = new ArrayList<>(subject.names());
    names.addAll(subject.partyNames());
    for (var account : subject.of(PaymentAccount.class)) {
      if (Likeness.name(account.content().getHolderName(), names) == Match.DIFFERENT) {
        findings.add(CrossFieldFinding.unusual(account.item(), "ACCOUNT_HOLDER_DIFFERS"));
      }
      region(account.content())
          .ifPresent(region ->
              findings.add(
                  isUsual(region, subject.region())
                      ? CrossFieldFinding.agrees(account.item())
                      : CrossFieldFinding.unusual(account.item(), "ACCOUNT_IN_OTHER_COUNTRY")));
    }
    return findings;
  }

  /**
   * An account anywhere in the euro payments area is as good as one at home: asking for one at home
   * is forbidden (Regulation (EU) No 260/2012, Article 9).
   */
  private static boolean isUsual(String account, String trader) {
    return States.same(account, trader)
        || (States.inEconomicArea(account) && States.inEconomicArea(trader));
  }

  private static Optional<String> region(PaymentAccount account) {
    return account.hasIban()
        ? Identifier.of("iban", account.getIban()).map(it -> it.normal().substring(0, 2))
        : Optional.of(account.getLocal().getRegionCode());
  }
}
