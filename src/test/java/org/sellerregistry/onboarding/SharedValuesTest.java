package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.storage.generated.Tables.LOOKUP_TOKEN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.LookupKey;
import org.sellerregistry.trader.LookupKeys;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TokenStore.Hit;

/** Values looked up together give what each gives alone, unless too many share one. */
class SharedValuesTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final int LIMIT = 51;

  private final Registry registry = new Registry(DATABASE);

  private void share(LookupKey key, UUID trader, Instant validTo, int section) {
    var token =
        registry
            .vault
            .blindIndex()
            .token(
                registry.tenant.id(), key.kind().name(), key.scheme(), key.issuer(), key.normal());
    registry.transactor.write(db ->
        db.insertInto(LOOKUP_TOKEN)
            .set(LOOKUP_TOKEN.MARKETPLACE, registry.tenant.id())
            .set(LOOKUP_TOKEN.TOKEN, token)
            .set(LOOKUP_TOKEN.TRADER, trader)
            .set(LOOKUP_TOKEN.TOKEN_VERSION, registry.vault.blindIndex().version())
            .set(LOOKUP_TOKEN.KIND, key.kind().code())
            .set(LOOKUP_TOKEN.SECTION, section)
            .set(LOOKUP_TOKEN.VALID_FROM, registry.clock.instant())
            .set(LOOKUP_TOKEN.VALID_TO, validTo)
            .execute());
  }

  private List<Hit> alone(LookupKey key) {
    return registry.transactor.read(db -> registry.tokens.find(db, registry.tenant, key, LIMIT));
  }

  private Map<LookupKey, List<Hit>> together(LookupKey... keys) {
    return registry.transactor.read(
        db -> registry.tokens.findFew(db, registry.tenant, Set.of(keys), LIMIT));
  }

  @Test
  void presentOnesComeFirstAndEachTraderOnce() {
    var ended = registry.clock.instant().plus(Duration.ofDays(1));
    var one = LookupKeys.email("one@shared.example");
    var other = LookupKeys.email("other@shared.example");
    var nobody = LookupKeys.email("nobody@shared.example");
    for (int i = 0; i < 20; i++) {
      var trader = UUID.randomUUID();
      share(one, trader, i % 3 == 0 ? ended : Times.FOREVER, 1);
      if (i % 2 == 0) {
        share(one, trader, ended, 2);
      }
      share(other, trader, ended, 1);
    }
    var found = together(one, other, nobody);
    assertThat(found.get(one)).hasSize(20).isEqualTo(alone(one));
    assertThat(found.get(other)).hasSize(20).isEqualTo(alone(other));
    assertThat(found.get(nobody)).isEmpty();
  }

  @Test
  void whatIsSharedWidelyIsLeftOutAndFoundAllTheSame() {
    var wide = LookupKeys.phone("+4930555000", "DE");
    for (int i = 0; i < 300; i++) {
      share(wide, UUID.randomUUID(), Times.FOREVER, 1);
    }
    assertThat(together(wide)).isEmpty();
    assertThat(registry.current.hits(registry.tenant, wide)).isEmpty();
    assertThat(alone(wide)).hasSize(LIMIT);
  }
}
