package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.ExportTradersResponse;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Storefront;
import org.sellerregistry.v1.Trader;

class ImportTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);

  @Test
  void aRecordIsCreatedThenUnchangedThenUpdated() {
    Samples.mixed(0, 40)
        .map(it -> it.record())
        .forEach(record -> {
          var created = load(record);
          assertThat(created.getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_CREATED);
          assertThat(created.getSequence()).isEqualTo(record.getSequence());
          assertThat(created.getStandings(0).getState())
              .isEqualTo(StandingState.STANDING_STATE_PENDING);
          var again = load(record);
          assertThat(again.getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_UNCHANGED);
          assertThat(again.getTrader()).isEqualTo(created.getTrader());
        });
    var record = Samples.mixed(0, 1).findFirst().orElseThrow().record().toBuilder();
    record
        .getTraderBuilder()
        .getSignalsBuilder()
        .addSignalsBuilder()
        .setKind("device")
        .setValue("synthetic-other");
    assertThat(load(record.build()).getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_UPDATED);
    assertThat(load(record.build()).getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_UNCHANGED);
  }

  @Test
  void importingTheSameAgainStoresNothing() {
    var records = Samples.mixed(40, 70).map(it -> it.record()).toList();
    records.forEach(this::load);
    var before = Tables.rows(registry);
    registry.clock.move(Duration.ofDays(1));
    records.forEach(this::load);
    assertThat(Tables.rows(registry)).isEqualTo(before);
  }

  @Test
  void anAbsentSectionIsKeptAndAnEmptyOneIsEmptied() {
    var sample = Samples.everyKind(0);
    var trader = registry.create(sample);
    var partial = sample.toBuilder().clearPayment().clearTax().clearSignals();
    partial.getSignalsBuilder();
    assertThat(load(record(partial.build())).getOutcome())
        .isEqualTo(ImportOutcome.IMPORT_OUTCOME_UPDATED);
    var after = registry.get(trader);
    assertThat(after.getPayment()).isEqualTo(trader.getPayment());
    assertThat(after.getTax()).isEqualTo(trader.getTax());
    assertThat(after.hasSignals()).isFalse();
  }

  @Test
  void equalItemsKeepTheirIdsAndWithThemTheirChecks() {
    var sample = Samples.sound(0);
    var trader = registry.verifyAll(registry.create(sample));
    var more = sample.toBuilder();
    more.getIdentityBuilder().addEmailsBuilder().setAddress("second@shop.example");
    load(record(more.build()));
    var after = registry.get(trader);
    assertThat(after.getRevision()).isEqualTo(2);
    assertThat(after.getIdentity().getNamesList()).isEqualTo(trader.getIdentity().getNamesList());
    assertThat(after.getIdentity().getEmails(0)).isEqualTo(trader.getIdentity().getEmails(0));
    assertThat(Samples.state(after)).isEqualTo(StandingState.STANDING_STATE_ELIGIBLE);
  }

  @Test
  void storefrontsAreAssignedIfTheyAreNotYet() {
    var trader = registry.create(Samples.sound(1));
    var record = record(Samples.sound(1), "import-1", "import-2");
    assertThat(load(record).getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_UPDATED);
    assertThat(load(record).getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_UNCHANGED);
    assertThat(exported(registry.tenant, trader))
        .extracting(Storefront::getUrl)
        .containsExactlyInAnyOrder(
            "https://shop.example/import-1", "https://shop.example/import-2");
  }

  @Test
  void aRecordThatBreaksARuleIsRefusedWithItsPlace() throws InvalidProtocolBufferException {
    var wrong = record(Samples.sound(2).toBuilder().setRegionCode("germany").build());
    var answer = load(wrong);
    assertThat(answer.getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_REFUSED);
    assertThat(answer.getTrader()).isEmpty();
    var details = answer.getStatus().getDetailsList();
    assertThat(details.get(0).unpack(ErrorInfo.class).getReason()).isEqualTo("INVALID_FIELD");
    assertThat(details.get(1).unpack(BadRequest.class).getFieldViolations(0).getField())
        .isEqualTo("trader.region_code");
    assertRefused(
        record(Samples.sound(2).toBuilder().addOfferings("mars").build()), "UNKNOWN_OFFERING");
    assertRefused(record(Samples.sound(2), "a shop"), "INVALID_FIELD");
    assertThat(load(record(Samples.sound(2))).getOutcome())
        .isEqualTo(ImportOutcome.IMPORT_OUTCOME_CREATED);
  }

  @Test
  void aStorefrontOfAnotherTraderRefusesTheRecord() {
    registry.assign(registry.create(Samples.sound(3)), "import-3");
    assertRefused(record(Samples.sound(4), "import-3"), "STOREFRONT_TAKEN");
  }

  @Test
  void aDamagedTraderIsAnsweredByItself() {
    var trader = registry.create(Samples.sound(5));
    registry.transactor.write(db ->
        db.update(TRADER_SECTION)
            .set(TRADER_SECTION.CIPHERTEXT, new byte[] {1, 2, 3})
            .where(TRADER_SECTION.MARKETPLACE.eq(registry.tenant.id()))
            .and(TRADER_SECTION.TRADER.eq(Registry.id(trader)))
            .and(TRADER_SECTION.SECTION.eq(SectionKind.SECTION_KIND_PAYMENT_VALUE))
            .execute());
    assertRefused(record(Samples.sound(5)), "RECORD_DAMAGED");
  }

  @Test
  void recordsOfOneTraderImportedAtOnceMakeOneTrader() {
    var records =
        List.of(Samples.sound(6), Samples.sound(7), Samples.sound(8), Samples.sound(9)).stream()
            .map(it -> record(it.toBuilder().setExternalId("at-once").build()))
            .toList();
    var outcomes = Together.run(8, i -> () -> load(records.get(i % 4)));
    assertThat(outcomes).noneMatch(Together.Outcome::isRefused);
    assertThat(outcomes.stream().map(it -> it.value().getTrader()).distinct()).hasSize(1);
    assertThat(outcomes)
        .filteredOn(it -> it.value().getOutcome() == ImportOutcome.IMPORT_OUTCOME_CREATED)
        .hasSize(1);
  }

  @Test
  void whatIsExportedMakesEqualTradersInAnotherMarketplace() {
    var elsewhere = registry.marketplace();
    for (int i = 10; i < 20; i++) {
      var trader = registry.create(i < 13 ? Samples.everyKind(i) : Samples.sound(i));
      registry.assign(trader, "export-" + i);
      var exported = export(registry.tenant, trader);
      var record = ImportRecord.newBuilder().setTrader(exported.getTrader());
      exported
          .getStorefrontsList()
          .forEach(it ->
              record
                  .addStorefrontsBuilder()
                  .setStorefrontId(it.getName().substring(it.getName().lastIndexOf('/') + 1))
                  .setUrl(it.getUrl()));
      var answer =
          registry.importTrader.importRecord(elsewhere, Registry.STAFF, record.build(), false);
      assertThat(answer.getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_CREATED);
      var copy = export(elsewhere, Trader.newBuilder().setName(answer.getTrader()).build());
      assertThat(plain(copy.getTrader())).isEqualTo(plain(exported.getTrader()));
      assertThat(copy.getStorefrontsList())
          .extracting(Storefront::getUrl)
          .isEqualTo(exported.getStorefrontsList().stream().map(Storefront::getUrl).toList());
    }
  }

  private static Trader plain(Trader trader) {
    return Sections.withoutMetas(trader).toBuilder().clearName().clearStandings().build();
  }

  private List<Storefront> exported(Tenant tenant, Trader trader) {
    return export(tenant, trader).getStorefrontsList();
  }

  private ExportTradersResponse export(Tenant tenant, Trader trader) {
    return registry.storefronts.export(tenant, List.of(Registry.id(trader))).getFirst();
  }

  private void assertRefused(ImportRecord record, String reason) {
    var before = Tables.rows(registry);
    var answer = load(record);
    assertThat(answer.getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_REFUSED);
    assertThat(answer.getStatus().getDetailsList().toString()).contains(reason);
    assertThat(Tables.rows(registry)).isEqualTo(before);
  }

  private ImportTradersResponse load(ImportRecord record) {
    return registry.importTrader.importRecord(registry.tenant, Registry.STAFF, record, false);
  }

  static ImportRecord record(Trader trader, String... storefronts) {
    var record = ImportRecord.newBuilder().setTrader(trader);
    for (var storefront : storefronts) {
      record.addStorefronts(
          ImportStorefront.newBuilder()
              .setStorefrontId(storefront)
              .setUrl("https://shop.example/" + storefront));
    }
    return record.build();
  }
}
