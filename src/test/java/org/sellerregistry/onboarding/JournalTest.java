package org.sellerregistry.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;
import static org.sellerregistry.storage.generated.Tables.TRADER_SECTION;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.journal.Records;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.UpdateTraderRequest;

class JournalTest {
  private static final Pattern UUIDS =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);
  private int seen = registry.journal().size();

  @Test
  void everyMutationHasOneEntryThatSaysWhoDidWhatToWhich() {
    var trader = registry.create(Samples.sound(0));
    var created = only("TraderService.CreateTrader", trader.getName());
    assertThat(created.getRevision()).isEqualTo(1);
    assertThat(created.getPrincipal()).isEqualTo(Registry.STAFF.principal());
    assertThat(created.getPerson()).isEqualTo(Registry.STAFF.person());
    assertThat(created.getPurpose()).isEqualTo(Registry.STAFF.purpose());
    assertThat(created.getTime()).isEqualTo(trader.getUpdateTime());

    var changed = registry.update(Samples.withPhone(trader, "+4930100100"), "identity.phones");
    var updated = only("TraderService.UpdateTrader", trader.getName());
    assertThat(updated.getSectionsList()).containsExactly(SectionKind.SECTION_KIND_IDENTITY);
    assertThat(updated.getRevision()).isEqualTo(2);

    var phone = Samples.item(changed, ItemKind.ITEM_KIND_PHONE).id();
    var check = registry.pass(trader, phone, CheckMethod.CHECK_METHOD_POSSESSION).getCheck();
    only("VerificationService.RecordCheck", check.getName());
    var storefront = registry.assign(trader, "journal-1");
    only("TraderService.AssignStorefront", storefront.getName());
    registry.storefronts.release(registry.scope(), "journal-1");
    only("TraderService.ReleaseStorefront", storefront.getName());
    var record = ImportTest.record(Samples.sound(0));
    registry.importTrader.importRecord(registry.tenant, Registry.STAFF, record, false);
    only("TraderService.ImportTraders", trader.getName());
    registry.end(trader);
    only("TraderService.EndContract", trader.getName());
    assertThat(registry.journal()).hasSize(seen);
  }

  @Test
  void whatTheRegistryDoesByItselfIsJournalledUnderItsOwnName() {
    var trader = registry.verifyAll(registry.create(Samples.sound(1)));
    registry.update(Samples.withPhone(trader, "+4930100100"), "identity.phones");
    registry.clock.move(Duration.ofDays(11));
    registry.dueStandings.sweep();
    seen = registry.journal().size();
    assertThat(registry.journal())
        .filteredOn(entry -> entry.getResource().equals(trader.getName()))
        .last()
        .satisfies(entry -> {
          assertThat(entry.getMethod()).isEqualTo("VerificationService.VerifyTrader");
          assertThat(entry.getPrincipal()).isEqualTo("registry");
        });
    registry.verify.verify(registry.tenant, Registry.STAFF, Registry.id(trader));
    assertThat(registry.journal()).hasSize(seen);
  }

  @Test
  void whatIsRefusedRolledBackOrReadHasNoEntry() {
    var trader = registry.create(Samples.sound(2));
    seen = registry.journal().size();
    Refusals.assertRefused(
        ErrorReason.ERROR_REASON_RESOURCE_EXISTS, () -> registry.create(Samples.sound(2)));
    registry.update(
        UpdateTraderRequest.newBuilder()
            .setTrader(Samples.withPhone(trader, "+4930100100"))
            .setValidateOnly(true)
            .build());
    assertThatThrownBy(() ->
            registry.transactor.write(db -> {
              registry.createTrader.insert(
                  db, registry.tenant, Registry.STAFF, "test", Samples.sound(3), Optional.empty());
              throw new IllegalStateException("rolled back");
            }))
        .hasMessage("rolled back");
    registry.get(trader);
    registry.shown(trader);
    registry.update(trader);
    assertThat(registry.journal()).hasSize(seen);
  }

  @Test
  void noValueOfATraderIsInAnyEntry() {
    var values = new HashSet<String>();
    for (int i = 0; i < 10; i++) {
      var sample = Samples.everyKind(i);
      var trader = registry.verifyAll(registry.create(sample));
      registry.check(
          trader,
          Samples.check(
                  Samples.item(trader, ItemKind.ITEM_KIND_PHONE).id(),
                  CheckMethod.CHECK_METHOD_MANUAL,
                  CheckResult.CHECK_RESULT_PASSED)
              .setNote("Synthetic note of a reviewer")
              .setReference("synthetic-reference"));
      registry.update(Samples.withPhone(trader, "+49301001%02d".formatted(i)), "identity.phones");
      registry.assign(trader, "journal-value-" + i);
      registry.end(trader);
      for (var item : Sections.items(Sections.withoutMetas(registry.get(trader)))) {
        Texts.collect(item.content(), values);
      }
      values.add(sample.getIdentity().getPhones(0).getNumber());
      values.add("https://shop.example/journal-value-" + i);
    }
    values.addAll(
        Set.of("Synthetic note of a reviewer", "synthetic-reference", "Synthetic source"));
    // What is as short as a country's code is found anywhere.
    values.removeIf(value -> value.length() < 4);
    for (var bytes : entries()) {
      // The digits of a random id may happen to be those of a postal code.
      var text = UUIDS.matcher(new String(bytes, UTF_8)).replaceAll("");
      var raw = UUIDS.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).replaceAll("");
      for (var value : values) {
        assertThat(text.contains(value) || raw.contains(value)).as(value).isFalse();
      }
    }
  }

  @Test
  void theEntryHoldsTheDigestOfEachSectionWritten() {
    var trader = registry.create(Samples.everyKind(11));
    var entry = only("TraderService.CreateTrader", trader.getName());
    var rows =
        registry.transactor.read(db ->
            db.selectFrom(TRADER_SECTION)
                .where(TRADER_SECTION.MARKETPLACE.eq(registry.tenant.id()))
                .and(TRADER_SECTION.TRADER.eq(Registry.id(trader)))
                .fetch());
    assertThat(rows).hasSize(Sections.kinds().size());
    for (var row : rows) {
      assertThat(entry.getWrittenList()).contains(Records.of(row));
    }
  }

  private List<byte[]> entries() {
    return registry.transactor.read(
        db -> db.select(JOURNAL_PENDING.ENTRY).from(JOURNAL_PENDING).fetch(JOURNAL_PENDING.ENTRY));
  }

  /** The one entry that was added since the last look. */
  private JournalEntry only(String method, String resource) {
    var entries = registry.journal();
    assertThat(entries).hasSize(seen + 1);
    seen = entries.size();
    assertThat(entries.getLast().getMethod()).isEqualTo(method);
    assertThat(entries.getLast().getResource()).isEqualTo(resource);
    return entries.getLast();
  }
}
