package org.sellerregistry.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.stub.StreamObserver;
import java.util.UUID;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.ConfirmErasureRequest;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.CreateMarketplaceRequest;
import org.sellerregistry.v1.EraseTraderRequest;
import org.sellerregistry.v1.Erasure;
import org.sellerregistry.v1.ExportPersonalDataRequest;
import org.sellerregistry.v1.ExportPersonalDataResponse;
import org.sellerregistry.v1.GetKeyStatusRequest;
import org.sellerregistry.v1.GetMarketplaceRequest;
import org.sellerregistry.v1.GetOperationRequest;
import org.sellerregistry.v1.GetTraderRetentionRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.KeyStatus;
import org.sellerregistry.v1.ListGrantsRequest;
import org.sellerregistry.v1.ListGrantsResponse;
import org.sellerregistry.v1.ListMarketplacesRequest;
import org.sellerregistry.v1.ListMarketplacesResponse;
import org.sellerregistry.v1.ListOperationsRequest;
import org.sellerregistry.v1.ListOperationsResponse;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.Operation;
import org.sellerregistry.v1.Preservation;
import org.sellerregistry.v1.PreserveTraderRequest;
import org.sellerregistry.v1.ReleasePreservationRequest;
import org.sellerregistry.v1.RevokeGrantRequest;
import org.sellerregistry.v1.RotateKeysRequest;
import org.sellerregistry.v1.TraderRetention;
import org.sellerregistry.v1.UpdateMarketplaceRequest;

/**
 * The gRPC edge of marketplaces and grants. The contract has more in the same service that rests on
 * packages above this one: that is handed on.
 */
final class AdminService extends AdminServiceGrpc.AdminServiceImplBase {
  private static final String LIST_MARKETPLACES = "AdminService.ListMarketplaces";
  private static final String LIST_GRANTS = "AdminService.ListGrants";
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Transactor transactor;
  private final ChangeMarketplaces marketplaces;
  private final ChangeGrants grants;
  private final PageTokens tokens;
  private final AdminServiceGrpc.AsyncService custody;
  private final AdminServiceGrpc.AsyncService retention;
  private final AdminServiceGrpc.AsyncService subjectAccess;

  /**
   * @param custody serves what is about keys and operations
   * @param retention serves what is about the end of data
   * @param subjectAccess serves what persons may have of what is held about them
   */
  AdminService(
      Transactor transactor,
      ChangeMarketplaces marketplaces,
      ChangeGrants grants,
      PageTokens tokens,
      AdminServiceGrpc.AsyncService custody,
      AdminServiceGrpc.AsyncService retention,
      AdminServiceGrpc.AsyncService subjectAccess) {
    this.transactor = transactor;
    this.marketplaces = marketplaces;
    this.grants = grants;
    this.tokens = tokens;
    this.custody = custody;
    this.retention = retention;
    this.subjectAccess = subjectAccess;
  }

  @Override
  public void createMarketplace(
      CreateMarketplaceRequest request, StreamObserver<Marketplace> answer) {
    var stored = marketplaces.create(request.getMarketplaceId(), request.getMarketplace());
    send(AdminMessages.marketplace(stored), answer);
  }

  @Override
  public void getMarketplace(GetMarketplaceRequest request, StreamObserver<Marketplace> answer) {
    var id = CallScope.current().tenant().marketplaceId();
    var stored = transactor.read(db -> new MarketplaceStore(db).find(id).orElseThrow());
    send(AdminMessages.marketplace(stored), answer);
  }

  @Override
  public void listMarketplaces(
      ListMarketplacesRequest request, StreamObserver<ListMarketplacesResponse> answer) {
    int size = PageTokens.size(request.getPageSize());
    var behind =
        tokens.read(LIST_MARKETPLACES, request).map(bytes -> new String(bytes, UTF_8)).orElse("");
    var found = transactor.read(db -> new MarketplaceStore(db).list(behind, size + 1));
    var response = ListMarketplacesResponse.newBuilder();
    found.stream().limit(size).map(AdminMessages::marketplace).forEach(response::addMarketplaces);
    if (found.size() > size) {
      var last = found.get(size - 1).marketplaceId().getBytes(UTF_8);
      response.setNextPageToken(tokens.next(LIST_MARKETPLACES, request, last));
    }
    send(response.build(), answer);
  }

  @Override
  public void updateMarketplace(
      UpdateMarketplaceRequest request, StreamObserver<Marketplace> answer) {
    var stored = marketplaces.update(request.getMarketplace(), request.getUpdateMask());
    send(AdminMessages.marketplace(stored), answer);
  }

  @Override
  public void createGrant(CreateGrantRequest request, StreamObserver<Grant> answer) {
    send(AdminMessages.grant(grants.create(request.getGrant())), answer);
  }

  @Override
  public void listGrants(ListGrantsRequest request, StreamObserver<ListGrantsResponse> answer) {
    int size = PageTokens.size(request.getPageSize());
    var behind = tokens.read(LIST_GRANTS, request).map(Ids::fromBytes).orElse(BEFORE_ALL);
    var found = transactor.read(db -> new GrantStore(db).list(behind, size + 1));
    var response = ListGrantsResponse.newBuilder();
    found.stream().limit(size).map(AdminMessages::grant).forEach(response::addGrants);
    if (found.size() > size) {
      var last = Ids.toBytes(found.get(size - 1).grant().id());
      response.setNextPageToken(tokens.next(LIST_GRANTS, request, last));
    }
    send(response.build(), answer);
  }

  @Override
  public void revokeGrant(RevokeGrantRequest request, StreamObserver<Grant> answer) {
    var name = ResourceNames.requireGrant("name", request.getName());
    send(AdminMessages.grant(grants.revoke(name.grant())), answer);
  }

  @Override
  public void rotateKeys(RotateKeysRequest request, StreamObserver<Operation> answer) {
    custody.rotateKeys(request, answer);
  }

  @Override
  public void getKeyStatus(GetKeyStatusRequest request, StreamObserver<KeyStatus> answer) {
    custody.getKeyStatus(request, answer);
  }

  @Override
  public void getOperation(GetOperationRequest request, StreamObserver<Operation> answer) {
    custody.getOperation(request, answer);
  }

  @Override
  public void listOperations(
      ListOperationsRequest request, StreamObserver<ListOperationsResponse> answer) {
    custody.listOperations(request, answer);
  }

  @Override
  public void getTraderRetention(
      GetTraderRetentionRequest request, StreamObserver<TraderRetention> answer) {
    retention.getTraderRetention(request, answer);
  }

  @Override
  public void eraseTrader(EraseTraderRequest request, StreamObserver<Erasure> answer) {
    retention.eraseTrader(request, answer);
  }

  @Override
  public void confirmErasure(ConfirmErasureRequest request, StreamObserver<Erasure> answer) {
    retention.confirmErasure(request, answer);
  }

  @Override
  public void preserveTrader(PreserveTraderRequest request, StreamObserver<Preservation> answer) {
    retention.preserveTrader(request, answer);
  }

  @Override
  public void releasePreservation(
      ReleasePreservationRequest request, StreamObserver<Preservation> answer) {
    retention.releasePreservation(request, answer);
  }

  @Override
  public void exportPersonalData(
      ExportPersonalDataRequest request, StreamObserver<ExportPersonalDataResponse> answers) {
    subjectAccess.exportPersonalData(request, answers);
  }

  private static <T> void send(T message, StreamObserver<T> answer) {
    answer.onNext(message);
    answer.onCompleted();
  }
}
