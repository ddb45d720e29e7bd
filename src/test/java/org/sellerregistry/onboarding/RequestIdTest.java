package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.UpdateTraderRequest;

class RequestIdTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);
  private final String requestId = UUID.randomUUID().toString();

  @Test
  void aRepeatedCreationReturnsTheTraderThatTheFirstCreated() {
    var request =
        CreateTraderRequest.newBuilder()
            .setTrader(Samples.sound(0))
            .setRequestId(requestId)
            .build();
    var first = create(request);
    var rows = Tables.rows(registry);
    registry.clock.move(Duration.ofDays(2));
    assertThat(create(request)).isEqualTo(first);
    assertThat(Tables.rows(registry)).isEqualTo(rows);

    var changed = registry.update(Samples.withPhone(first, "+4930100100"), "identity.phones");
    assertThat(create(request)).isEqualTo(changed);
  }

  @Test
  void aRequestIdWithAnotherBodyIsRefused() {
    var request =
        CreateTraderRequest.newBuilder()
            .setTrader(Samples.sound(1))
            .setRequestId(requestId)
            .build();
    var trader = create(request);
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
        () -> create(request.toBuilder().setTrader(Samples.sound(2)).build()));
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
        () -> registry.update(update(trader.getName(), "+4930100101")));
    assertThat(registry.get(trader)).isEqualTo(trader);
  }

  @Test
  void marketplacesDoNotShareRequestIds() {
    var request =
        CreateTraderRequest.newBuilder()
            .setTrader(Samples.sound(3))
            .setRequestId(requestId)
            .build();
    var here = create(request);
    var there = registry.createTrader.create(registry.marketplace(), Registry.STAFF, request);
    assertThat(there.getName()).isNotEqualTo(here.getName());
    assertThat(there.getRevision()).isEqualTo(1);
  }

  @Test
  void aRepeatedUpdateChangesNothingMore() {
    var trader = registry.create(Samples.sound(4));
    var request = update(trader.getName(), "+4930100102");
    var first = registry.update(request);
    assertThat(first.getRevision()).isEqualTo(2);
    var changed = registry.update(Samples.withPhone(first, "+4930100103"), "identity.phones");
    assertThat(registry.update(request)).isEqualTo(changed);
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
        () -> registry.update(update(trader.getName(), "+4930100104")));
  }

  @Test
  void aRepeatedUpdateIsServedThoughItsEtagIsFormerAndTheContractEnded() {
    var trader = registry.create(Samples.sound(5));
    var request = update(trader.getName(), "+4930100105").toBuilder();
    request.getTraderBuilder().setEtag(trader.getEtag());
    var first = registry.update(request.build());
    assertThat(registry.update(request.build())).isEqualTo(first);
    var ended = registry.end(first);
    assertThat(registry.update(request.build())).isEqualTo(ended);
  }

  @Test
  void aRepeatedCheckIsRecordedOnce() {
    var trader = registry.create(Samples.sound(6));
    var phone = Samples.item(trader, ItemKind.ITEM_KIND_PHONE).id();
    var request =
        RecordCheckRequest.newBuilder()
            .setParent(trader.getName())
            .setRequestId(requestId)
            .setCheck(
                Samples.check(
                        phone, CheckMethod.CHECK_METHOD_MANUAL, CheckResult.CHECK_RESULT_PASSED)
                    .setItemRevision(1))
            .build();
    var outcomes =
        Together.run(
            4,
            thread ->
                () -> registry.recordCheck.record(registry.scope(), Registry.id(trader), request));
    assertThat(outcomes).noneMatch(Together.Outcome::isRefused);
    assertThat(outcomes.stream().map(Together.Outcome::value).distinct()).hasSize(1);
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
        () -> {
          var other = request.toBuilder();
          other.getCheckBuilder().setNote("another");
          registry.recordCheck.record(registry.scope(), Registry.id(trader), other.build());
        });
  }

  private Trader create(CreateTraderRequest request) {
    return registry.createTrader.create(registry.tenant, Registry.STAFF, request);
  }

  private UpdateTraderRequest update(String name, String phone) {
    var request = UpdateTraderRequest.newBuilder().setRequestId(requestId);
    request
        .getTraderBuilder()
        .setName(name)
        .getIdentityBuilder()
        .addPhonesBuilder()
        .setNumber(phone);
    request.getUpdateMaskBuilder().addPaths("identity.phones");
    return request.build();
  }
}
