package org.sellerregistry.demo;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.OfferingVerification;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.RecordCheckResponse;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderServiceGrpc.TraderServiceBlockingStub;
import org.sellerregistry.v1.TraderServiceGrpc.TraderServiceBlockingV2Stub;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.VerificationServiceGrpc;
import org.sellerregistry.v1.VerificationServiceGrpc.VerificationServiceBlockingStub;

/** A marketplace's connection to the server: an ordinary client of the contract. */
record Session(ManagedChannel channel, Marketplace marketplace, String offering)
    implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 30;
  private static final Metadata.Key<String> PERSON =
      Metadata.Key.of("seller-registry-person", Metadata.ASCII_STRING_MARSHALLER);

  String parent() {
    return marketplace.getName();
  }

  TraderServiceBlockingStub traders() {
    return limited(TraderServiceGrpc.newBlockingStub(channel));
  }

  /** For streams, which last as long as they need to. */
  TraderServiceBlockingV2Stub streams() {
    return TraderServiceGrpc.newBlockingV2Stub(channel);
  }

  VerificationServiceBlockingStub verification() {
    return limited(VerificationServiceGrpc.newBlockingStub(channel));
  }

  Trader trader(String name) {
    return traders()
        .getTrader(
            GetTraderRequest.newBuilder()
                .setName(name)
                .setView(TraderView.TRADER_VIEW_FULL)
                .build());
  }

  /** How the trader's verification stands in the session's offering. */
  OfferingVerification verification(String trader, Audience audience) {
    return verification()
        .getVerification(
            GetVerificationRequest.newBuilder().setName(trader).setAudience(audience).build())
        .getOfferingsList()
        .stream()
        .filter(found -> found.getStanding().getOffering().equals(offering))
        .findFirst()
        .orElseThrow();
  }

  PublicTraderInfo publicInfo(String name) {
    return publicInfo(GetPublicTraderInfoRequest.newBuilder().setName(name));
  }

  PublicTraderInfo publicInfo(GetPublicTraderInfoRequest.Builder request) {
    return traders().getPublicTraderInfo(request.setOffering(offering).build());
  }

  /** Records a check that a person made. */
  RecordCheckResponse record(String trader, Check.Builder check, String person) {
    var headers = new Metadata();
    headers.put(PERSON, person);
    return verification()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .recordCheck(RecordCheckRequest.newBuilder().setParent(trader).setCheck(check).build());
  }

  private static <S extends AbstractStub<S>> S limited(S stub) {
    return stub.withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    DemoServer.close(channel);
  }
}
