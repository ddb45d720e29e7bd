package org.sellerregistry.custody;

import io.grpc.stub.StreamObserver;
import java.util.UUID;
import org.jooq.DSLContext;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.GetKeyStatusRequest;
import org.sellerregistry.v1.GetOperationRequest;
import org.sellerregistry.v1.KeyStatus;
import org.sellerregistry.v1.KeyVersion;
import org.sellerregistry.v1.ListOperationsRequest;
import org.sellerregistry.v1.ListOperationsResponse;
import org.sellerregistry.v1.Operation;
import org.sellerregistry.v1.RotateKeysRequest;
import org.sellerregistry.vault.KeyRotation;
import org.sellerregistry.vault.Keyset;

/** The gRPC edge of keys and operations. */
public final class CustodyService implements AdminServiceGrpc.AsyncService {
  private static final String LIST = "AdminService.ListOperations";
  private static final UUID BEHIND_ALL = new UUID(-1, -1);
  private static final int MOST_VERSIONS = 100;

  private final Transactor transactor;
  private final KeyRotation rotation;
  private final RotateKeys rotateKeys;
  private final Epochs epochs;
  private final PageTokens tokens;
  private final OperationStore store = new OperationStore();

  public CustodyService(
      Transactor transactor,
      KeyRotation rotation,
      RotateKeys rotateKeys,
      Epochs epochs,
      PageTokens tokens) {
    this.transactor = transactor;
    this.rotation = rotation;
    this.rotateKeys = rotateKeys;
    this.epochs = epochs;
    this.tokens = tokens;
  }

  @Override
  public void rotateKeys(RotateKeysRequest request, StreamObserver<Operation> answer) {
    var keyset = Keyset.of(request.getKeysetValue());
    var caller = CallScope.current().caller();
    send(rotateKeys.start(caller, keyset, request.getAcceptLoss()), answer);
  }

  @Override
  public void getKeyStatus(GetKeyStatusRequest request, StreamObserver<KeyStatus> answer) {
    send(transactor.read(this::status), answer);
  }

  private KeyStatus status(DSLContext db) {
    var status =
        KeyStatus.newBuilder()
            .setFormerDataKeys(
                rotation.countFormer(db, rotation.newest(db, Keyset.WRAPPING).version()))
            .setDamagedDataKeys(rotation.countDamaged(db))
            .setServers(rotation.countServers(db))
            .setReadEverywhere(rotation.isReadEverywhere(db));
    rotation.list(db, MOST_VERSIONS).stream()
        .map(CustodyService::version)
        .forEach(status::addVersions);
    epochs.nextEpoch(db).map(Times::timestamp).ifPresent(status::setNextEpochTime);
    epochs.erasedEverywhere(db).map(Times::timestamp).ifPresent(status::setErasedEverywhereTime);
    return status.build();
  }

  private static KeyVersion version(org.sellerregistry.vault.KeyVersion stored) {
    var version =
        KeyVersion.newBuilder()
            .setKeysetValue(stored.keyset().code())
            .setVersion(stored.version())
            .setStateValue(stored.state().code())
            .setCreateTime(Times.timestamp(stored.createTime()));
    if (stored.retireTime() != null) {
      version.setRetireTime(Times.timestamp(stored.retireTime()));
    }
    if (stored.destroyTime() != null) {
      version.setDestroyTime(Times.timestamp(stored.destroyTime()));
    }
    return version.build();
  }

  @Override
  public void getOperation(GetOperationRequest request, StreamObserver<Operation> answer) {
    var id = ResourceNames.requireOperation("name", request.getName());
    send(
        transactor
            .read(db -> store.find(db, id))
            .orElseThrow(() -> Refusal.notFound(request.getName())),
        answer);
  }

  @Override
  public void listOperations(
      ListOperationsRequest request, StreamObserver<ListOperationsResponse> answer) {
    int size = PageTokens.size(request.getPageSize());
    var behind = tokens.read(LIST, request).map(Ids::fromBytes).orElse(BEHIND_ALL);
    var found = transactor.read(db -> store.list(db, behind, size + 1));
    var response = ListOperationsResponse.newBuilder();
    found.stream().limit(size).forEach(response::addOperations);
    if (found.size() > size) {
      var last = ResourceNames.requireOperation("name", found.get(size - 1).getName());
      response.setNextPageToken(tokens.next(LIST, request, Ids.toBytes(last)));
    }
    send(response.build(), answer);
  }

  private static <T> void send(T message, StreamObserver<T> answer) {
    answer.onNext(message);
    answer.onCompleted();
  }
}
