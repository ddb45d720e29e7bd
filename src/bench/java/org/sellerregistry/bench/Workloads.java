package org.sellerregistry.bench;

import com.google.protobuf.BytesValue;
import com.google.protobuf.Empty;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.VerificationServiceGrpc;
import org.sellerregistry.v1.VerifyTraderRequest;

/** The calls that are measured. */
final class Workloads {
  private static final int LOOKUPS = 20_000;

  private final Keys keys;

  Workloads(Keys keys) {
    this.keys = keys;
  }

  static Workload empty() {
    return new UnaryWorkload<>(
        Reference.EMPTY, random -> Empty.getDefaultInstance(), (reply, request) -> true);
  }

  Workload naive(int pool) {
    return new UnaryWorkload<BytesValue, BytesValue>(
        Reference.NAIVE,
        random -> keys.naive(pool, keys.draw(random)),
        (reply, request) -> reply.getValue().size() > 100);
  }

  /** What buyers are shown at a storefront. */
  Workload publicInfo() {
    return new UnaryWorkload<>(
        TraderServiceGrpc.getGetPublicTraderInfoMethod(),
        random ->
            GetPublicTraderInfoRequest.newBuilder()
                .setName(keys.storefront(keys.draw(random)))
                .setOffering(LoadedTraders.OFFERING)
                .build(),
        (reply, request) ->
            reply.getAvailability() == PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE
                && reply.getNamesCount() > 0
                && reply.getAddressesCount() > 0);
  }

  /** A trader with all sections. */
  Workload getTrader() {
    return new UnaryWorkload<>(
        TraderServiceGrpc.getGetTraderMethod(),
        random ->
            GetTraderRequest.newBuilder()
                .setName(keys.trader(keys.draw(random)))
                .setView(TraderView.TRADER_VIEW_FULL)
                .build(),
        (reply, request) ->
            reply.getName().equals(request.getName())
                && reply.getIdentity().getNamesCount() > 0
                && reply.getPayment().getAccountsCount() > 0);
  }

  /** Computes a trader's checks and standing anew, which come out as they were. */
  Workload verify() {
    return new UnaryWorkload<>(
        VerificationServiceGrpc.getVerifyTraderMethod(),
        random -> VerifyTraderRequest.newBuilder().setName(keys.trader(keys.draw(random))).build(),
        (reply, request) ->
            reply.getTrader().equals(request.getName())
                && reply.getChecksCount() > 0
                && reply.getOfferingsCount() == 1
                && reply.getOfferings(0).getStanding().getState()
                    == StandingState.STANDING_STATE_ELIGIBLE);
  }

  /** Traders by their e-mail addresses, without their sections. */
  Workload lookup() {
    var synthetic = new SyntheticTraders(Loader.SEED);
    var requests =
        keys.sample(LOOKUPS).stream()
            .map(index ->
                synthetic
                    .at(keys.sequence(index))
                    .record()
                    .getTrader()
                    .getIdentity()
                    .getEmails(0)
                    .getAddress())
            .map(email ->
                LookupTradersRequest.newBuilder()
                    .setParent("marketplaces/" + Loader.MARKETPLACE_ID)
                    .addQueries(LookupQuery.newBuilder().setEmail(email))
                    .setView(TraderView.TRADER_VIEW_BASIC)
                    .build())
            .toList();
    return new UnaryWorkload<>(
        TraderServiceGrpc.getLookupTradersMethod(),
        random -> requests.get(random.nextInt(requests.size())),
        (reply, request) ->
            reply.getResultsCount() == 1 && reply.getResults(0).getMatchesCount() >= 1);
  }
}
