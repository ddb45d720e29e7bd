package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Caller;
import org.sellerregistry.storage.StatementFailedException;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.UpdateTraderRequest;

class AllOrNothingTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  /** A caller whose person does not fit into its column, which the statement finds out. */
  private static final Caller TOO_LONG =
      new Caller("spiffe://test.example/shop", "p".repeat(300), "", List.of());

  private final Registry registry = new Registry(DATABASE);

  @Test
  void validatingOnlyStoresNothingInAnyTable() {
    var trader = registry.verifyAll(registry.create(Samples.everyKind(0)));
    var other = Samples.everyKind(1);
    var before = Tables.rows(registry);

    var created =
        registry.createTrader.create(
            registry.tenant,
            Registry.STAFF,
            CreateTraderRequest.newBuilder().setTrader(other).setValidateOnly(true).build());
    assertThat(created.getStandingsCount()).isEqualTo(1);
    var updated =
        registry.update(
            UpdateTraderRequest.newBuilder()
                .setTrader(Samples.withPhone(trader, "+4930100100"))
                .setValidateOnly(true)
                .build());
    assertThat(updated.getRevision()).isEqualTo(2);
    var imported =
        registry.importTrader.importRecord(
            registry.tenant, Registry.STAFF, record(other, "validated"), true);
    assertThat(imported.getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_CREATED);
    assertThat(imported.getTrader()).isEmpty();

    assertThat(Tables.rows(registry)).isEqualTo(before);
    assertThat(registry.get(trader)).isEqualTo(trader);
  }

  @Test
  void aStatementThatFailsInTheMiddleLeavesNothing() {
    var trader = registry.create(Samples.everyKind(2));
    var before = Tables.rows(registry);

    assertThatThrownBy(() ->
            registry.createTrader.create(
                registry.tenant,
                TOO_LONG,
                CreateTraderRequest.newBuilder().setTrader(Samples.everyKind(3)).build()))
        .isInstanceOf(StatementFailedException.class);
    assertThatThrownBy(() ->
            registry.updateTrader.update(
                registry.tenant,
                TOO_LONG,
                Registry.id(trader),
                UpdateTraderRequest.newBuilder()
                    .setTrader(Samples.withPhone(trader, "+4930100100"))
                    .build()))
        .isInstanceOf(StatementFailedException.class);
    assertThat(Tables.rows(registry)).isEqualTo(before);
  }

  @Test
  void aConnectionLostAtTheEndIsRepeatedWholeAndLeavesOneOfEach() throws SQLException {
    var trader = registry.create(Samples.everyKind(4));
    var before = Tables.rows(registry);
    var killed = new AtomicBoolean();
    var attempts = new ArrayList<Integer>();
    try (var other = DATABASE.connect();
        var statement = other.createStatement()) {
      registry.transactor.write(db -> {
        attempts.add(1);
        var request =
            UpdateTraderRequest.newBuilder()
                .setTrader(Samples.withPhone(trader, "+4930100101"))
                .build();
        var stored = registry.traders.lock(db, registry.tenant, Registry.id(trader)).orElseThrow();
        assertThat(stored.trader()).isEqualTo(trader);
        registry.revise.revise(
            db,
            new ReviseTrader.Revision(
                registry.tenant,
                Registry.STAFF,
                "test",
                stored,
                request.getTrader(),
                ChangeKind.CHANGE_KIND_REPLACED,
                Optional.empty()));
        if (!killed.getAndSet(true)) {
          kill(statement, db.fetchSingle("select connection_id()").get(0, Long.class));
          db.fetch("select 1");
        }
        return true;
      });
    }
    assertThat(attempts).hasSize(2);
    var after = Tables.rows(registry);
    for (var table :
        List.of("trader_revision", "trader_section", "journal_pending", "lookup_token")) {
      assertThat(after.get(table)).as(table).hasSize(before.get(table).size() + 1);
    }
    assertThat(registry.get(trader).getRevision()).isEqualTo(2);
  }

  @Test
  void aRecordThatIsRefusedForOneStorefrontIsRefusedWhole() {
    var owner = registry.create(Samples.everyKind(5));
    registry.assign(owner, "taken-1");
    var before = Tables.rows(registry);
    var record =
        record(Samples.everyKind(6), "free-1").toBuilder()
            .addStorefronts(ImportStorefront.newBuilder().setStorefrontId("taken-1"))
            .build();
    var answer = registry.importTrader.importRecord(registry.tenant, Registry.STAFF, record, false);
    assertThat(answer.getOutcome()).isEqualTo(ImportOutcome.IMPORT_OUTCOME_REFUSED);
    assertThat(Tables.rows(registry)).isEqualTo(before);
  }

  private static ImportRecord record(Trader trader, String storefront) {
    return ImportRecord.newBuilder()
        .setTrader(trader)
        .addStorefronts(ImportStorefront.newBuilder().setStorefrontId(storefront))
        .build();
  }

  private static void kill(Statement statement, long connection) {
    try {
      statement.execute("KILL " + connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
