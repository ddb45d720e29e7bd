package org.sellerregistry.onboarding;

import static org.sellerregistry.storage.generated.Tables.JOURNAL_PENDING;
import static org.sellerregistry.storage.generated.Tables.MARKETPLACE;

import build.buf.protovalidate.ValidatorFactory;
import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.evidence.EvidenceRows;
import org.sellerregistry.evidence.EvidenceStore;
import org.sellerregistry.jobs.JobQueue;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.retention.Retention;
import org.sellerregistry.retention.RetentionDues;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.RequestMemory;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Cancellation;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.AssignStorefront;
import org.sellerregistry.trader.PublicInfoStore;
import org.sellerregistry.trader.RequestKeys;
import org.sellerregistry.trader.RevisionStore;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.StorefrontStore;
import org.sellerregistry.trader.TokenStore;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.trader.WriteTrader;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.JournalEntry;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.RecordCheckResponse;
import org.sellerregistry.v1.Storefront;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.UpdateTraderRequest;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.Vault;
import org.sellerregistry.verification.Assess;
import org.sellerregistry.verification.CheckStore;
import org.sellerregistry.verification.Countries;
import org.sellerregistry.verification.DueStandings;
import org.sellerregistry.verification.Inquiries;
import org.sellerregistry.verification.Packs;
import org.sellerregistry.verification.PresentElectronicId;
import org.sellerregistry.verification.RecordCheck;
import org.sellerregistry.verification.VerificationService;
import org.sellerregistry.verification.VerifyBySources;
import org.sellerregistry.verification.VerifyTrader;
import org.sellerregistry.verification.electronicid.IdSettings;
import org.sellerregistry.verification.electronicid.Presentations;
import org.sellerregistry.verification.sources.Sources;

/**
 * The registry's use cases, wired by hand over a database of the tests, with a marketplace and a
 * clock that stands still until it is moved.
 */
final class Registry {
  static final RequestValidator VALIDATOR = RequestValidator.forContract();

  private static final Vault VAULT = new Vault(KeyRing.ephemeral());

  /** Who calls: a system through which a person acts. */
  static final Caller STAFF =
      new Caller("spiffe://test.example/shop", "reviewer-7", "onboarding", List.of());

  final TestClock clock = new TestClock();
  final Vault vault;
  final Packs packs = Packs.shipped(ValidatorFactory.newBuilder().build());
  final Transactor transactor;
  final Tenant tenant;
  final TraderStore traders;
  final TokenStore tokens;
  final EvidenceStore evidence;
  final CheckStore checkStore;
  final Assess assess;
  final DueStandings dueStandings;
  final VerifyTrader verify;
  final VerifyBySources verifyBySources;
  final RecordCheck recordCheck;
  final PresentElectronicId present;
  final ReviseTrader revise;
  final CreateTrader createTrader;
  final UpdateTrader updateTrader;
  final EndContract endContract;
  final Storefronts storefronts;

  /** Nanoseconds of the cache, which stand still until they are moved. */
  final AtomicLong ticker = new AtomicLong();

  /** Hears nothing, and so answers nothing, until it is told something. */
  final PublicInfoCache cache;

  final CurrentReads current;
  final ReadTraders readTraders;
  final LookUpTraders lookUp;
  final ReadPublicInfo readPublicInfo;
  final ImportTrader importTrader;
  final ImportBatch importBatch;
  final RequestMemory memory = new RequestMemory(8 << 20);
  final TraderService traderService;
  final VerificationService verificationService;

  final Ids ids = new Ids(clock, new SecureRandom());

  Registry(TestDatabase database) {
    this(database, database.transactor());
  }

  Registry(TestDatabase database, Transactor transactor) {
    this(transactor, Sources.none());
  }

  Registry(TestDatabase database, IdSettings electronicId) {
    this(database.transactor(), Sources.none(), electronicId, VAULT);
  }

  Registry(Transactor transactor, Sources sources) {
    this(transactor, sources, IdSettings.none(), VAULT);
  }

  /** With a key ring of its own. */
  Registry(Transactor transactor, Vault vault) {
    this(transactor, Sources.none(), IdSettings.none(), vault);
  }

  private Registry(Transactor transactor, Sources sources, IdSettings electronicId, Vault vault) {
    this.transactor = transactor;
    this.vault = vault;
    traders = new TraderStore(vault);
    tokens = new TokenStore(vault.blindIndex());
    evidence = new EvidenceStore(vault.blindIndex());
    tenant = marketplace();
    cache = new PublicInfoCache(1 << 20, clock, ticker::get);
    var journal = new Journal(cache::changed);
    var revisions = new RevisionStore();
    var storefrontStore = new StorefrontStore(vault);
    var publicInfo = new PublicInfoStore(vault);
    var requestKeys = new RequestKeys(vault.requestDigests());
    checkStore = new CheckStore(ids);
    assess = new Assess(packs, publicInfo);
    var inquiries =
        new Inquiries(
            sources,
            packs,
            new JobQueue(),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            new Random(1),
            clock);
    verify = new VerifyTrader(transactor, traders, checkStore, assess, inquiries, journal, clock);
    verifyBySources =
        new VerifyBySources(transactor, traders, checkStore, inquiries, verify, clock);
    dueStandings = new DueStandings(transactor, verify, clock);
    recordCheck =
        new RecordCheck(
            transactor,
            traders,
            checkStore,
            evidence,
            Set.of(),
            assess,
            journal,
            requestKeys,
            clock);
    var write = new WriteTrader(vault, tokens);
    revise = new ReviseTrader(write, checkStore, assess, inquiries, journal, ids, clock);
    createTrader =
        new CreateTrader(transactor, traders, revisions, revise, requestKeys, vault, ids);
    updateTrader = new UpdateTrader(transactor, traders, revisions, revise, requestKeys, VALIDATOR);
    endContract =
        new EndContract(
            transactor,
            traders,
            storefrontStore,
            revise,
            new RetentionDues(Retention.shipped()),
            clock);
    var assign = new AssignStorefront(storefrontStore, journal, clock);
    storefronts = new Storefronts(transactor, traders, storefrontStore, assign);
    current =
        new CurrentReads(
            transactor,
            traders,
            storefrontStore,
            publicInfo,
            tokens,
            Cancellation::create,
            InstantSource.system());
    readTraders = new ReadTraders(transactor, traders, current, dueStandings, clock);
    lookUp = new LookUpTraders(transactor, traders, tokens, current, readTraders);
    readPublicInfo =
        new ReadPublicInfo(
            transactor, traders, storefrontStore, publicInfo, current, cache, dueStandings, clock);
    importTrader = new ImportTrader(transactor, traders, createTrader, revise, assign, VALIDATOR);
    importBatch = new ImportBatch(transactor, traders, storefrontStore, importTrader, () -> {});
    var pageTokens = new PageTokens(vault.sealedTokens());
    traderService =
        new TraderService(
            transactor,
            new ReadHistory(transactor, traders, revisions, pageTokens),
            createTrader,
            updateTrader,
            endContract,
            storefronts,
            readTraders,
            lookUp,
            readPublicInfo,
            importBatch,
            Runnable::run,
            memory,
            pageTokens);
    present =
        new PresentElectronicId(
            transactor,
            traders,
            checkStore,
            assess,
            journal,
            requestKeys,
            new Presentations(electronicId, clock),
            clock);
    verificationService =
        new VerificationService(
            transactor,
            traders,
            storefrontStore,
            checkStore,
            assess,
            inquiries,
            verifyBySources,
            recordCheck,
            present,
            dueStandings,
            Countries.shipped(ValidatorFactory.newBuilder().build()),
            clock);
  }

  /** Makes one more marketplace, whose traders sell in {@code eu} unless they say otherwise. */
  Tenant marketplace() {
    var id = UUID.randomUUID();
    var made = new Tenant(id, "m" + id.toString().substring(0, 8), List.of("eu"));
    transactor.write(db ->
        db.insertInto(MARKETPLACE)
            .set(MARKETPLACE.ID, id)
            .set(MARKETPLACE.MARKETPLACE_ID, made.marketplaceId())
            .set(MARKETPLACE.DISPLAY_NAME, "Test")
            .set(MARKETPLACE.DEFAULT_OFFERINGS, "eu")
            .set(MARKETPLACE.ANONYMOUS_PUBLIC_INFO, true)
            .set(MARKETPLACE.REVISION, 1L)
            .set(MARKETPLACE.CREATE_TIME, clock.instant())
            .set(MARKETPLACE.UPDATE_TIME, clock.instant())
            .execute());
    return made;
  }

  CallScope scope() {
    return CallScope.of(STAFF, tenant);
  }

  Trader create(Trader trader) {
    return create(tenant, trader);
  }

  Trader create(Tenant where, Trader trader) {
    return createTrader.create(
        where, STAFF, CreateTraderRequest.newBuilder().setTrader(trader).build());
  }

  /** Updates the masked fields, or all that are set. */
  Trader update(Trader trader, String... mask) {
    return update(
        UpdateTraderRequest.newBuilder()
            .setTrader(trader.toBuilder().clearEtag())
            .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)))
            .build());
  }

  Trader update(UpdateTraderRequest request) {
    return updateTrader.update(tenant, STAFF, id(request.getTrader()), request);
  }

  Trader get(Trader trader) {
    return asReceived(
        readTraders.read(tenant, id(trader), view(trader, TraderView.TRADER_VIEW_FULL).build()));
  }

  /** What the caller makes of the bytes that are sent: sections go out unread. */
  static Trader asReceived(Trader sent) {
    try {
      return Trader.parseFrom(sent.toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  Trader get(Trader trader, Instant asOf) {
    var request = view(trader, TraderView.TRADER_VIEW_FULL).setAsOf(Samples.time(asOf));
    return readTraders.read(tenant, id(trader), request.build());
  }

  static GetTraderRequest.Builder view(Trader trader, TraderView view) {
    return GetTraderRequest.newBuilder().setName(trader.getName()).setView(view);
  }

  /** Records a check, of the present content unless it says of which. */
  RecordCheckResponse check(Trader trader, Check.Builder check) {
    if (check.getResult() == CheckResult.CHECK_RESULT_PASSED && check.getItemRevision() == 0) {
      Sections.items(get(trader)).stream()
          .filter(item -> item.id().equals(check.getItemId()))
          .forEach(item -> check.setItemRevision(item.meta().getRevision()));
    }
    var request = RecordCheckRequest.newBuilder().setParent(trader.getName()).setCheck(check);
    return recordCheck.record(scope(), id(trader), request.build());
  }

  RecordCheckResponse pass(Trader trader, String itemId, CheckMethod method) {
    var check = Samples.check(itemId, method, CheckResult.CHECK_RESULT_PASSED);
    if (method == CheckMethod.CHECK_METHOD_DOCUMENT) {
      check.addEvidence(evidence(trader));
    }
    return check(trader, check);
  }

  /** The name of evidence of the trader, whose document is nowhere. */
  String evidence(Trader trader, String... items) {
    var id = ids.next();
    transactor.write(db -> {
      var stored = traders.lock(db, tenant, id(trader)).orElseThrow();
      EvidenceRows.insert(
          db, evidence, vault, tenant, stored.keys(), id, List.of(items), clock.instant());
      return id;
    });
    return ResourceNames.evidence(tenant.marketplaceId(), id(trader), id);
  }

  RecordCheckResponse fail(Trader trader, String itemId, CheckMethod method) {
    return check(trader, Samples.check(itemId, method, CheckResult.CHECK_RESULT_FAILED));
  }

  /** Records a passed check of every item that one is asked for, and returns the trader then. */
  Trader verifyAll(Trader trader) {
    Samples.methods(trader).forEach((item, method) -> pass(trader, item, method));
    return get(trader);
  }

  Trader end(Trader trader) {
    return endContract.end(tenant, STAFF, id(trader), EndContractRequest.getDefaultInstance());
  }

  PublicTraderInfo shown(Trader trader) {
    return asReceived(readPublicInfo.read(tenant, trader.getName(), "eu", Optional.empty()));
  }

  /** As {@link #asReceived(Trader)}: what is shown goes out unread. */
  static PublicTraderInfo asReceived(PublicTraderInfo sent) {
    try {
      return PublicTraderInfo.parseFrom(sent.toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  PublicTraderInfo shown(Trader trader, Instant asOf) {
    return readPublicInfo.read(tenant, trader.getName(), "eu", Optional.of(Samples.time(asOf)));
  }

  Storefront assign(Trader trader, String storefront) {
    return storefronts.assign(
        scope(), id(trader), storefront, "https://shop.example/" + storefront);
  }

  static UUID id(Trader trader) {
    return ResourceNames.requireTrader("name", trader.getName()).trader();
  }

  /** Every entry of the journal, in the order of writing. */
  List<JournalEntry> journal() {
    return transactor.read(db ->
        db.selectFrom(JOURNAL_PENDING)
            .orderBy(JOURNAL_PENDING.ID)
            .fetch(row -> parse(row.getEntry())));
  }

  private static JournalEntry parse(byte[] bytes) {
    try {
      return JournalEntry.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
