package org.sellerregistry.e2e;

import io.grpc.Channel;
import java.util.List;
import java.util.Set;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderServiceGrpc.TraderServiceBlockingStub;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.VerificationServiceGrpc;
import org.sellerregistry.v1.VerificationServiceGrpc.VerificationServiceBlockingStub;

/** One marketplace as its own staff works with the registry. */
final class Shop {
  /** The kinds that the pack takes on a document only with the document. */
  private static final Set<ItemKind> NEED_EVIDENCE =
      Set.of(ItemKind.ITEM_KIND_DOCUMENT, ItemKind.ITEM_KIND_ACCOUNT);

  final TraderServiceBlockingStub traders;
  final VerificationServiceBlockingStub verification;
  final Documents documents;
  private final String parent;

  Shop(Channel channel, String marketplace) {
    this.traders = TraderServiceGrpc.newBlockingStub(channel);
    this.verification = VerificationServiceGrpc.newBlockingStub(channel);
    this.documents = new Documents(channel);
    this.parent = "marketplaces/" + marketplace;
  }

  String parent() {
    return parent;
  }

  Trader create(Trader trader) {
    return traders.createTrader(
        CreateTraderRequest.newBuilder().setParent(parent).setTrader(trader).build());
  }

  Trader get(String name) {
    return traders.getTrader(
        GetTraderRequest.newBuilder().setName(name).setView(TraderView.TRADER_VIEW_FULL).build());
  }

  /** Records that staff saw a document for each item of the trader that a pack asks about. */
  Trader checkAll(Trader trader) {
    for (var item : Sections.items(trader)) {
      check(trader, item);
    }
    return get(trader.getName());
  }

  void check(Trader trader, Item item) {
    switch (item.kind()) {
      case ITEM_KIND_NAME,
          ITEM_KIND_ADDRESS,
          ITEM_KIND_PHONE,
          ITEM_KIND_EMAIL,
          ITEM_KIND_DOCUMENT,
          ITEM_KIND_ACCOUNT,
          ITEM_KIND_REGISTER_ENTRY ->
          record(trader, item, CheckMethod.CHECK_METHOD_DOCUMENT, CheckResult.CHECK_RESULT_PASSED);
      case ITEM_KIND_NOT_APPLICABLE ->
          record(trader, item, CheckMethod.CHECK_METHOD_MANUAL, CheckResult.CHECK_RESULT_PASSED);
      case ITEM_KIND_ELECTRONIC_ID,
          ITEM_KIND_CERTIFICATION,
          ITEM_KIND_VAT_NUMBER,
          ITEM_KIND_TAX_NUMBER,
          ITEM_KIND_BIRTH,
          ITEM_KIND_PARTY,
          ITEM_KIND_SIGNAL,
          ITEM_KIND_UNSPECIFIED,
          UNRECOGNIZED -> {}
    }
  }

  void record(Trader trader, Item item, CheckMethod method, CheckResult result) {
    var check =
        Check.newBuilder()
            .setItemId(item.id())
            .setItemRevision(item.meta().getRevision())
            .setMethod(method)
            .setResult(result)
            .setSource("document seen");
    if (method == CheckMethod.CHECK_METHOD_DOCUMENT && NEED_EVIDENCE.contains(item.kind())) {
      check.addEvidence(evidence(trader, item).getName());
    }
    if (result != CheckResult.CHECK_RESULT_PASSED) {
      check.setReasonCode("NAME_DIFFERS");
    }
    var _ =
        verification.recordCheck(
            RecordCheckRequest.newBuilder().setParent(trader.getName()).setCheck(check).build());
  }

  /** A document about an item, another one each time. */
  private Evidence evidence(Trader trader, Item item) {
    var options = Documents.options(trader);
    options.getEvidenceBuilder().setSection(item.section()).addItemIds(item.id());
    return documents.upload(options, Documents.pdf(100, item.id().hashCode()));
  }

  Item item(Trader trader, ItemKind kind) {
    return Sections.items(trader).stream()
        .filter(item -> item.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  PublicTraderInfo shown(String name) {
    return traders.getPublicTraderInfo(
        GetPublicTraderInfoRequest.newBuilder().setName(name).setOffering("eu").build());
  }

  /** How each requirement of the first offering stands. */
  List<Requirement> requirements(String trader) {
    return verification
        .getVerification(GetVerificationRequest.newBuilder().setName(trader).build())
        .getOfferings(0)
        .getRequirementsList();
  }

  Requirement requirement(String trader, String code, Audience audience, String language) {
    return verification
        .getVerification(
            GetVerificationRequest.newBuilder()
                .setName(trader)
                .setAudience(audience)
                .setLanguageCode(language)
                .build())
        .getOfferings(0)
        .getRequirementsList()
        .stream()
        .filter(requirement -> requirement.getCode().equals(code))
        .findFirst()
        .orElseThrow();
  }
}
