package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.RetentionClass;

/** What is left to read of a trader when the keys of its data are gone. */
class ShreddedTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);
  private final Trader trader = registry.verifyAll(registry.create(Samples.everyKind(0)));

  @Test
  void ofEachClassItsSectionsAloneAreGone() {
    registry.assign(trader, "shredded-1");
    for (var retentionClass : RetentionClass.values()) {
      shred(retentionClass);
      var left = registry.get(trader);
      for (var kind : Sections.kinds()) {
        boolean gone = RetentionClass.of(kind).compareTo(retentionClass) <= 0;
        assertThat(Sections.has(left, kind)).as("%s of %s", kind, retentionClass).isEqualTo(!gone);
      }
      assertThat(left.getExternalId()).isEqualTo(trader.getExternalId());
    }
    var export = registry.storefronts.export(registry.tenant, List.of(Registry.id(trader)));
    assertThat(export.getFirst().getStorefronts(0).getUrl()).isEmpty();
  }

  @Test
  void buyersAreToldThatItIsErasedNowAndThen() {
    registry.clock.move(Duration.ofHours(1));
    var before = registry.clock.instant();
    assertThat(Samples.isAvailable(registry.shown(trader))).isTrue();
    registry.clock.move(Duration.ofHours(1));
    shred(RetentionClass.TRACEABILITY);
    for (var info :
        new PublicTraderInfo[] {registry.shown(trader), registry.shown(trader, before)}) {
      assertThat(info.getAvailability()).isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_ERASED);
      var texts = new HashSet<String>();
      Texts.collect(info, texts);
      assertThat(texts).containsExactlyInAnyOrder(trader.getName(), "eu");
    }
  }

  @Test
  void whatWasSaidInChecksGoesWithTheItem() {
    shred(RetentionClass.TRACEABILITY);
    var checks =
        registry.transactor.read(db ->
            registry.checkStore.load(
                db, registry.tenant, registry.vault.load(db, registry.tenant.id(), id())));
    assertThat(checks).isNotEmpty();
    assertThat(checks)
        .filteredOn(check ->
            RetentionClass.of(Sections.of(check.getItemKind())) == RetentionClass.TRACEABILITY)
        .allMatch(check -> check.getSource().isEmpty() && check.getPerson().isEmpty());
  }

  private UUID id() {
    return Registry.id(trader);
  }

  private void shred(RetentionClass retentionClass) {
    registry.transactor.write(db -> {
      registry.vault.shred(
          db, registry.tenant.id(), id(), retentionClass, registry.clock.instant());
      return true;
    });
  }
}
