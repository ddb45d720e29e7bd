package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.storage.generated.Tables.TRADER;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.RevisionStore;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.Phone;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.UpdateTraderRequest;

class ConcurrentChangesTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final int THREADS = 8;
  private static final int EACH = 5;

  private final Registry registry = new Registry(DATABASE);

  @Test
  void noUpdateIsLost() {
    var trader = registry.create(Samples.sound(0));
    var outcomes =
        Together.run(
            THREADS,
            thread ->
                () -> {
                  for (int i = 0; i < EACH; i++) {
                    registry.update(
                        Samples.withPhone(trader, "+49301%02d%03d".formatted(thread, i)),
                        "identity.phones");
                  }
                  return thread;
                });

    assertThat(outcomes).noneMatch(Together.Outcome::isRefused);
    var after = registry.get(trader);
    long last = 1 + THREADS * EACH;
    assertThat(after.getRevision()).isEqualTo(last);
    var revisions =
        registry.transactor.read(
            db -> new RevisionStore().list(db, registry.tenant, Registry.id(trader), 1000, 1000));
    assertThat(revisions.reversed().stream().map(it -> it.getRevision()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
    assertThat(Tables.overlaps(registry)).isEmpty();
    registry.clock.move(Duration.ofSeconds(1));
    var numbers =
        revisions.stream()
            .map(it -> registry.get(trader, Samples.instant(it.getReviseTime())))
            .map(it -> it.getIdentity().getPhones(0).getNumber())
            .collect(Collectors.toSet());
    assertThat(numbers).hasSize((int) last);
  }

  @Test
  void ofUpdatesThatReadTheSameRevisionOneIsMade() {
    var trader = registry.create(Samples.sound(1));
    var outcomes =
        Together.run(
            THREADS,
            thread ->
                () ->
                    registry.update(
                        UpdateTraderRequest.newBuilder()
                            .setTrader(Samples.withPhone(trader, "+4930200%03d".formatted(thread)))
                            .build()));

    assertThat(outcomes).filteredOn(it -> !it.isRefused()).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Together.Outcome::isRefused)
        .allMatch(it -> it.refused() == ErrorReason.ERROR_REASON_ETAG_MISMATCH);
    assertThat(registry.get(trader).getRevision()).isEqualTo(2);
  }

  @Test
  void updatesOfDifferentPartsAreBothKept() {
    var trader = registry.create(Samples.sound(2));
    var other = Samples.sound(3).toBuilder().setName(trader.getName()).build();
    var parts = List.of("identity.phones", "identity.emails", "payment", "tax", "signals");
    var outcomes = Together.run(parts.size(), i -> () -> registry.update(other, parts.get(i)));

    assertThat(outcomes).noneMatch(Together.Outcome::isRefused);
    var after = Sections.withoutMetas(registry.get(trader));
    assertThat(after.getIdentity().getPhonesList()).isEqualTo(other.getIdentity().getPhonesList());
    assertThat(after.getIdentity().getEmailsList()).isEqualTo(other.getIdentity().getEmailsList());
    assertThat(after.getPayment()).isEqualTo(other.getPayment());
    assertThat(after.getTax()).isEqualTo(other.getTax());
    assertThat(after.getSignals()).isEqualTo(other.getSignals());
    assertThat(after.getRevision()).isEqualTo(1 + parts.size());
  }

  @Test
  void ofCreationsWithOneExternalIdOneWins() {
    var wanted = Samples.sound(4);
    var outcomes = Together.run(THREADS, thread -> () -> registry.create(wanted));

    assertThat(outcomes).filteredOn(it -> !it.isRefused()).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Together.Outcome::isRefused)
        .allMatch(it -> it.refused() == ErrorReason.ERROR_REASON_RESOURCE_EXISTS);
    assertThat(count(wanted)).isEqualTo(1);
  }

  @Test
  void aRequestSentSeveralTimesAtOnceIsServedOnce() {
    var create =
        CreateTraderRequest.newBuilder()
            .setTrader(Samples.sound(5))
            .setRequestId(UUID.randomUUID().toString())
            .build();
    var created =
        Together.run(
            THREADS,
            thread -> () -> registry.createTrader.create(registry.tenant, Registry.STAFF, create));
    assertThat(created).noneMatch(Together.Outcome::isRefused);
    assertThat(created.stream().map(Together.Outcome::value).distinct()).hasSize(1);
    assertThat(count(create.getTrader())).isEqualTo(1);

    var trader = created.getFirst().value();
    var update =
        UpdateTraderRequest.newBuilder()
            .setTrader(Samples.withPhone(trader, "+4930300300"))
            .setRequestId(UUID.randomUUID().toString())
            .build();
    var updated = Together.run(THREADS, thread -> () -> registry.update(update));
    assertThat(updated).noneMatch(Together.Outcome::isRefused);
    assertThat(updated.stream().map(Together.Outcome::value).distinct()).hasSize(1);
    assertThat(registry.get(trader).getRevision()).isEqualTo(2);
  }

  @Test
  void tradersThatShareValuesAreCreatedAtOnce() {
    var shared = Samples.sound(6);
    var outcomes =
        Together.run(
            THREADS,
            thread ->
                () -> {
                  Trader last = null;
                  for (int i = 0; i < EACH; i++) {
                    var trader =
                        shared.toBuilder().setExternalId("shared-%d-%d".formatted(thread, i));
                    trader
                        .getIdentityBuilder()
                        .addPhones(
                            Phone.newBuilder().setNumber("+4930%05d".formatted(thread * EACH + i)));
                    last = registry.create(trader.build());
                  }
                  return last;
                });
    assertThat(outcomes).noneMatch(Together.Outcome::isRefused);
  }

  private int count(Trader trader) {
    return registry.transactor.read(db ->
        db.fetchCount(
            TRADER,
            TRADER.MARKETPLACE.eq(registry.tenant.id()),
            TRADER.EXTERNAL_ID.eq(trader.getExternalId())));
  }
}
