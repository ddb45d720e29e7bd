package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;

class EndContractTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);
  private final Trader trader = registry.verifyAll(registry.create(Samples.sound(0)));

  @Test
  void itClosesTheStandingAndFreesTheStorefronts() {
    registry.assign(trader, "end-1");
    registry.assign(trader, "end-2");
    registry.clock.move(Duration.ofHours(1));
    var ended = registry.end(trader);

    assertThat(Samples.state(ended)).isEqualTo(StandingState.STANDING_STATE_CLOSED);
    assertThat(Samples.instant(ended.getContractEndTime())).isEqualTo(registry.clock.instant());
    assertThat(registry.get(trader)).isEqualTo(ended);
    assertThat(registry.shown(trader).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_CLOSED);
    assertThat(registry.shown(trader).getNamesCount()).isZero();
    for (var shop : new String[] {"end-1", "end-2"}) {
      var name = ResourceNames.storefront(registry.tenant.marketplaceId(), shop);
      assertThat(
              registry
                  .readPublicInfo
                  .read(registry.tenant, name, "eu", Optional.empty())
                  .getAvailability())
          .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER);
    }
    var other = registry.create(Samples.sound(1));
    assertThat(registry.assign(other, "end-1").getTrader()).isEqualTo(other.getName());
    assertThat(Tables.overlaps(registry)).isEmpty();
  }

  @Test
  void afterwardsNothingOfTheTraderIsChanged() {
    registry.end(trader);
    var before = Tables.rows(registry);
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_CONTRACT_ENDED,
        () -> registry.update(Samples.withPhone(trader, "+4930100100"), "identity.phones"));
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_CONTRACT_ENDED, () -> registry.assign(trader, "end-3"));
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_CONTRACT_ENDED,
        () ->
            registry.pass(
                trader,
                Samples.item(trader, ItemKind.ITEM_KIND_PHONE).id(),
                CheckMethod.CHECK_METHOD_MANUAL));
    var record = ImportRecord.newBuilder().setTrader(Samples.sound(0)).build();
    var answer = registry.importTrader.importRecord(registry.tenant, Registry.STAFF, record, false);
    assertThat(answer.getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_REFUSED);
    assertThat(answer.getStatus().getDetails(0).toString()).contains("CONTRACT_ENDED");
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_RESOURCE_EXISTS, () -> registry.create(Samples.sound(0)));
    assertThat(Tables.rows(registry)).isEqualTo(before);
  }

  @Test
  void endingTwiceChangesNothing() {
    var ended = registry.end(trader);
    registry.clock.move(Duration.ofDays(1));
    assertThat(registry.end(trader)).isEqualTo(ended);
  }

  @Test
  void theDayItEndedMayLieInThePastAndNotInTheFuture() {
    var day = registry.clock.instant();
    registry.clock.move(Duration.ofDays(3));
    var later = registry.clock.instant().plusSeconds(1);
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_INVALID_FIELD,
        () -> end(EndContractRequest.newBuilder().setEndTime(Samples.time(later)).build()));
    var ended = end(EndContractRequest.newBuilder().setEndTime(Samples.time(day)).build());
    assertThat(Samples.instant(ended.getContractEndTime())).isEqualTo(day);
  }

  @Test
  void anEtagOfAFormerRevisionIsRefused() {
    registry.update(Samples.withPhone(trader, "+4930100100"), "identity.phones");
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_ETAG_MISMATCH,
        () -> end(EndContractRequest.newBuilder().setEtag(trader.getEtag()).build()));
    assertThat(registry.get(trader).hasContractEndTime()).isFalse();
  }

  @Test
  void whatWasBeforeIsStillThere() {
    var before = registry.clock.move(Duration.ofHours(1));
    var shown = registry.shown(trader);
    registry.clock.move(Duration.ofHours(1));
    registry.end(trader);
    registry.clock.move(Duration.ofHours(1));
    assertThat(registry.get(trader, before).hasContractEndTime()).isFalse();
    assertThat(registry.shown(trader, before))
        .isEqualTo(shown.toBuilder().setAsOf(Samples.time(before)).build());
  }

  private Trader end(EndContractRequest request) {
    return registry.endContract.end(registry.tenant, Registry.STAFF, Registry.id(trader), request);
  }
}
