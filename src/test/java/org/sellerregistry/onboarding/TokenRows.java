package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.storage.generated.Tables.LOOKUP_TOKEN;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.Trader;

/** Rows of {@code lookup_token}. */
final class TokenRows {
  private TokenRows() {}

  /**
   * A token but for its value.
   *
   * @param ended from when on the trader no longer has the value
   */
  record Row(UUID trader, int kind, int section, Instant validFrom, Instant ended)
      implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      return toString().compareTo(other.toString());
    }
  }

  /** All tokens, in an order of their own. */
  static List<Row> of(Registry registry) {
    return registry
        .transactor
        .read(db ->
            db.selectFrom(LOOKUP_TOKEN)
                .fetch(row ->
                    new Row(
                        row.getTrader(),
                        row.getKind(),
                        row.getSection(),
                        row.getValidFrom(),
                        row.getValidTo())))
        .stream()
        .sorted()
        .toList();
  }

  static int count(Registry registry, int version) {
    return registry.transactor.read(
        db -> db.fetchCount(LOOKUP_TOKEN, LOOKUP_TOKEN.TOKEN_VERSION.eq(version)));
  }

  static long countFormer(Registry registry) {
    return of(registry).stream().filter(row -> row.ended().isBefore(Times.FOREVER)).count();
  }

  /** Makes sure that each trader is found by an e-mail address of its own. */
  static void requireFound(Registry registry, List<Trader> traders) {
    requireFound(registry, registry.tenant, traders);
  }

  static void requireFound(Registry registry, Tenant tenant, List<Trader> traders) {
    for (var trader : traders) {
      var email = trader.getIdentity().getEmails(0).getAddress();
      var request =
          LookupTradersRequest.newBuilder().addQueries(LookupQuery.newBuilder().setEmail(email));
      assertThat(registry.lookUp.lookUp(tenant, request.build()).getResults(0).getMatchesList())
          .anyMatch(
              match -> match.getTrader().getName().equals(trader.getName()) && !match.getFormer());
    }
  }
}
