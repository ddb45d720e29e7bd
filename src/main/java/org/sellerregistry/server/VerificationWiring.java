package org.sellerregistry.server;

import org.sellerregistry.jobs.JobQueue;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.verification.Assess;
import org.sellerregistry.verification.Countries;
import org.sellerregistry.verification.DueStandings;
import org.sellerregistry.verification.Inquiries;
import org.sellerregistry.verification.Packs;
import org.sellerregistry.verification.PresentElectronicId;
import org.sellerregistry.verification.RecordCheck;
import org.sellerregistry.verification.VerificationService;
import org.sellerregistry.verification.VerifyBySources;
import org.sellerregistry.verification.VerifyTrader;
import org.sellerregistry.verification.electronicid.Presentations;
import org.sellerregistry.verification.sources.Sources;

/** Checks by machines and people, and the standings that follow. */
final class VerificationWiring {
  private final Shared shared;
  private final Stores stores;
  private final Assess assess;
  private final Sources sources;
  private final Inquiries inquiries;
  private final VerifyBySources bySources;
  private final DueStandings dueStandings;
  private final RecordCheck recordCheck;
  private final PresentElectronicId presentElectronicId;

  VerificationWiring(Shared shared, ServerConfig config, Packs packs, Stores stores) {
    this.shared = shared;
    this.stores = stores;
    var traders = stores.traders();
    var checks = stores.checks();
    var evidence = stores.evidence();
    var transactor = shared.transactor();
    var journal = shared.journal();
    var clock = shared.clock();

    assess = new Assess(packs, stores.publicInfo());
    sources = config.sources().connect(clock);
    inquiries =
        new Inquiries(
            sources,
            packs,
            new JobQueue(),
            config.sources().firstRetry(),
            config.sources().longestRetry(),
            shared.random(),
            clock);
    var verify = new VerifyTrader(transactor, traders, checks, assess, inquiries, journal, clock);
    bySources = new VerifyBySources(transactor, traders, checks, inquiries, verify, clock);
    dueStandings = new DueStandings(transactor, verify, clock);

    var presentations = new Presentations(config.electronicId(), clock);
    var asked = config.sources().methods();
    if (presentations.trustsAny()) {
      asked.add(CheckMethod.CHECK_METHOD_ELECTRONIC_ID);
    }
    var requestKeys = shared.requestKeys();
    recordCheck =
        new RecordCheck(
            transactor, traders, checks, evidence, asked, assess, journal, requestKeys, clock);
    presentElectronicId =
        new PresentElectronicId(
            transactor, traders, checks, assess, journal, requestKeys, presentations, clock);
  }

  Assess assess() {
    return assess;
  }

  Inquiries inquiries() {
    return inquiries;
  }

  Sources sources() {
    return sources;
  }

  VerifyBySources bySources() {
    return bySources;
  }

  DueStandings dueStandings() {
    return dueStandings;
  }

  VerificationService service(Countries countries) {
    return new VerificationService(
        shared.transactor(),
        stores.traders(),
        stores.storefronts(),
        stores.checks(),
        assess,
        inquiries,
        bySources,
        recordCheck,
        presentElectronicId,
        dueStandings,
        countries,
        shared.clock());
  }
}
