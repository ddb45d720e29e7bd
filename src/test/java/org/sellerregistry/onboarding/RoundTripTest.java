package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderView;

class RoundTripTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);

  @Test
  void everySectionComesBackAsItWentIn() {
    var wanted = Samples.everyKind(0);
    var created = registry.create(wanted);
    var read = registry.get(created);

    assertThat(read).isEqualTo(created);
    assertThat(sections(read)).isEqualTo(sections(wanted));
    for (var kind : Sections.kinds()) {
      assertThat(Sections.get(Sections.withoutMetas(read), kind).toByteString())
          .isEqualTo(Sections.get(wanted, kind).toByteString());
    }
    assertThat(Sections.items(read)).extracting(item -> item.kind()).contains(everyKind());
    assertThat(Sections.items(read)).extracting(item -> item.id()).doesNotHaveDuplicates();
    assertThat(read.getRevision()).isEqualTo(1);
    assertThat(read.getOfferingsList()).containsExactly("eu");
    assertThat(read.getExternalId()).isEqualTo(wanted.getExternalId());
    assertThat(Samples.state(read)).isEqualTo(StandingState.STANDING_STATE_PENDING);
  }

  @Test
  void malformedValuesAreStoredAsTheyAre() {
    Samples.mixed(0, 60)
        .filter(it -> it.truth().defect().isPresent())
        .map(it -> it.record().getTrader())
        .forEach(trader ->
            assertThat(sections(registry.get(registry.create(trader))))
                .isEqualTo(sections(trader)));
  }

  @Test
  void everyDayOfATradersPastCanBeRead() {
    var random = new Random(20260302);
    var trader = registry.create(Samples.sound(1));
    var history = new ArrayList<Trader>(List.of(trader));
    var moments = new ArrayList<Instant>(List.of(registry.clock.instant()));
    for (int i = 2; i < 20; i++) {
      moments.add(registry.clock.move(Duration.ofHours(1 + random.nextInt(40))));
      var next = trader.toBuilder();
      for (var kind : Sections.kinds()) {
        if (random.nextInt(3) == 0) {
          Sections.set(next, kind, Sections.get(Samples.sound(i), kind));
        }
      }
      next.getIdentityBuilder().getPhonesBuilder(0).setNumber("+4930" + (100_000 + i));
      trader = registry.update(next.build(), "identity", "payment", "tax", "parties", "signals");
      assertThat(trader).isEqualTo(registry.get(trader));
      history.add(trader);
    }
    registry.clock.move(Duration.ofSeconds(1));
    for (int i = 0; i < history.size(); i++) {
      var then = registry.get(trader, moments.get(i));
      assertThat(then).isEqualTo(history.get(i).toBuilder().clearStandings().build());
      var before = moments.get(i).minusNanos(1000);
      if (i == 0) {
        var request =
            Registry.view(trader, TraderView.TRADER_VIEW_FULL).setAsOf(Samples.time(before));
        var id = Registry.id(trader);
        assertThatThrownBy(() -> registry.readTraders.read(registry.tenant, id, request.build()))
            .isInstanceOfSatisfying(
                Refusal.class,
                refusal ->
                    assertThat(refusal.reason())
                        .isEqualTo(ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND));
      } else {
        assertThat(registry.get(trader, before).getRevision()).isEqualTo(i);
      }
    }
  }

  @Test
  void aSectionCanBeEmptiedAndFilledAgain() {
    var trader = registry.create(Samples.sound(2));
    var emptied = registry.update(trader.toBuilder().clearPayment().build(), "payment");
    assertThat(emptied.hasPayment()).isFalse();
    assertThat(registry.get(trader)).isEqualTo(emptied);
    var filled =
        registry.update(
            emptied.toBuilder().setPayment(Samples.sound(2).getPayment()).build(), "payment");
    assertThat(sections(registry.get(trader))).isEqualTo(sections(filled));
    assertThat(filled.getRevision()).isEqualTo(3);
  }

  @Test
  void anUpdateThatChangesNothingMakesNoRevision() {
    var trader = registry.create(Samples.sound(3));
    var entries = registry.journal().size();
    assertThat(registry.update(trader)).isEqualTo(trader);
    assertThat(registry.update(Sections.withoutMetas(trader))).isEqualTo(trader);
    assertThat(registry.journal()).hasSize(entries);
  }

  @Test
  void aMaskLimitsTheChangeToWhatItNames() {
    var trader = registry.create(Samples.sound(4));
    var other = Samples.sound(5).toBuilder().setName(trader.getName()).build();

    var phones = registry.update(other, "identity.phones");
    assertThat(phones.getIdentity().getPhones(0).getNumber())
        .isEqualTo(other.getIdentity().getPhones(0).getNumber());
    assertThat(phones.getIdentity().getNamesList()).isEqualTo(trader.getIdentity().getNamesList());
    assertThat(phones.getPayment()).isEqualTo(trader.getPayment());

    var cleared =
        registry.update(Trader.newBuilder().setName(trader.getName()).build(), "identity.emails");
    assertThat(cleared.getIdentity().getEmailsCount()).isZero();
    assertThat(cleared.getIdentity().getNamesCount()).isPositive();
  }

  @Test
  void aMaskThatNamesWhatCannotBeSetIsRefused() {
    var trader = registry.create(Samples.sound(6));
    for (var path :
        List.of(
            "external_id",
            "name",
            "revision",
            "standings",
            "identity.nothing",
            "identity.phones.number",
            "")) {
      assertThatThrownBy(() -> registry.update(trader, path))
          .as(path)
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal ->
                  assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_INVALID_MASK));
    }
    assertThat(registry.get(trader).getRevision()).isEqualTo(1);
  }

  private static ItemKind[] everyKind() {
    return Arrays.stream(ItemKind.values())
        .filter(kind -> kind != ItemKind.ITEM_KIND_UNSPECIFIED && kind != ItemKind.UNRECOGNIZED)
        .toArray(ItemKind[]::new);
  }

  /** What the trader declared, without what the registry added. */
  static Map<SectionKind, Message> sections(Trader trader) {
    var plain = Sections.withoutMetas(trader);
    var sections = new EnumMap<SectionKind, Message>(SectionKind.class);
    for (var kind : Sections.kinds()) {
      sections.put(kind, Sections.get(plain, kind));
    }
    return sections;
  }
}
