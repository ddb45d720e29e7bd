package org.sellerregistry.access;

import static org.sellerregistry.access.MethodRule.Anonymous.ALWAYS;
import static org.sellerregistry.access.MethodRule.Anonymous.IF_MARKETPLACE_SAYS_SO;
import static org.sellerregistry.v1.Role.ROLE_AUDITOR;
import static org.sellerregistry.v1.Role.ROLE_AUTHORITY;
import static org.sellerregistry.v1.Role.ROLE_INVESTIGATOR;
import static org.sellerregistry.v1.Role.ROLE_MARKETPLACE;
import static org.sellerregistry.v1.Role.ROLE_OPERATOR;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sellerregistry.v1.Role;

/**
 * Who may call what: every method of every service, those of gRPC's own services too. A method that
 * is not here does not exist for anybody.
 *
 * <p>OPERATOR and AUDITOR reach nothing confidential. AUTHORITY reaches nothing outside an accepted
 * order; there are no orders yet.
 */
final class MethodTable {
  private static final String TRADER = "sellerregistry.v1.TraderService/";
  private static final String VERIFICATION = "sellerregistry.v1.VerificationService/";
  private static final String EVIDENCE = "sellerregistry.v1.EvidenceService/";
  private static final String ADMIN = "sellerregistry.v1.AdminService/";
  private static final String JOURNAL = "sellerregistry.v1.JournalService/";
  private static final String HEALTH = "grpc.health.v1.Health/";

  private static final List<MethodRule> RULES =
      List.of(
          marketplace(TRADER + "CreateTrader").takesRecords().in("parent").confidential().writes(),
          reading(TRADER + "GetTrader").in("name").confidential().readsPoints(),
          reading(TRADER + "BatchGetTraders").takesLists().in("parent").confidential(),
          marketplace(TRADER + "UpdateTrader")
              .takesRecords()
              .in("trader.name")
              .confidential()
              .writes(),
          reading(TRADER + "ListTraders").in("parent").confidential(),
          reading(TRADER + "LookupTraders").takesLists().in("parent").confidential().readsPoints(),
          reading(TRADER + "ListTraderRevisions").in("name"),
          marketplace(TRADER + "AssignStorefront").in("name").writes(),
          marketplace(TRADER + "ReleaseStorefront").in("name").writes(),
          reading(TRADER + "ListStorefronts").in("parent"),
          marketplace(TRADER + "EndContract").in("name").confidential().writes(),
          reading(TRADER + "GetPublicTraderInfo")
              .in("name")
              .anonymous(IF_MARKETPLACE_SAYS_SO)
              .readsPoints(),
          reading(TRADER + "BatchGetPublicTraderInfo")
              .takesLists()
              .in("parent")
              .anonymous(IF_MARKETPLACE_SAYS_SO),
          marketplace(TRADER + "ImportTraders").takesRecords().in("options.parent"),
          marketplace(TRADER + "ExportTraders").in("parent").confidential(),
          marketplace(VERIFICATION + "VerifyTrader").in("name").confidential().asks(),
          reading(VERIFICATION + "GetVerification").in("name").confidential(),
          reading(VERIFICATION + "CheckEligibility").in("name"),
          marketplace(VERIFICATION + "RecordCheck")
              .takesLists()
              .in("parent")
              .confidential()
              .personByContent()
              .writes(),
          marketplace(EVIDENCE + "UploadEvidence")
              .takesRecords()
              .in("options.parent")
              .confidential(),
          reading(EVIDENCE + "DownloadEvidence").in("name").confidential(),
          reading(EVIDENCE + "GetEvidence").in("name").confidential(),
          reading(EVIDENCE + "ListEvidence").in("parent").confidential(),
          marketplace(VERIFICATION + "PresentElectronicId")
              .takesLists()
              .in("parent")
              .confidential()
              .asks(),
          MethodRule.of(
              VERIFICATION + "ListCountryRequirements",
              ROLE_MARKETPLACE,
              ROLE_INVESTIGATOR,
              ROLE_AUDITOR,
              ROLE_OPERATOR),
          operator(ADMIN + "CreateMarketplace").writes(),
          MethodRule.of(
                  ADMIN + "GetMarketplace",
                  ROLE_OPERATOR,
                  ROLE_AUDITOR,
                  ROLE_MARKETPLACE,
                  ROLE_INVESTIGATOR)
              .in("name"),
          operator(ADMIN + "ListMarketplaces"),
          operator(ADMIN + "UpdateMarketplace").in("marketplace.name").writes(),
          operator(ADMIN + "CreateGrant").writes(),
          operator(ADMIN + "ListGrants"),
          operator(ADMIN + "RevokeGrant").writes(),
          marketplace(ADMIN + "GetTraderRetention").in("name"),
          marketplace(ADMIN + "EraseTrader").in("name").personByContent().writes(),
          marketplace(ADMIN + "ConfirmErasure").in("name").personByContent().writes(),
          marketplace(ADMIN + "PreserveTrader").in("name").personByContent().writes(),
          marketplace(ADMIN + "ReleasePreservation").in("name").personByContent().writes(),
          marketplace(ADMIN + "ExportPersonalData").in("name").confidential(),
          operator(ADMIN + "RotateKeys").writes(),
          operator(ADMIN + "GetKeyStatus"),
          operator(ADMIN + "GetOperation"),
          operator(ADMIN + "ListOperations"),
          journal("Watch").in("parent").orAllMarketplaces(),
          journal("ListEntries").in("parent").orAllMarketplaces(),
          journal("ListAccesses").in("parent"),
          proof("GetCheckpoint"),
          proof("ListCheckpoints"),
          proof("GetInclusionProof"),
          proof("GetConsistencyProof"),
          MethodRule.of(JOURNAL + "AddCosignature", ROLE_OPERATOR, ROLE_AUDITOR).writes(),
          MethodRule.of(JOURNAL + "VerifyJournal", ROLE_OPERATOR, ROLE_AUDITOR).takesRecords(),
          anybodyKnown(HEALTH + "Check").anonymous(ALWAYS),
          anybodyKnown(HEALTH + "Watch").anonymous(ALWAYS),
          anybodyKnown("grpc.reflection.v1.ServerReflection/ServerReflectionInfo"),
          anybodyKnown("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"),
          operator("grpc.channelz.v1.Channelz/GetTopChannels"),
          operator("grpc.channelz.v1.Channelz/GetServers"),
          operator("grpc.channelz.v1.Channelz/GetServer"),
          operator("grpc.channelz.v1.Channelz/GetServerSockets"),
          operator("grpc.channelz.v1.Channelz/GetChannel"),
          operator("grpc.channelz.v1.Channelz/GetSubchannel"),
          operator("grpc.channelz.v1.Channelz/GetSocket"));

  private static final Map<String, MethodRule> BY_METHOD =
      RULES.stream().collect(Collectors.toUnmodifiableMap(MethodRule::method, Function.identity()));

  private MethodTable() {}

  static List<MethodRule> rules() {
    return RULES;
  }

  /** What holds for a method; empty if nobody may call it. */
  static Optional<MethodRule> find(String fullMethodName) {
    return Optional.ofNullable(BY_METHOD.get(fullMethodName));
  }

  private static MethodRule marketplace(String method) {
    return MethodRule.of(method, ROLE_MARKETPLACE);
  }

  private static MethodRule reading(String method) {
    return MethodRule.of(method, ROLE_MARKETPLACE, ROLE_INVESTIGATOR);
  }

  private static MethodRule journal(String method) {
    return MethodRule.of(JOURNAL + method, ROLE_MARKETPLACE, ROLE_INVESTIGATOR, ROLE_AUDITOR);
  }

  /** Hashes and signatures, which say nothing of what they are over. */
  private static MethodRule proof(String method) {
    return MethodRule.of(
        JOURNAL + method, ROLE_MARKETPLACE, ROLE_INVESTIGATOR, ROLE_AUDITOR, ROLE_OPERATOR);
  }

  private static MethodRule operator(String method) {
    return MethodRule.of(method, ROLE_OPERATOR);
  }

  private static MethodRule anybodyKnown(String method) {
    return MethodRule.of(
        method,
        ROLE_MARKETPLACE,
        new Role[] {ROLE_INVESTIGATOR, ROLE_AUTHORITY, ROLE_AUDITOR, ROLE_OPERATOR});
  }
}
