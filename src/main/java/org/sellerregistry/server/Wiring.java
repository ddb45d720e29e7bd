package org.sellerregistry.server;

import com.github.benmanes.caffeine.cache.Ticker;
import io.grpc.BindableService;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.AccessControl;
import org.sellerregistry.access.BearerTokens;
import org.sellerregistry.access.GrantHistory;
import org.sellerregistry.access.TrustedIssuer;
import org.sellerregistry.audit.Audit;
import org.sellerregistry.custody.Custodian;
import org.sellerregistry.jobs.Job;
import org.sellerregistry.jobs.RecurringJob;
import org.sellerregistry.journal.ChangeFeed;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.PruneLogs;
import org.sellerregistry.onboarding.CurrentReads;
import org.sellerregistry.onboarding.PublicInfoCache;
import org.sellerregistry.retention.EraseTrader;
import org.sellerregistry.retention.KeptData;
import org.sellerregistry.retention.PreserveTrader;
import org.sellerregistry.retention.Retention;
import org.sellerregistry.retention.RetentionJob;
import org.sellerregistry.retention.RetentionService;
import org.sellerregistry.rpc.AdmissionGate;
import org.sellerregistry.rpc.CallCancellation;
import org.sellerregistry.rpc.Interceptors;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.RequestMemory;
import org.sellerregistry.server.ServerConfig.Oidc;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.subjectaccess.ExportPersonalData;
import org.sellerregistry.subjectaccess.SubjectAccessService;
import org.sellerregistry.trader.RequestKeys;
import org.sellerregistry.vault.Vault;
import org.sellerregistry.verification.sources.Sources;

/** Puts the services together, by hand: what the server is made of is read from top to bottom. */
final class Wiring {
  /** What public information in memory takes of the heap. */
  private static final int CACHE_SHARE = 4;

  /** How often entries of the journal are looked for whose time has passed. */
  private static final Duration PRUNE_INTERVAL = Duration.ofDays(1);

  /** The next round of the same work is the next attempt. */
  private static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1));

  private final AccessControl access;
  private final AdmissionGate gate;
  private final Interceptors interceptors;
  private final List<BindableService> services;
  private final PublicInfoCache publicInfoCache;
  private final ChangeFeed changeFeed;
  private final Transactor transactor;
  private final VerificationWiring verification;
  private final EvidenceWiring evidenceWiring;
  private final TraderWiring traders;
  private final Custodian custodian;
  private final Vault vault;
  private final RetentionJob retentionJob;
  private final PruneLogs pruneLogs;

  private final Audit audit;

  /**
   * @param single for the work of which there is one at a time among all servers
   */
  Wiring(
      ServerConfig config,
      Database database,
      Database single,
      InstantSource clock,
      ScheduledExecutorService timer,
      Rules rules) {
    var random = new SecureRandom();
    var ids = new Ids(clock, random);
    transactor =
        new Transactor(
            database, RetryPolicy.DEFAULT, Thread::sleep, random, CallCancellation::current);
    vault = KeysWiring.vault(config, transactor, clock);
    publicInfoCache =
        new PublicInfoCache(
            Runtime.getRuntime().maxMemory() / CACHE_SHARE, clock, Ticker.systemTicker());
    changeFeed = new ChangeFeed(transactor, clock, System::nanoTime, publicInfoCache);
    var journal = new Journal(publicInfoCache::changed);
    var pageTokens = new PageTokens(vault.sealedTokens());
    var shared =
        new Shared(
            transactor,
            vault,
            journal,
            new RequestKeys(vault.requestDigests()),
            pageTokens,
            ids,
            random,
            clock);
    var keys = new KeysWiring(shared, Duration.ofDays(config.vault().epochDays()));
    var packs = rules.packs();
    var validator = rules.requests();

    access =
        new AccessControl(
            new AccessControl.Parts(transactor, journal, validator, pageTokens, ids, clock),
            bearerTokens(config.oidc(), clock),
            packs.offerings(),
            config.limits().callers());
    gate = new AdmissionGate(config.limits().admission());
    audit =
        new Audit(
            new Audit.Parts(
                transactor,
                new Transactor(single, ONCE, Thread::sleep, random),
                vault,
                pageTokens,
                clock),
            config.journal());
    interceptors =
        new Interceptors(
            access.interceptors(),
            gate,
            validator,
            audit.interceptors(),
            new Interceptors.CallLimits(
                config.limits().messageSize(), config.limits().idleTime(), RequestMemory.ofHeap()),
            System::nanoTime);

    var stores = Stores.of(vault, ids);
    var retention = Retention.shipped();
    retentionJob = new RetentionJob(transactor, vault, retention, journal, clock);
    pruneLogs = new PruneLogs(transactor, journal, config.journal().periods(), clock);
    custodian = keys.custodian(stores, audit.lag()::changesWait);
    verification = new VerificationWiring(shared, config, packs, stores);
    evidenceWiring = new EvidenceWiring(shared, config.evidence(), stores);
    traders = new TraderWiring(shared, stores, verification, publicInfoCache);

    var kept = new KeptData(transactor, retention, keys.epochs());
    var erase = new EraseTrader(transactor, vault, retention, kept, journal, ids, clock);
    var preserve = new PreserveTrader(transactor, journal, ids, clock);
    var personalData =
        new ExportPersonalData(
            new ExportPersonalData.Parts(
                transactor,
                vault,
                stores.traders(),
                stores.revisions(),
                stores.storefronts(),
                stores.publicInfo(),
                stores.checks(),
                stores.evidence(),
                kept,
                audit.accesses(),
                new GrantHistory(transactor)));

    services =
        List.of(
            access.adminService(
                keys.service(),
                new RetentionService(kept, erase, preserve),
                new SubjectAccessService(personalData)),
            audit.service(),
            traders.service(
                validator, retention, audit.waitingChanges()::awaitRoom, interceptors.memory()),
            verification.service(rules.countries()),
            evidenceWiring.service(timer));
  }

  /** The registry's own services, not guarded yet. */
  List<BindableService> services() {
    return services;
  }

  PublicInfoCache publicInfoCache() {
    return publicInfoCache;
  }

  AdmissionGate gate() {
    return gate;
  }

  Interceptors interceptors() {
    return interceptors;
  }

  AccessControl access() {
    return access;
  }

  Audit audit() {
    return audit;
  }

  Transactor transactor() {
    return transactor;
  }

  /** The connections to official sources, to be closed. */
  Sources sources() {
    return verification.sources();
  }

  /** Tells this server what changed on any. */
  ChangeFeed changeFeed() {
    return changeFeed;
  }

  /** Reads that calls share. */
  CurrentReads currentReads() {
    return traders.currentReads();
  }

  /** What the registry does by itself. */
  List<Job> jobs(Duration sweepInterval) {
    return List.of(
        verification.bySources().job(),
        new RecurringJob("retention.due", sweepInterval, retentionJob::run),
        new RecurringJob("retention.journal", PRUNE_INTERVAL, pruneLogs::run),
        new RecurringJob(
            "verification.due-standings", sweepInterval, verification.dueStandings()::sweepAll),
        new RecurringJob(
            "evidence.unclaimed-documents", sweepInterval, evidenceWiring.unclaimed()::sweep));
  }

  Vault vault() {
    return vault;
  }

  /** To be run every few seconds. */
  Custodian custodian() {
    return custodian;
  }

  private static @Nullable BearerTokens bearerTokens(@Nullable Oidc oidc, InstantSource clock) {
    return oidc == null
        ? null
        : new BearerTokens(
            new TrustedIssuer(oidc.issuer(), oidc.audience(), oidc.keys(), oidc.personClaim()),
            clock);
  }
}
