package org.sellerregistry.e2e;

import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.sellerregistry.v1.AssignStorefrontRequest;
import org.sellerregistry.v1.BatchGetPublicTraderInfoRequest;
import org.sellerregistry.v1.BatchGetTradersRequest;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckEligibilityRequest;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ConfirmErasureRequest;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.CreateMarketplaceRequest;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.DownloadEvidenceRequest;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.EraseTraderRequest;
import org.sellerregistry.v1.ExportPersonalDataRequest;
import org.sellerregistry.v1.ExportTradersRequest;
import org.sellerregistry.v1.GetEvidenceRequest;
import org.sellerregistry.v1.GetKeyStatusRequest;
import org.sellerregistry.v1.GetMarketplaceRequest;
import org.sellerregistry.v1.GetOperationRequest;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.GetTraderRetentionRequest;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportOutcome;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.Keyset;
import org.sellerregistry.v1.ListCountryRequirementsRequest;
import org.sellerregistry.v1.ListEvidenceRequest;
import org.sellerregistry.v1.ListGrantsRequest;
import org.sellerregistry.v1.ListMarketplacesRequest;
import org.sellerregistry.v1.ListOperationsRequest;
import org.sellerregistry.v1.ListStorefrontsRequest;
import org.sellerregistry.v1.ListTraderRevisionsRequest;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.PresentElectronicIdRequest;
import org.sellerregistry.v1.PreserveTraderRequest;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.ReleasePreservationRequest;
import org.sellerregistry.v1.ReleaseStorefrontRequest;
import org.sellerregistry.v1.RevokeGrantRequest;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.RotateKeysRequest;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderFilter;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.UpdateMarketplaceRequest;
import org.sellerregistry.v1.UpdateTraderRequest;
import org.sellerregistry.v1.UploadEvidenceRequest;
import org.sellerregistry.v1.VerifyTraderRequest;

/** A request for each method that would be served, about a trader made for it. */
final class Requests {
  private static final String TRADERS = "sellerregistry.v1.TraderService/";
  private static final String VERIFICATION = "sellerregistry.v1.VerificationService/";

  private static final String NOTHING = "0190f000-0000-7000-8000-00000000dead";

  private final String parent;
  private final Trader trader;
  private final String storefront;
  private final String evidence;

  Requests(Shop shop, String externalId) {
    parent = shop.parent();
    trader = shop.create(Sellers.complete(externalId));
    storefront = parent + "/storefronts/" + externalId;
    var _ =
        shop.traders.assignStorefront(
            AssignStorefrontRequest.newBuilder()
                .setName(storefront)
                .setTrader(trader.getName())
                .build());
    var stored = shop.documents.upload(trader, Documents.pdf(100, externalId.hashCode())).getName();
    evidence = stored.substring(stored.lastIndexOf('/') + 1);
  }

  /** Requests about what need not exist. */
  Requests(String parent, Trader trader, String storefront) {
    this(parent, trader, storefront, NOTHING);
  }

  private Requests(String parent, Trader trader, String storefront, String evidence) {
    this.parent = parent;
    this.trader = trader;
    this.storefront = storefront;
    this.evidence = evidence;
  }

  /** The same about a trader and a storefront of other names. */
  Requests at(String otherParent, String otherTrader, String otherStorefront) {
    return new Requests(
        otherParent, trader.toBuilder().setName(otherTrader).build(), otherStorefront, evidence);
  }

  String parent() {
    return parent;
  }

  String trader() {
    return trader.getName();
  }

  String storefront() {
    return storefront;
  }

  private String evidence() {
    return trader() + "/evidence/" + evidence;
  }

  Message of(String method, String grant) {
    return switch (method) {
      case "CreateTrader" ->
          CreateTraderRequest.newBuilder()
              .setParent(parent)
              .setTrader(Sellers.complete("created"))
              .build();
      case "GetTrader" -> getTrader().build();
      case "BatchGetTraders" ->
          BatchGetTradersRequest.newBuilder().setParent(parent).addNames(trader()).build();
      case "UpdateTrader" -> updateTrader().build();
      case "ListTraders" -> listTraders(TraderFilter.newBuilder().setOffering("eu"));
      case "LookupTraders" -> lookup(parent, query -> query.setTraderName("Société"));
      case "ListTraderRevisions" ->
          ListTraderRevisionsRequest.newBuilder().setName(trader()).build();
      case "AssignStorefront" ->
          AssignStorefrontRequest.newBuilder().setName(storefront).setTrader(trader()).build();
      case "ReleaseStorefront" -> ReleaseStorefrontRequest.newBuilder().setName(storefront).build();
      case "ListStorefronts" -> ListStorefrontsRequest.newBuilder().setParent(trader()).build();
      case "EndContract" -> EndContractRequest.newBuilder().setName(trader()).build();
      case "GetPublicTraderInfo" -> publicInfo().build();
      case "BatchGetPublicTraderInfo" -> batchPublicInfo().build();
      case "ImportTraders" -> record(Sellers.complete("imported")).build();
      case "ExportTraders" -> ExportTradersRequest.newBuilder().setParent(parent).build();
      case "VerifyTrader" -> VerifyTraderRequest.newBuilder().setName(trader()).build();
      case "GetVerification" -> GetVerificationRequest.newBuilder().setName(trader()).build();
      case "CheckEligibility" ->
          CheckEligibilityRequest.newBuilder().setName(storefront).setOffering("eu").build();
      case "RecordCheck" -> recordCheck().build();
      case "UploadEvidence" ->
          UploadEvidenceRequest.newBuilder().setOptions(Documents.options(trader)).build();
      case "DownloadEvidence" -> DownloadEvidenceRequest.newBuilder().setName(evidence()).build();
      case "GetEvidence" -> GetEvidenceRequest.newBuilder().setName(evidence()).build();
      case "ListEvidence" -> ListEvidenceRequest.newBuilder().setParent(trader()).build();
      case "PresentElectronicId" -> present();
      case "ListCountryRequirements" -> ListCountryRequirementsRequest.getDefaultInstance();
      default -> administration(method, grant);
    };
  }

  private Message administration(String method, String grant) {
    return switch (method) {
      case "CreateMarketplace" ->
          CreateMarketplaceRequest.newBuilder()
              .setMarketplaceId("created")
              .setMarketplace(Marketplace.newBuilder().setDisplayName("Synthetic market"))
              .build();
      case "GetMarketplace" -> GetMarketplaceRequest.newBuilder().setName(parent).build();
      case "ListMarketplaces" -> ListMarketplacesRequest.getDefaultInstance();
      case "UpdateMarketplace" ->
          UpdateMarketplaceRequest.newBuilder()
              .setMarketplace(Marketplace.newBuilder().setName(parent).setDisplayName("Changed"))
              .build();
      case "CreateGrant" ->
          CreateGrantRequest.newBuilder()
              .setGrant(
                  Grant.newBuilder()
                      .setPrincipal("spiffe://test.example/new")
                      .setRole(Role.ROLE_INVESTIGATOR)
                      .setMarketplace(parent))
              .build();
      case "ListGrants" -> ListGrantsRequest.getDefaultInstance();
      case "RevokeGrant" -> RevokeGrantRequest.newBuilder().setName(grant).build();
      case "GetTraderRetention" -> GetTraderRetentionRequest.newBuilder().setName(trader()).build();
      case "ExportPersonalData" -> ExportPersonalDataRequest.newBuilder().setName(trader()).build();
      case "EraseTrader" ->
          EraseTraderRequest.newBuilder().setName(trader()).setReason("synthetic").build();
      case "ConfirmErasure" ->
          ConfirmErasureRequest.newBuilder()
              .setName(trader())
              .setErasure("01900000-0000-7000-8000-000000000001")
              .build();
      case "PreserveTrader" ->
          PreserveTraderRequest.newBuilder()
              .setName(trader())
              .setAuthority("Synthetic Authority")
              .setReference("S-1")
              .build();
      case "ReleasePreservation" ->
          ReleasePreservationRequest.newBuilder()
              .setName(trader())
              .setPreservation("01900000-0000-7000-8000-000000000001")
              .build();
      case "RotateKeys" ->
          RotateKeysRequest.newBuilder().setKeyset(Keyset.KEYSET_SEALED_TOKENS).build();
      case "GetKeyStatus" -> GetKeyStatusRequest.getDefaultInstance();
      case "GetOperation" ->
          GetOperationRequest.newBuilder()
              .setName("operations/01900000-0000-7000-8000-000000000001")
              .build();
      case "ListOperations" -> ListOperationsRequest.getDefaultInstance();
      default -> throw new IllegalArgumentException("a new method needs a request: " + method);
    };
  }

  /** A request with the moment for each field of a request that holds one. */
  Map<String, Message> withMoment(Timestamp moment) {
    var certified = Sellers.complete("certified").toBuilder();
    certified.getCertificationBuilder().getSelfCertificationsBuilder(0).setCertifyTime(moment);
    var check = recordCheck();
    check.getCheckBuilder().setExpireTime(moment);
    return Map.of(
        TRADERS + "CreateTrader",
        CreateTraderRequest.newBuilder().setParent(parent).setTrader(certified).build(),
        TRADERS + "UpdateTrader",
        updateTrader().setTrader(certified.setName(trader())).build(),
        TRADERS + "GetTrader",
        getTrader().setAsOf(moment).build(),
        TRADERS + "ListTraders",
        listTraders(TraderFilter.newBuilder().setUpdatedSince(moment)),
        TRADERS + "EndContract",
        EndContractRequest.newBuilder().setName(trader()).setEndTime(moment).build(),
        TRADERS + "GetPublicTraderInfo",
        publicInfo().setAsOf(moment).build(),
        TRADERS + "BatchGetPublicTraderInfo",
        batchPublicInfo().setAsOf(moment).build(),
        VERIFICATION + "RecordCheck",
        check.build());
  }

  private GetTraderRequest.Builder getTrader() {
    return GetTraderRequest.newBuilder().setName(trader()).setView(TraderView.TRADER_VIEW_FULL);
  }

  private UpdateTraderRequest.Builder updateTrader() {
    return UpdateTraderRequest.newBuilder()
        .setTrader(trader.toBuilder().clearEtag().setRegionCode("BE"))
        .setUpdateMask(FieldMask.newBuilder().addPaths("identity").addPaths("region_code"));
  }

  private ListTradersRequest listTraders(TraderFilter.Builder filter) {
    return ListTradersRequest.newBuilder().setParent(parent).setFilter(filter).build();
  }

  private GetPublicTraderInfoRequest.Builder publicInfo() {
    return GetPublicTraderInfoRequest.newBuilder().setName(storefront).setOffering("eu");
  }

  private BatchGetPublicTraderInfoRequest.Builder batchPublicInfo() {
    return BatchGetPublicTraderInfoRequest.newBuilder()
        .setParent(parent)
        .addNames(storefront)
        .addNames(trader())
        .setOffering("eu");
  }

  private RecordCheckRequest.Builder recordCheck() {
    return RecordCheckRequest.newBuilder()
        .setParent(trader())
        .setCheck(
            Check.newBuilder()
                .setItemId(trader.getIdentity().getNames(0).getMeta().getId())
                .setItemRevision(1)
                .setMethod(CheckMethod.CHECK_METHOD_MANUAL)
                .setResult(CheckResult.CHECK_RESULT_PASSED)
                .setNote("synthetic"));
  }

  private PresentElectronicIdRequest present() {
    return PresentElectronicIdRequest.newBuilder()
        .setParent(trader())
        .setItemId(trader.getIdentification().getElectronicIds(0).getMeta().getId())
        .setPresentation("synthetic")
        .build();
  }

  static CreateTraderRequest renamed(CreateTraderRequest request, String externalId) {
    return request.toBuilder()
        .setTrader(request.getTrader().toBuilder().setExternalId(externalId))
        .build();
  }

  static LookupTradersRequest lookup(String parent, UnaryOperator<LookupQuery.Builder> query) {
    return LookupTradersRequest.newBuilder()
        .setParent(parent)
        .addQueries(query.apply(LookupQuery.newBuilder()))
        .build();
  }

  /** The first message of an import. */
  static ImportTradersRequest options(String parent) {
    return ImportTradersRequest.newBuilder()
        .setOptions(ImportOptions.newBuilder().setParent(parent))
        .build();
  }

  /** A message of an import that carries a trader with a storefront of its external id. */
  static ImportTradersRequest.Builder record(Trader trader) {
    return ImportTradersRequest.newBuilder()
        .setRecord(
            ImportRecord.newBuilder()
                .setSequence(1)
                .setTrader(trader)
                .addStorefronts(
                    ImportStorefront.newBuilder()
                        .setStorefrontId(trader.getExternalId())
                        .setUrl("https://shop.example/imported")));
  }

  /** Whether an import stored one of its records. */
  static boolean isStored(List<byte[]> answers) {
    try {
      for (var answer : answers) {
        if (ImportTradersResponse.parseFrom(answer).getOutcome()
            != ImportOutcome.IMPORT_OUTCOME_REFUSED) {
          return true;
        }
      }
      return false;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
