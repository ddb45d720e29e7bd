package org.sellerregistry.bench;

import static org.sellerregistry.storage.generated.Tables.ACCESS_GRANT;
import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;

import build.buf.protovalidate.ValidatorFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.server.LocalAuthority;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.trader.PublicInfoStore;
import org.sellerregistry.trader.SectionRevision;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.Standing;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.Vault;
import org.sellerregistry.verification.Assess;
import org.sellerregistry.verification.AutomaticChecks;
import org.sellerregistry.verification.Packs;

/**
 * Fills the tables with synthetic traders that may sell, as the registry would have stored them: in
 * a process of its own that holds the key ring. What is there already is left.
 */
public final class Loader {
  static final String MARKETPLACE_ID = "bench";
  static final long SEED = 1;
  private static final int AT_ONCE = 200;

  private final String url;
  private final Vault vault;
  private final UUID marketplace;
  private final Instant time = Times.micros(Instant.now());
  private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());
  private final SyntheticTraders synthetic = new SyntheticTraders(SEED);
  private final Assess assess;
  private final AtomicInteger nextIndex;
  private final AtomicInteger loaded;
  private final int count;

  private Loader(String url, Vault vault, UUID marketplace, int firstIndex, int loaded, int count) {
    this.url = url;
    this.vault = vault;
    this.marketplace = marketplace;
    this.assess =
        new Assess(
            Packs.shipped(ValidatorFactory.newBuilder().build()), new PublicInfoStore(vault));
    this.nextIndex = new AtomicInteger(firstIndex);
    this.loaded = new AtomicInteger(loaded);
    this.count = count;
  }

  /**
   * @param args the database's URL with its account, the key ring's directory, how many traders
   */
  public static void main(String[] args) throws Exception {
    var vault = new Vault(KeyRing.openOrCreate(Path.of(args[1])));
    try (var connection = DriverManager.getConnection(args[0])) {
      var db = db(connection);
      vault.requireKeyRingOf(db);
      db.execute(
          """
          CREATE TABLE IF NOT EXISTS bench_trader (
            id BINARY(16) NOT NULL, sequence INT NOT NULL, body MEDIUMBLOB NOT NULL,
            PRIMARY KEY (id)) ENGINE = InnoDB\
          """);
      var marketplace = marketplace(db, MARKETPLACE_ID);
      var _ = marketplace(db, Writes.MARKETPLACE_ID);
      int present = db.fetchCount(LoadedTraders.NAIVE);
      Integer last =
          db.select(DSL.max(LoadedTraders.SEQUENCE))
              .from(LoadedTraders.NAIVE)
              .fetchSingle()
              .value1();
      new Loader(
              args[0],
              vault,
              marketplace,
              last == null ? 0 : last + 1,
              present,
              Integer.parseInt(args[2]))
          .run();
    }
  }

  private void run() throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(3)) {
      var work = new ArrayList<Future<?>>();
      for (int thread = 0; thread < 3; thread++) {
        work.add(
            threads.submit(() -> {
              load();
              return null;
            }));
      }
      for (var each : work) {
        each.get();
      }
    }
  }

  private void load() throws SQLException {
    try (var connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      var db = db(connection);
      var traders = new LoadedTraders(vault, marketplace, MARKETPLACE_ID, time);
      while (loaded.get() < count) {
        int first = nextIndex.getAndAdd(AT_ONCE);
        synthetic
            .range(first, first + AT_ONCE)
            .filter(trader -> trader.truth().defect().isEmpty())
            .forEach(trader ->
                add(
                    traders,
                    (int) trader.record().getSequence(),
                    trader.record().getTrader(),
                    trader.record().getStorefrontsList().stream()
                        .map(ImportStorefront::getStorefrontId)
                        .toList()));
        int now = loaded.addAndGet(traders.size());
        traders.insert(db);
        connection.commit();
        if (now / 10_000 != (now - AT_ONCE) / 10_000) {
          System.err.println("loaded " + now);
        }
      }
    }
  }

  /** Adds the trader unless it would not be shown. */
  private void add(LoadedTraders traders, int sequence, Trader declared, List<String> shops) {
    var id = ids.next();
    var now = Times.timestamp(time);
    var revision = new SectionRevision(1, now, () -> ids.next().toString(), item -> false);
    var builder =
        declared.toBuilder()
            .setName(traders.name(id))
            .setRevision(1)
            .addOfferings(LoadedTraders.OFFERING)
            .setCreateTime(now)
            .setUpdateTime(now);
    for (var kind : Sections.kinds()) {
      if (Sections.has(declared, kind)) {
        var section = Sections.get(declared, kind);
        Sections.set(builder, kind, revision.next(section.getDefaultInstanceForType(), section));
      }
    }
    var trader = builder.build();
    var checks = new ArrayList<>(AutomaticChecks.of(trader, now));
    for (var item : Sections.items(trader)) {
      var method = method(item.kind());
      if (method != CheckMethod.CHECK_METHOD_UNSPECIFIED) {
        checks.add(
            Check.newBuilder()
                .setItemId(item.id())
                .setItemRevision(1)
                .setItemKind(item.kind())
                .setMethod(method)
                .setResult(CheckResult.CHECK_RESULT_PASSED)
                .setCheckTime(now)
                // Nobody downloads it.
                .addEvidence("synthetic")
                .build());
      }
    }
    var evaluation = assess.evaluate(trader, checks, time).getFirst();
    if (evaluation.state() != StandingState.STANDING_STATE_ELIGIBLE) {
      return;
    }
    var standing =
        Standing.newBuilder()
            .setOffering(LoadedTraders.OFFERING)
            .setState(evaluation.state())
            .setPack(evaluation.pack().getId())
            .setPackVersion(evaluation.pack().getVersion())
            .setSinceTime(now);
    if (evaluation.nextDue() != null) {
      standing.setNextDueTime(evaluation.nextDue());
    }
    traders.add(sequence, id, trader, checks, shops, evaluation, standing.build(), ids);
  }

  private static CheckMethod method(ItemKind kind) {
    return switch (kind) {
      case ITEM_KIND_NAME, ITEM_KIND_ADDRESS, ITEM_KIND_NOT_APPLICABLE ->
          CheckMethod.CHECK_METHOD_MANUAL;
      case ITEM_KIND_PHONE, ITEM_KIND_EMAIL -> CheckMethod.CHECK_METHOD_POSSESSION;
      case ITEM_KIND_DOCUMENT -> CheckMethod.CHECK_METHOD_DOCUMENT;
      case ITEM_KIND_ELECTRONIC_ID -> CheckMethod.CHECK_METHOD_ELECTRONIC_ID;
      case ITEM_KIND_ACCOUNT -> CheckMethod.CHECK_METHOD_BANK;
      case ITEM_KIND_REGISTER_ENTRY -> CheckMethod.CHECK_METHOD_REGISTER;
      case ITEM_KIND_CERTIFICATION,
          ITEM_KIND_VAT_NUMBER,
          ITEM_KIND_TAX_NUMBER,
          ITEM_KIND_BIRTH,
          ITEM_KIND_PARTY,
          ITEM_KIND_SIGNAL,
          ITEM_KIND_UNSPECIFIED,
          UNRECOGNIZED ->
          CheckMethod.CHECK_METHOD_UNSPECIFIED;
    };
  }

  private static UUID marketplace(DSLContext db, String marketplaceId) {
    var found =
        db.select(MARKETPLACE.ID)
            .from(MARKETPLACE)
            .where(MARKETPLACE.MARKETPLACE_ID.eq(marketplaceId))
            .fetchOne(MARKETPLACE.ID);
    if (found != null) {
      return found;
    }
    var ids = new Ids(InstantSource.system(), new SecureRandom());
    var id = ids.next();
    var now = Times.micros(Instant.now());
    db.insertInto(MARKETPLACE)
        .set(MARKETPLACE.ID, id)
        .set(MARKETPLACE.MARKETPLACE_ID, marketplaceId)
        .set(MARKETPLACE.DISPLAY_NAME, "Benchmarks (synthetic)")
        .set(MARKETPLACE.DEFAULT_OFFERINGS, LoadedTraders.OFFERING)
        .set(MARKETPLACE.ANONYMOUS_PUBLIC_INFO, false)
        .set(MARKETPLACE.REVISION, 1L)
        .set(MARKETPLACE.CREATE_TIME, now)
        .set(MARKETPLACE.UPDATE_TIME, now)
        .execute();
    db.insertInto(ACCESS_GRANT)
        .set(ACCESS_GRANT.ID, ids.next())
        .set(ACCESS_GRANT.PRINCIPAL, LocalAuthority.principal(MARKETPLACE_ID))
        .set(ACCESS_GRANT.ROLE, Role.ROLE_MARKETPLACE_VALUE)
        .set(ACCESS_GRANT.MARKETPLACE, id)
        .set(ACCESS_GRANT.MAY_ASSERT_PERSON, true)
        .set(ACCESS_GRANT.CREATE_TIME, now)
        .execute();
    return id;
  }

  private static DSLContext db(Connection connection) throws SQLException {
    var version = connection.getMetaData().getDatabaseProductVersion();
    return DSL.using(
        connection,
        version.toLowerCase(Locale.ROOT).contains("mariadb")
            ? SQLDialect.MARIADB
            : SQLDialect.MYSQL,
        new Settings().withRenderSchema(false).withExecuteLogging(false));
  }
}
