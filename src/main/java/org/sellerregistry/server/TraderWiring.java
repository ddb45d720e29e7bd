package org.sellerregistry.server;

import io.grpc.BindableService;
import org.sellerregistry.onboarding.BoundTraderService;
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
import org.sellerregistry.retention.Retention;
import org.sellerregistry.retention.RetentionDues;
import org.sellerregistry.rpc.CallCancellation;
import org.sellerregistry.rpc.RequestMemory;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.rpc.WorkerThreads;
import org.sellerregistry.trader.AssignStorefront;
import org.sellerregistry.trader.WriteTrader;

/** Traders: created, changed, imported, read and found. */
final class TraderWiring {
  private final Shared shared;
  private final Stores stores;
  private final ReviseTrader revise;
  private final CurrentReads currentReads;
  private final ReadTraders read;
  private final ReadPublicInfo readPublicInfo;

  TraderWiring(
      Shared shared, Stores stores, VerificationWiring verification, PublicInfoCache cache) {
    this.shared = shared;
    this.stores = stores;
    var transactor = shared.transactor();
    var clock = shared.clock();
    revise =
        new ReviseTrader(
            new WriteTrader(shared.vault(), stores.tokens()),
            stores.checks(),
            verification.assess(),
            verification.inquiries(),
            shared.journal(),
            shared.ids(),
            clock);
    currentReads =
        new CurrentReads(
            transactor,
            stores.traders(),
            stores.storefronts(),
            stores.publicInfo(),
            stores.tokens(),
            CallCancellation::current,
            clock);
    read =
        new ReadTraders(
            transactor, stores.traders(), currentReads, verification.dueStandings(), clock);
    readPublicInfo =
        new ReadPublicInfo(
            transactor,
            stores.traders(),
            stores.storefronts(),
            stores.publicInfo(),
            currentReads,
            cache,
            verification.dueStandings(),
            clock);
  }

  CurrentReads currentReads() {
    return currentReads;
  }

  /**
   * @param awaitRoom returns when the journal has room for an import's records
   * @param memory what all requests take together
   */
  BindableService service(
      RequestValidator validator, Retention retention, Runnable awaitRoom, RequestMemory memory) {
    var transactor = shared.transactor();
    var traders = stores.traders();
    var revisions = stores.revisions();
    var storefronts = stores.storefronts();
    var requestKeys = shared.requestKeys();
    var create =
        new CreateTrader(
            transactor, traders, revisions, revise, requestKeys, shared.vault(), shared.ids());
    var assign = new AssignStorefront(storefronts, shared.journal(), shared.clock());
    var dues = new RetentionDues(retention);
    return new BoundTraderService(
        new TraderService(
            transactor,
            new ReadHistory(transactor, traders, revisions, shared.pageTokens()),
            create,
            new UpdateTrader(transactor, traders, revisions, revise, requestKeys, validator),
            new EndContract(transactor, traders, storefronts, revise, dues, shared.clock()),
            new Storefronts(transactor, traders, storefronts, assign),
            read,
            new LookUpTraders(transactor, traders, stores.tokens(), currentReads, read),
            readPublicInfo,
            new ImportBatch(
                transactor,
                traders,
                storefronts,
                new ImportTrader(transactor, traders, create, revise, assign, validator),
                awaitRoom),
            new WorkerThreads(),
            memory,
            shared.pageTokens()));
  }
}
