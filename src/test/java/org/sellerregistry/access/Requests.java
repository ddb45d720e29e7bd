package org.sellerregistry.access;

import com.google.protobuf.Message;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.reflection.v1.ServerReflectionRequest;
import java.util.UUID;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.*;
import org.sellerregistry.v1.ConfirmErasureRequest;
import org.sellerregistry.v1.EraseTraderRequest;
import org.sellerregistry.v1.ExportPersonalDataRequest;
import org.sellerregistry.v1.GetTraderRetentionRequest;
import org.sellerregistry.v1.PreserveTraderRequest;
import org.sellerregistry.v1.ReleasePreservationRequest;

/** A request for each method that keeps the contract's rules, with synthetic values. */
final class Requests {
  private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");

  private Requests() {}

  static Message of(String method, String marketplaceId) {
    var marketplace = ResourceNames.marketplace(marketplaceId);
    var trader = ResourceNames.trader(marketplaceId, ID);
    var storefront = ResourceNames.storefront(marketplaceId, "shop-1");
    return switch (method.substring(method.lastIndexOf('/') + 1)) {
      case "CreateTrader" ->
          CreateTraderRequest.newBuilder()
              .setParent(marketplace)
              .setTrader(
                  Trader.newBuilder()
                      .setExternalId("synthetic-1")
                      .setType(TraderType.TRADER_TYPE_LEGAL_ENTITY)
                      .setRegionCode("DE"))
              .build();
      case "GetTrader" -> GetTraderRequest.newBuilder().setName(trader).build();
      case "BatchGetTraders" ->
          BatchGetTradersRequest.newBuilder().setParent(marketplace).addNames(trader).build();
      case "UpdateTrader" ->
          UpdateTraderRequest.newBuilder().setTrader(Trader.newBuilder().setName(trader)).build();
      case "ListTraders" -> ListTradersRequest.newBuilder().setParent(marketplace).build();
      case "LookupTraders" ->
          LookupTradersRequest.newBuilder()
              .setParent(marketplace)
              .addQueries(LookupQuery.newBuilder().setExternalId("synthetic-1"))
              .build();
      case "ListTraderRevisions" -> ListTraderRevisionsRequest.newBuilder().setName(trader).build();
      case "AssignStorefront" ->
          AssignStorefrontRequest.newBuilder().setName(storefront).setTrader(trader).build();
      case "ReleaseStorefront" -> ReleaseStorefrontRequest.newBuilder().setName(storefront).build();
      case "ListStorefronts" -> ListStorefrontsRequest.newBuilder().setParent(trader).build();
      case "EndContract" -> EndContractRequest.newBuilder().setName(trader).build();
      case "GetPublicTraderInfo" ->
          GetPublicTraderInfoRequest.newBuilder().setName(storefront).setOffering("eu").build();
      case "BatchGetPublicTraderInfo" ->
          BatchGetPublicTraderInfoRequest.newBuilder()
              .setParent(marketplace)
              .addNames(storefront)
              .setOffering("eu")
              .build();
      case "ImportTraders" ->
          ImportTradersRequest.newBuilder()
              .setOptions(ImportOptions.newBuilder().setParent(marketplace))
              .build();
      case "ExportTraders" -> ExportTradersRequest.newBuilder().setParent(marketplace).build();
      case "VerifyTrader" -> VerifyTraderRequest.newBuilder().setName(trader).build();
      case "GetVerification" -> GetVerificationRequest.newBuilder().setName(trader).build();
      case "CheckEligibility" ->
          CheckEligibilityRequest.newBuilder().setName(trader).setOffering("eu").build();
      case "RecordCheck" -> recordCheck(trader);
      case "UploadEvidence" ->
          UploadEvidenceRequest.newBuilder()
              .setOptions(
                  UploadEvidenceOptions.newBuilder()
                      .setParent(trader)
                      .setEvidence(
                          Evidence.newBuilder().setSection(SectionKind.SECTION_KIND_PAYMENT)))
              .build();
      case "DownloadEvidence" ->
          DownloadEvidenceRequest.newBuilder().setName(evidence(marketplaceId)).build();
      case "GetEvidence" ->
          GetEvidenceRequest.newBuilder().setName(evidence(marketplaceId)).build();
      case "ListEvidence" -> ListEvidenceRequest.newBuilder().setParent(trader).build();
      case "PresentElectronicId" ->
          PresentElectronicIdRequest.newBuilder()
              .setParent(trader)
              .setItemId(UUID.randomUUID().toString())
              .setPresentation("synthetic")
              .build();
      case "ListCountryRequirements" -> ListCountryRequirementsRequest.getDefaultInstance();
      case "CreateMarketplace" ->
          CreateMarketplaceRequest.newBuilder()
              .setMarketplaceId("market-new")
              .setMarketplace(Marketplace.newBuilder().setDisplayName("Synthetic market"))
              .build();
      case "GetMarketplace" -> GetMarketplaceRequest.newBuilder().setName(marketplace).build();
      case "UpdateMarketplace" ->
          UpdateMarketplaceRequest.newBuilder()
              .setMarketplace(Marketplace.newBuilder().setName(marketplace))
              .build();
      case "CreateGrant" ->
          CreateGrantRequest.newBuilder()
              .setGrant(
                  Grant.newBuilder()
                      .setPrincipal("spiffe://test.example/new")
                      .setRole(Role.ROLE_AUDITOR))
              .build();
      case "RevokeGrant" ->
          RevokeGrantRequest.newBuilder().setName(ResourceNames.grant(ID)).build();
      case "GetTraderRetention" -> GetTraderRetentionRequest.newBuilder().setName(trader).build();
      case "ExportPersonalData" -> ExportPersonalDataRequest.newBuilder().setName(trader).build();
      case "EraseTrader" ->
          EraseTraderRequest.newBuilder().setName(trader).setReason("synthetic").build();
      case "ConfirmErasure" ->
          ConfirmErasureRequest.newBuilder()
              .setName(trader)
              .setErasure("01900000-0000-7000-8000-000000000001")
              .build();
      case "PreserveTrader" ->
          PreserveTraderRequest.newBuilder()
              .setName(trader)
              .setAuthority("Synthetic Authority")
              .setReference("S-1")
              .build();
      case "ReleasePreservation" ->
          ReleasePreservationRequest.newBuilder()
              .setName(trader)
              .setPreservation("01900000-0000-7000-8000-000000000001")
              .build();
      case "RotateKeys" -> RotateKeysRequest.newBuilder().setKeyset(Keyset.KEYSET_WRAPPING).build();
      case "GetOperation" ->
          GetOperationRequest.newBuilder().setName(ResourceNames.operation(ID)).build();
      // Health has a method of that name too, which takes anything.
      case "Watch" ->
          method.startsWith("sellerregistry.")
              ? WatchRequest.newBuilder().setParent(marketplace).build()
              : HealthCheckRequest.getDefaultInstance();
      case "ListEntries" -> ListEntriesRequest.newBuilder().setParent(marketplace).build();
      case "ListAccesses" -> ListAccessesRequest.newBuilder().setParent(trader).build();
      case "AddCosignature" ->
          AddCosignatureRequest.newBuilder().setCosignature("synthetic").build();
      case "ServerReflectionInfo" ->
          ServerReflectionRequest.newBuilder().setListServices("").build();
      // Nothing has to be set in the others.
      default -> HealthCheckRequest.getDefaultInstance();
    };
  }

  private static String evidence(String marketplaceId) {
    return ResourceNames.evidence(marketplaceId, ID, ID);
  }

  private static RecordCheckRequest recordCheck(String trader) {
    return RecordCheckRequest.newBuilder()
        .setParent(trader)
        .setCheck(
            Check.newBuilder()
                .setItemId(ID.toString())
                .setItemRevision(1)
                .setMethod(CheckMethod.CHECK_METHOD_MANUAL)
                .setResult(CheckResult.CHECK_RESULT_PASSED))
        .build();
  }
}
