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
import org.sellerregistry.custody.CustodyService;
import org.sellerregistry.custody.Epochs;
import org.sellerregistry.custody.RegisterKeys;
import org.sellerregistry.custody.RotateKeys;
import org.sellerregistry.custody.RotationJob;
import org.sellerregistry.evidence.DocumentStore;
import org.sellerregistry.evidence.EvidenceService;
import org.sellerregistry.evidence.EvidenceStore;
import org.sellerregistry.evidence.FileDocumentStore;
import org.sellerregistry.evidence.ReadEvidence;
import org.sellerregistry.evidence.S3DocumentStore;
import org.sellerregistry.evidence.UnclaimedDocuments;
import org.sellerregistry.evidence.UploadEvidence;
import org.sellerregistry.jobs.Job;
import org.sellerregistry.jobs.JobQueue;
import org.sellerregistry.jobs.RecurringJob;
import org.sellerregistry.journal.ChangeFeed;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.journal.PruneLogs;
import org.sellerregistry.onboarding.CreateTrader;
import org.sellerregistry.onboarding.CurrentReads;
import org.sellerregistry.onboarding.EndContract;
import org.sellerregistry.onboarding.ImportBatch;
import org.sellerregistry.onboarding.ImportTrader;
import org.sellerregistry.onboarding.LookUpTraders;
import org.sellerregistry.onboarding.PublicInfoCache;
import org.sellerregistry.onboarding.ReadHistory;
import org.sellerregistry.onboarding.ReadPublicInfo;
import org.sellerregistry.onboarding.ReadTraders;
import org.sellerregistry.onboarding.ReviseTrader;
import org.sellerregistry.onboarding.Storefronts;
import org.sellerregistry.onboarding.TraderService;
import org.sellerregistry.onboarding.UpdateTrader;
import org.sellerregistry.retention.EraseTrader;
import org.sellerregistry.retention.Retention;
import org.sellerregistry.retention.RetentionDues;
import org.sellerregistry.retention.RetentionJob;
import org.sellerregistry.retention.RetentionService;
import org.sellerregistry.rpc.AdmissionGate;
import org.sellerregistry.rpc.CallCancellation;
import org.sellerregistry.rpc.Interceptors;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.server.ServerConfig.Bucket;
import org.sellerregistry.server.ServerConfig.DocumentPlace;
import org.sellerregistry.server.ServerConfig.Folder;
import org.sellerregistry.server.ServerConfig.Oidc;
import org.sellerregistry.storage.Database;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.RetryPolicy;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.subjectaccess.ExportPersonalData;
import org.sellerregistry.subjectaccess.SubjectAccessService;
import org.sellerregistry.trader.AssignStorefront;
import org.sellerregistry.trader.LookupKeys;
import org.sellerregistry.trader.PublicInfoStore;
import org.sellerregistry.trader.RequestKeys;
import org.sellerregistry.trader.Retokenise;
import org.sellerregistry.trader.RevisionStore;
import org.sellerregistry.trader.StorefrontStore;
import org.sellerregistry.trader.TokenStore;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.trader.WriteTrader;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.KeyRingException;
import org.sellerregistry.vault.KmsKeys;
import org.sellerregistry.vault.Vault;
import org.sellerregistry.vault.kms.KmsClients;
import org.sellerregistry.verification.Assess;
import org.sellerregistry.verification.CheckStore;
import org.sellerregistry.verification.DueStandings;
import org.sellerregistry.verification.DuplicateDocuments;
import org.sellerregistry.verification.Inquiries;
import org.sellerregistry.verification.PresentElectronicId;
import org.sellerregistry.verification.RecordCheck;
import org.sellerregistry.verification.VerificationService;
import org.sellerregistry.verification.VerifyBySources;
import org.sellerregistry.verification.VerifyTrader;
import org.sellerregistry.verification.electronicid.Presentations;
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
  private final DueStandings dueStandings;
  private final PublicInfoCache publicInfoCache;
  private final ChangeFeed changeFeed;
  private final CurrentReads currentReads;
  private final Transactor transactor;
  private final UnclaimedDocuments unclaimedDocuments;
  private final Sources sources;
  private final VerifyBySources verifyBySources;
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
    vault = vault(config, transactor, clock);
    publicInfoCache =
        new PublicInfoCache(
            Runtime.getRuntime().maxMemory() / CACHE_SHARE, clock, Ticker.systemTicker());
    changeFeed = new ChangeFeed(transactor, clock, System::nanoTime, publicInfoCache);
    var journal = new Journal(publicInfoCache::changed);
    var pageTokens = new PageTokens(vault.sealedTokens());
    var rotation = vault.rotation();
    var rotateKeys =
        new RotateKeys(transactor, rotation, journal, ids, clock, LookupKeys.NORMAL_FORMS);
    var epochs =
        new Epochs(
            transactor, rotation, rotateKeys, clock, Duration.ofDays(config.vault().epochDays()));
    var packs = rules.packs();
    var validator = rules.requests();

    access =
        new AccessControl(
            new AccessControl.Parts(transactor, journal, validator, pageTokens, ids, clock),
            bearerTokens(config.oidc(), clock),
            packs::knows,
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
            new Interceptors.CallLimits(config.limits().messageSize(), config.limits().idleTime()),
            System::nanoTime);

    var traders = new TraderStore(vault);
    var revisions = new RevisionStore();
    var tokens = new TokenStore(vault.blindIndex());
    var retention = Retention.shipped();
    retentionJob = new RetentionJob(transactor, vault, retention, journal, clock);
    pruneLogs = new PruneLogs(transactor, journal, config.journal().periods(), clock);
    var evidence = new EvidenceStore(vault.blindIndex());
    var retokenise = new Retokenise(vault, tokens, evidence, journal, clock);
    custodian =
        new Custodian(
            new RotationJob(
                transactor, rotation, retokenise, journal, clock, ids.next(), RotationJob.BATCH),
            epochs,
            audit.lag()::changesWait);
    var storefronts = new StorefrontStore(vault);
    var publicInfo = new PublicInfoStore(vault);
    var checks = new CheckStore(ids);
    var requestKeys = new RequestKeys(vault.requestDigests());

    var assess = new Assess(packs, publicInfo);
    sources = config.sources().connect(clock);
    var inquiries =
        new Inquiries(
            sources,
            packs,
            new JobQueue(),
            config.sources().firstRetry(),
            config.sources().longestRetry(),
            random,
            clock);
    var verify = new VerifyTrader(transactor, traders, checks, assess, inquiries, journal, clock);
    verifyBySources = new VerifyBySources(transactor, traders, checks, inquiries, verify, clock);
    dueStandings = new DueStandings(transactor, verify, clock);
    var presentations = new Presentations(config.electronicId(), clock);
    var asked = config.sources().methods();
    if (presentations.trustsAny()) {
      asked.add(CheckMethod.CHECK_METHOD_ELECTRONIC_ID);
    }
    var recordCheck =
        new RecordCheck(
            transactor, traders, checks, evidence, asked, assess, journal, requestKeys, clock);
    var presentElectronicId =
        new PresentElectronicId(
            transactor, traders, checks, assess, journal, requestKeys, presentations, clock);

    var documents = documents(config.evidence().place(), clock);
    var limits = config.evidence().limits();
    unclaimedDocuments = new UnclaimedDocuments(transactor, documents, clock);
    var upload =
        new UploadEvidence(
            transactor,
            traders,
            evidence,
            documents,
            unclaimedDocuments,
            vault,
            journal,
            new DuplicateDocuments(checks, clock),
            requestKeys,
            limits,
            ids,
            clock);
    var readEvidence =
        new ReadEvidence(
            transactor, traders, evidence, documents, vault, journal, pageTokens, clock);

    var write = new WriteTrader(vault, tokens);
    var revise = new ReviseTrader(write, checks, assess, inquiries, journal, ids, clock);
    var create = new CreateTrader(transactor, traders, revisions, revise, requestKeys, vault, ids);
    var assign = new AssignStorefront(storefronts, journal, clock);
    currentReads =
        new CurrentReads(
            transactor, traders, storefronts, publicInfo, tokens, CallCancellation::current, clock);
    var read = new ReadTraders(transactor, traders, currentReads, dueStandings, clock);
    var readPublicInfo =
        new ReadPublicInfo(
            transactor,
            traders,
            storefronts,
            publicInfo,
            currentReads,
            publicInfoCache,
            dueStandings,
            clock);

    var eraseTrader = new EraseTrader(transactor, vault, retention, epochs, journal, ids, clock);
    var personalData =
        new ExportPersonalData(
            new ExportPersonalData.Parts(
                transactor,
                vault,
                traders,
                revisions,
                storefronts,
                publicInfo,
                checks,
                evidence,
                eraseTrader,
                audit.accesses(),
                new GrantHistory(transactor)));

    services =
        List.of(
            access.adminService(
                new CustodyService(transactor, rotation, rotateKeys, epochs, pageTokens),
                new RetentionService(eraseTrader),
                new SubjectAccessService(personalData)),
            audit.service(),
            new TraderService(
                transactor,
                new ReadHistory(transactor, traders, revisions, pageTokens),
                create,
                new UpdateTrader(transactor, traders, revisions, revise, requestKeys, validator),
                new EndContract(
                    transactor, traders, storefronts, revise, new RetentionDues(retention), clock),
                new Storefronts(transactor, traders, storefronts, assign),
                read,
                new LookUpTraders(transactor, traders, tokens, currentReads, read),
                readPublicInfo,
                new ImportBatch(
                    transactor,
                    traders,
                    storefronts,
                    new ImportTrader(transactor, traders, create, revise, assign, validator),
                    audit.waitingChanges()::awaitRoom),
                Thread::startVirtualThread,
                pageTokens),
            new VerificationService(
                transactor,
                traders,
                storefronts,
                checks,
                assess,
                inquiries,
                verifyBySources,
                recordCheck,
                presentElectronicId,
                dueStandings,
                rules.countries(),
                clock),
            new EvidenceService(upload, readEvidence, limits, timer));
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
    return sources;
  }

  /** Tells this server what changed on any. */
  ChangeFeed changeFeed() {
    return changeFeed;
  }

  /** Reads that calls share. */
  CurrentReads currentReads() {
    return currentReads;
  }

  /** What the registry does by itself. */
  List<Job> jobs(Duration sweepInterval) {
    return List.of(
        verifyBySources.job(),
        new RecurringJob("retention.due", sweepInterval, retentionJob::run),
        new RecurringJob("retention.journal", PRUNE_INTERVAL, pruneLogs::run),
        new RecurringJob("verification.due-standings", sweepInterval, dueStandings::sweepAll),
        new RecurringJob("evidence.unclaimed-documents", sweepInterval, unclaimedDocuments::sweep));
  }

  private static DocumentStore documents(DocumentPlace place, InstantSource clock) {
    return switch (place) {
      case Folder folder -> new FileDocumentStore(folder.path());
      case Bucket bucket -> new S3DocumentStore(bucket.settings(), clock);
    };
  }

  Vault vault() {
    return vault;
  }

  /** To be run every few seconds. */
  Custodian custodian() {
    return custodian;
  }

  /** A database that was written with another key ring is refused before it is written to. */
  private static Vault vault(ServerConfig config, Transactor transactor, InstantSource clock) {
    try {
      var kms = config.vault().kms();
      var vault =
          new Vault(
              KeyRing.openOrCreate(
                  config.keyRing(), kms == null ? KmsKeys.NONE : new KmsClients(kms, clock)));
      var keys = new RegisterKeys(vault, new Journal());
      return transactor.write(db -> {
        keys.register(db, clock.instant());
        return vault;
      });
    } catch (KeyRingException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable BearerTokens bearerTokens(@Nullable Oidc oidc, InstantSource clock) {
    return oidc == null
        ? null
        : new BearerTokens(
            new TrustedIssuer(oidc.issuer(), oidc.audience(), oidc.keys(), oidc.personClaim()),
            clock);
  }
}
