package org.sellerregistry.verification;

import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceName;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.StorefrontStore;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckEligibilityRequest;
import org.sellerregistry.v1.Eligibility;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.ListCountryRequirementsRequest;
import org.sellerregistry.v1.ListCountryRequirementsResponse;
import org.sellerregistry.v1.OfferingVerification;
import org.sellerregistry.v1.PresentElectronicIdRequest;
import org.sellerregistry.v1.PresentElectronicIdResponse;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.RecordCheckResponse;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.Verification;
import org.sellerregistry.v1.VerificationServiceGrpc.VerificationServiceImplBase;
import org.sellerregistry.v1.VerifyTraderRequest;

/** The gRPC edge of verification. */
public final class VerificationService extends VerificationServiceImplBase {
  private final Transactor transactor;
  private final TraderStore traders;
  private final StorefrontStore storefronts;
  private final CheckStore checkStore;
  private final Assess assess;
  private final Inquiries inquiries;
  private final VerifyBySources verify;
  private final RecordCheck recordCheck;
  private final PresentElectronicId presentElectronicId;
  private final DueStandings dueStandings;
  private final Countries countries;
  private final InstantSource clock;

  public VerificationService(
      Transactor transactor,
      TraderStore traders,
      StorefrontStore storefronts,
      CheckStore checkStore,
      Assess assess,
      Inquiries inquiries,
      VerifyBySources verify,
      RecordCheck recordCheck,
      PresentElectronicId presentElectronicId,
      DueStandings dueStandings,
      Countries countries,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.storefronts = storefronts;
    this.checkStore = checkStore;
    this.assess = assess;
    this.inquiries = inquiries;
    this.verify = verify;
    this.recordCheck = recordCheck;
    this.presentElectronicId = presentElectronicId;
    this.dueStandings = dueStandings;
    this.countries = countries;
    this.clock = clock;
  }

  @Override
  public void verifyTrader(VerifyTraderRequest request, StreamObserver<Verification> replies) {
    var scope = CallScope.current();
    var id = ResourceNames.requireTrader("name", request.getName()).trader();
    var verified =
        verify
            .verify(scope.tenant(), scope.caller(), id)
            .orElseThrow(() -> Refusal.notFound(request.getName()));
    reply(
        replies,
        verification(
            scope.tenant(),
            verified.trader(),
            verified.checks(),
            verified.time(),
            Audience.AUDIENCE_STAFF,
            request.getLanguageCode()));
  }

  @Override
  public void getVerification(
      GetVerificationRequest request, StreamObserver<Verification> replies) {
    var tenant = CallScope.current().tenant();
    var id = ResourceNames.requireTrader("name", request.getName()).trader();
    var stored =
        transactor.read(db -> {
          var found = traders.load(db, tenant, List.of(id), Sections.kinds()).get(id);
          if (found == null) {
            throw Refusal.notFound(request.getName());
          }
          var checks = checkStore.load(db, tenant, found.keys());
          return new VerifyTrader.Verified(found.trader(), checks, Times.micros(clock.instant()));
        });
    // What is overdue may bring new checks too.
    var verified = dueStandings.computeOverdue(tenant, id, stored.trader()).orElse(stored);
    reply(
        replies,
        verification(
            tenant,
            verified.trader(),
            verified.checks(),
            verified.time(),
            request.getAudience(),
            request.getLanguageCode()));
  }

  @Override
  public void checkEligibility(
      CheckEligibilityRequest request, StreamObserver<Eligibility> replies) {
    var tenant = CallScope.current().tenant();
    reply(
        replies,
        trader(tenant, request.getName())
            .map(trader -> eligibility(trader, request.getOffering()))
            .orElse(
                Eligibility.newBuilder()
                    .setAvailability(PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER)
                    .build()));
  }

  @Override
  public void recordCheck(RecordCheckRequest request, StreamObserver<RecordCheckResponse> replies) {
    var id = ResourceNames.requireTrader("parent", request.getParent()).trader();
    reply(replies, recordCheck.record(CallScope.current(), id, request));
  }

  @Override
  public void presentElectronicId(
      PresentElectronicIdRequest request, StreamObserver<PresentElectronicIdResponse> replies) {
    var id = ResourceNames.requireTrader("parent", request.getParent()).trader();
    reply(replies, presentElectronicId.present(CallScope.current(), id, request));
  }

  @Override
  public void listCountryRequirements(
      ListCountryRequirementsRequest request,
      StreamObserver<ListCountryRequirementsResponse> replies) {
    var wanted = request.getRegionCodesList();
    var response = ListCountryRequirementsResponse.newBuilder();
    countries.all().stream()
        .filter(it -> wanted.isEmpty() || wanted.contains(it.getRegionCode()))
        .forEach(response::addCountries);
    reply(replies, response.build());
  }

  /** The trader of a name or the owner of a storefront; empty if nobody owns it. */
  private Optional<Trader> trader(Tenant tenant, String name) {
    Optional<UUID> id =
        switch (ResourceNames.parse(name).orElseThrow(() -> Refusal.notFound(name))) {
          case ResourceName.TraderName it -> Optional.of(it.trader());
          case ResourceName.StorefrontName it ->
              transactor.read(db ->
                  storefronts.ownerAt(db, tenant, it.storefront(), Times.FOREVER.minusSeconds(1)));
          case ResourceName.MarketplaceName it -> throw Refusal.notFound(name);
          case ResourceName.CheckName it -> throw Refusal.notFound(name);
          case ResourceName.EvidenceName it -> throw Refusal.notFound(name);
          case ResourceName.GrantName it -> throw Refusal.notFound(name);
        };
    return id.map(it -> {
      var trader = transactor.read(db -> traders.loadBasics(db, tenant, Set.of(it))).get(it);
      if (trader == null) {
        throw Refusal.notFound(name);
      }
      return dueStandings.fresh(tenant, it, trader);
    });
  }

  private static Eligibility eligibility(Trader trader, String offering) {
    var eligibility =
        Eligibility.newBuilder()
            .setTrader(trader.getName())
            .setAvailability(PublicAvailability.PUBLIC_AVAILABILITY_NOT_OFFERED);
    for (var standing : trader.getStandingsList()) {
      if (standing.getOffering().equals(offering)) {
        eligibility
            .setStanding(standing)
            .setEligible(standing.getState() == StandingState.STANDING_STATE_ELIGIBLE)
            .setAvailability(PublicInfo.availability(standing.getState()));
      }
    }
    return eligibility.build();
  }

  private Verification verification(
      Tenant tenant,
      Trader trader,
      List<Check> checks,
      Instant now,
      Audience audience,
      String languageCode) {
    var advice = CountryAdvice.of(countries.find(trader.getRegionCode()), trader.getType());
    var id = ResourceNames.requireTrader("name", trader.getName()).trader();
    var questions = inquiries.sources().questions(trader);
    var inquiry =
        questions.isEmpty()
            ? null
            : transactor.read(db -> inquiries.find(db, tenant, id)).orElse(null);
    var explain =
        new Explain(
            languageCode,
            audience,
            advice,
            new ExplainItems(
                trader, checks, questions, inquiries.open(trader, checks, now), inquiry, now),
            recordCheck::isRecordable);
    var itemChecks = new ItemChecks(checks);
    var verification =
        Verification.newBuilder().setTrader(trader.getName()).setRevision(trader.getRevision());
    for (var evaluation : assess.evaluate(trader, checks, now)) {
      var offering = OfferingVerification.newBuilder();
      trader.getStandingsList().stream()
          .filter(it -> it.getOffering().equals(evaluation.pack().getOffering()))
          .forEach(offering::setStanding);
      evaluation
          .requirements()
          .forEach(it -> offering.addRequirements(explain.requirement(it, itemChecks)));
      verification.addOfferings(offering);
    }
    if (audience != Audience.AUDIENCE_TRADER) {
      checks.stream()
          .sorted(Comparator.comparing(Check::getName).reversed())
          .forEach(verification::addChecks);
    }
    return verification.build();
  }

  private static <T> void reply(StreamObserver<T> replies, T reply) {
    replies.onNext(reply);
    replies.onCompleted();
  }
}
