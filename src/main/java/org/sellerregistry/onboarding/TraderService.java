package org.sellerregistry.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Timestamp;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.RequestMemory;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.AssignStorefrontRequest;
import org.sellerregistry.v1.BatchGetPublicTraderInfoRequest;
import org.sellerregistry.v1.BatchGetPublicTraderInfoResponse;
import org.sellerregistry.v1.BatchGetTradersRequest;
import org.sellerregistry.v1.BatchGetTradersResponse;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.ExportTradersRequest;
import org.sellerregistry.v1.ExportTradersResponse;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.ListStorefrontsRequest;
import org.sellerregistry.v1.ListStorefrontsResponse;
import org.sellerregistry.v1.ListTraderRevisionsRequest;
import org.sellerregistry.v1.ListTraderRevisionsResponse;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.v1.ListTradersResponse;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.LookupTradersResponse;
import org.sellerregistry.v1.ReleaseStorefrontRequest;
import org.sellerregistry.v1.Storefront;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderFilter;
import org.sellerregistry.v1.TraderServiceGrpc.TraderServiceImplBase;
import org.sellerregistry.v1.UpdateTraderRequest;

/** The gRPC edge of onboarding: maps each call to its use case. */
public final class TraderService extends TraderServiceImplBase {
  private final Transactor transactor;
  private final ReadHistory history;
  private final CreateTrader create;
  private final UpdateTrader update;
  private final EndContract endContract;
  private final Storefronts storefronts;
  private final ReadTraders read;
  private final LookUpTraders lookUp;
  private final ReadPublicInfo readPublicInfo;
  private final ImportBatch importBatch;
  private final Executor executor;
  private final RequestMemory memory;
  private final PageTokens pageTokens;
  private final ListTraders list = new ListTraders();

  public TraderService(
      Transactor transactor,
      ReadHistory history,
      CreateTrader create,
      UpdateTrader update,
      EndContract endContract,
      Storefronts storefronts,
      ReadTraders read,
      LookUpTraders lookUp,
      ReadPublicInfo readPublicInfo,
      ImportBatch importBatch,
      Executor executor,
      RequestMemory memory,
      PageTokens pageTokens) {
    this.transactor = transactor;
    this.history = history;
    this.create = create;
    this.update = update;
    this.endContract = endContract;
    this.storefronts = storefronts;
    this.read = read;
    this.lookUp = lookUp;
    this.readPublicInfo = readPublicInfo;
    this.importBatch = importBatch;
    this.executor = executor;
    this.memory = memory;
    this.pageTokens = pageTokens;
  }

  @Override
  public void createTrader(CreateTraderRequest request, StreamObserver<Trader> replies) {
    var scope = CallScope.current();
    reply(replies, create.create(scope.tenant(), scope.caller(), request));
  }

  @Override
  public void getTrader(GetTraderRequest request, StreamObserver<Trader> replies) {
    reply(
        replies,
        read.read(CallScope.current().tenant(), trader("name", request.getName()), request));
  }

  @Override
  public void batchGetTraders(
      BatchGetTradersRequest request, StreamObserver<BatchGetTradersResponse> replies) {
    var tenant = CallScope.current().tenant();
    var ids =
        request.getNamesList().stream().map(name -> inTenant(tenant, name)).distinct().toList();
    var found = read.readWhole(tenant, ids, request.getView());
    var budget = new ReplyBudget();
    var response = BatchGetTradersResponse.newBuilder();
    for (var name : request.getNamesList()) {
      var trader = found.get(inTenant(tenant, name));
      if (trader == null) {
        throw Refusal.notFound(name);
      }
      budget.require(trader);
      response.addTraders(trader);
    }
    reply(replies, response.build());
  }

  @Override
  public void updateTrader(UpdateTraderRequest request, StreamObserver<Trader> replies) {
    var scope = CallScope.current();
    var id = trader("trader.name", request.getTrader().getName());
    reply(replies, update.update(scope.tenant(), scope.caller(), id, request));
  }

  @Override
  public void listTraders(ListTradersRequest request, StreamObserver<ListTradersResponse> replies) {
    var tenant = CallScope.current().tenant();
    int size = PageTokens.size(request.getPageSize());
    var behind = pageTokens.read("ListTraders", request).map(Ids::fromBytes);
    var ids = transactor.read(db -> list.list(db, tenant, request.getFilter(), behind, size + 1));
    var wanted = ids.subList(0, Math.min(size, ids.size()));
    var page = read.readFirst(tenant, wanted, request.getView());
    var response = ListTradersResponse.newBuilder().addAllTraders(page);
    if (ids.size() > page.size()) {
      var last = ids.get(page.size() - 1);
      response.setNextPageToken(pageTokens.next("ListTraders", request, Ids.toBytes(last)));
    }
    reply(replies, response.build());
  }

  @Override
  public void lookupTraders(
      LookupTradersRequest request, StreamObserver<LookupTradersResponse> replies) {
    reply(replies, lookUp.lookUp(CallScope.current().tenant(), request));
  }

  @Override
  public void listTraderRevisions(
      ListTraderRevisionsRequest request, StreamObserver<ListTraderRevisionsResponse> replies) {
    reply(
        replies,
        history.read(CallScope.current().tenant(), trader("name", request.getName()), request));
  }

  @Override
  public void assignStorefront(
      AssignStorefrontRequest request, StreamObserver<Storefront> replies) {
    var scope = CallScope.current();
    reply(
        replies,
        storefronts.assign(
            scope,
            inTenant(scope.tenant(), request.getTrader()),
            storefront(request.getName()),
            request.getUrl()));
  }

  @Override
  public void releaseStorefront(
      ReleaseStorefrontRequest request, StreamObserver<Storefront> replies) {
    reply(replies, storefronts.release(CallScope.current(), storefront(request.getName())));
  }

  @Override
  public void listStorefronts(
      ListStorefrontsRequest request, StreamObserver<ListStorefrontsResponse> replies) {
    var id = trader("parent", request.getParent());
    int size = PageTokens.size(request.getPageSize());
    var behind = pageTokens.read("ListStorefronts", request).map(bytes -> new String(bytes, UTF_8));
    var found = storefronts.list(CallScope.current().tenant(), id, behind, size + 1);
    var page = found.subList(0, Math.min(size, found.size()));
    var response = ListStorefrontsResponse.newBuilder().addAllStorefronts(page);
    if (found.size() > size) {
      response.setNextPageToken(
          pageTokens.next(
              "ListStorefronts", request, Storefronts.position(page.getLast()).getBytes(UTF_8)));
    }
    reply(replies, response.build());
  }

  @Override
  public void endContract(EndContractRequest request, StreamObserver<Trader> replies) {
    var scope = CallScope.current();
    reply(
        replies,
        endContract.end(
            scope.tenant(), scope.caller(), trader("name", request.getName()), request));
  }

  /** GetPublicTraderInfo, by {@link BoundTraderService}. */
  void answerPublicTraderInfo(GetPublicTraderInfoRequest request, StreamObserver<Answer> replies) {
    reply(replies, readPublicInfo.answer(CallScope.current().tenant(), request));
  }

  @Override
  public void batchGetPublicTraderInfo(
      BatchGetPublicTraderInfoRequest request,
      StreamObserver<BatchGetPublicTraderInfoResponse> replies) {
    var tenant = CallScope.current().tenant();
    Optional<Timestamp> asOf =
        request.hasAsOf() ? Optional.of(request.getAsOf()) : Optional.empty();
    var budget = new ReplyBudget();
    var response = BatchGetPublicTraderInfoResponse.newBuilder();
    for (var name : request.getNamesList()) {
      requireTenant(tenant, name);
      var info = readPublicInfo.read(tenant, name, request.getOffering(), asOf);
      budget.require(info);
      response.addInfos(info);
    }
    reply(replies, response.build());
  }

  @Override
  public StreamObserver<ImportTradersRequest> importTraders(
      StreamObserver<ImportTradersResponse> replies) {
    var stream =
        new ImportStream(
            importBatch,
            executor,
            memory,
            (ServerCallStreamObserver<ImportTradersResponse>) replies);
    stream.start();
    return stream;
  }

  @Override
  public void exportTraders(
      ExportTradersRequest request, StreamObserver<ExportTradersResponse> replies) {
    var tenant = CallScope.current().tenant();
    var behind = pageTokens.read("ExportTraders", request).map(Ids::fromBytes);
    new ExportStream(
            (behindId, limit) ->
                transactor.read(db ->
                    list.list(db, tenant, TraderFilter.getDefaultInstance(), behindId, limit)),
            ids -> storefronts.export(tenant, ids),
            id -> pageTokens.next("ExportTraders", request, Ids.toBytes(id)),
            behind,
            (ServerCallStreamObserver<ExportTradersResponse>) replies)
        .start();
  }

  private static UUID trader(String field, String name) {
    return ResourceNames.requireTrader(field, name).trader();
  }

  private static String storefront(String name) {
    return ResourceNames.requireStorefront("name", name).storefront();
  }

  /** The key of a trader that a request names beside its own marketplace. */
  private static UUID inTenant(Tenant tenant, String name) {
    requireTenant(tenant, name);
    return trader("name", name);
  }

  private static void requireTenant(Tenant tenant, String name) {
    if (!ResourceNames.parse(name)
        .flatMap(ResourceNames::marketplaceOf)
        .filter(tenant.marketplaceId()::equals)
        .isPresent()) {
      throw Refusal.notFound(name);
    }
  }

  private static <T> void reply(StreamObserver<T> replies, T reply) {
    replies.onNext(reply);
    replies.onCompleted();
  }
}
