package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Answers;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.AssignStorefrontRequest;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ConfirmErasureRequest;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.EraseTraderRequest;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.EvidenceServiceGrpc;
import org.sellerregistry.v1.ExportTradersRequest;
import org.sellerregistry.v1.GetEvidenceRequest;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.ListEvidenceRequest;
import org.sellerregistry.v1.ListStorefrontsRequest;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Signal;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.TypedIdentifier;
import org.sellerregistry.v1.VerifyJournalRequest;

/** A trader of whom every class was erased: what is left, and where. */
class ErasedTraderTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  /** Part of every value of the trader that has no shape of its own. */
  private static final String MARK = "quokkaxz";

  /** Long enough ago that no law keeps anything. */
  private static final Timestamp LONG_AGO =
      Timestamp.newBuilder().setSeconds(1_000_000_000).build();

  /**
   * What stays in the rows of the trader beside numbers, times and ids: codes, the marketplace's
   * own ids, and who acted and why.
   */
  private static final Set<String> STAYS =
      Set.of(
          "evidence.media_type",
          "item_check.reason_code",
          "public_info.offering",
          "standing.offering",
          "standing.pack",
          "storefront.storefront_id",
          "trader.external_id",
          "trader.region_code",
          "trader_erasure.confirm_person",
          "trader_erasure.confirm_principal",
          "trader_erasure.person",
          "trader_erasure.principal",
          "trader_erasure.reason",
          "trader_revision.offerings",
          "trader_revision.person",
          "trader_revision.principal",
          "trader_revision.region_code");

  private static Shop shop;
  private static Trader trader;
  private static String storefront;
  private static Evidence evidence;
  private static Timestamp before;

  @BeforeAll
  static void erase() {
    var channel = SERVER.marketplace("shop", "anna@shop.example");
    shop = new Shop(channel, "shop");
    trader = shop.checkAll(shop.create(declared()));
    var check =
        Check.newBuilder()
            .setItemId(shop.item(trader, ItemKind.ITEM_KIND_NAME).id())
            .setItemRevision(1)
            .setMethod(CheckMethod.CHECK_METHOD_MANUAL)
            .setResult(CheckResult.CHECK_RESULT_PASSED)
            .setSource("Register of " + MARK)
            .setNote("Called " + MARK);
    var _ =
        shop.verification.recordCheck(
            RecordCheckRequest.newBuilder().setParent(trader.getName()).setCheck(check).build());
    storefront = shop.parent() + "/storefronts/erased";
    var _ =
        shop.traders.assignStorefront(
            AssignStorefrontRequest.newBuilder()
                .setName(storefront)
                .setTrader(trader.getName())
                .setUrl("https://shop.example/" + MARK)
                .build());
    evidence = upload();
    before = trader.getUpdateTime();
    assertThat(replies()).as("it is kept, and in caches").anyMatch(ErasedTraderTest::isMarked);
    assertThat(shop.shown(storefront).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE);

    var _ =
        shop.traders.endContract(
            EndContractRequest.newBuilder().setName(trader.getName()).setEndTime(LONG_AGO).build());
    var asked =
        AdminServiceGrpc.newBlockingStub(channel)
            .eraseTrader(
                EraseTraderRequest.newBuilder()
                    .setName(trader.getName())
                    .setReason("synthetic")
                    .build());
    assertThat(asked.getKeptList()).isEmpty();
    var _ =
        AdminServiceGrpc.newBlockingStub(SERVER.marketplace("shop", "ben@shop.example"))
            .confirmErasure(
                ConfirmErasureRequest.newBuilder()
                    .setName(trader.getName())
                    .setErasure(asked.getId())
                    .build());
  }

  private static Trader declared() {
    var declared = Sellers.complete("erased").toBuilder();
    declared.getIdentityBuilder().getNamesBuilder(0).setFull("Société " + MARK);
    declared.getIdentityBuilder().getEmailsBuilder(0).setAddress(MARK + "@seller.example");
    declared.getIdentificationBuilder().getDocumentsBuilder(0).setHolderName("Holder " + MARK);
    declared.getPaymentBuilder().getAccountsBuilder(0).setHolderName("Société " + MARK);
    declared
        .getTaxBuilder()
        .addTaxNumbersBuilder()
        .setRegionCode("FR")
        .setIdentifier(TypedIdentifier.newBuilder().setScheme("fr.tin").setValue("1234" + MARK));
    declared
        .getSignalsBuilder()
        .addSignals(Signal.newBuilder().setKind("device").setValue("device-" + MARK));
    return declared.build();
  }

  private static Evidence upload() {
    var options = Documents.options(trader);
    options.getEvidenceBuilder().setFileName(MARK + ".pdf").setNote("Seen by " + MARK);
    return shop.documents.upload(options, Documents.pdf(5_000, 1));
  }

  /** What the registry answers about the trader, in all the ways there are. */
  private static List<Message> replies() {
    var name = trader.getName();
    var full = GetTraderRequest.newBuilder().setName(name).setView(TraderView.TRADER_VIEW_FULL);
    var documents = EvidenceServiceGrpc.newBlockingStub(SERVER.marketplace("shop"));
    var info = GetPublicTraderInfoRequest.newBuilder().setOffering("eu");
    var replies = new ArrayList<Message>();
    replies.add(shop.traders.getTrader(full.build()));
    replies.add(shop.traders.getTrader(full.setAsOf(before).build()));
    replies.add(shop.shown(name));
    replies.add(shop.shown(storefront));
    replies.add(shop.traders.getPublicTraderInfo(info.setName(name).setAsOf(before).build()));
    replies.add(
        shop.traders.listStorefronts(ListStorefrontsRequest.newBuilder().setParent(name).build()));
    replies.add(
        shop.verification.getVerification(
            GetVerificationRequest.newBuilder().setName(name).build()));
    replies.add(
        documents.getEvidence(GetEvidenceRequest.newBuilder().setName(evidence.getName()).build()));
    replies.add(documents.listEvidence(ListEvidenceRequest.newBuilder().setParent(name).build()));
    shop.traders
        .exportTraders(ExportTradersRequest.newBuilder().setParent(shop.parent()).build())
        .forEachRemaining(replies::add);
    return replies;
  }

  private static boolean isMarked(Message reply) {
    return reply.toString().toLowerCase(Locale.ROOT).contains(MARK);
  }

  @Test
  void noReplyHasAnyOfIt() {
    assertThat(replies()).noneMatch(ErasedTraderTest::isMarked);
    var left = shop.get(trader.getName());
    assertThat(Sections.kinds()).noneMatch(kind -> Sections.has(left, kind));
    assertThat(shop.shown(storefront).getAvailability())
        .isNotEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE);
    assertThat(shop.shown(trader.getName()).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_ERASED);
  }

  @Test
  void noValueFindsIt() {
    var queries =
        List.of(
            LookupQuery.newBuilder().setEmail(MARK + "@seller.example"),
            LookupQuery.newBuilder().setTraderName("Société " + MARK),
            LookupQuery.newBuilder().setPhone("+33 1 42 68 53 00"),
            LookupQuery.newBuilder()
                .setIdentifier(
                    TypedIdentifier.newBuilder().setScheme("fr.siren").setValue("552 008 443")));
    for (var query : queries) {
      var found = shop.traders.lookupTraders(Requests.lookup(shop.parent(), _ -> query));
      assertThat(found.getResults(0).getMatchesCount()).as(query.toString()).isZero();
    }
  }

  @Test
  void itsDocumentsAreGoneAndSaidToBe() throws Exception {
    var documents = EvidenceServiceGrpc.newBlockingStub(SERVER.marketplace("shop"));
    var left =
        documents.getEvidence(GetEvidenceRequest.newBuilder().setName(evidence.getName()).build());
    assertThat(left)
        .isEqualTo(
            Evidence.newBuilder()
                .setName(evidence.getName())
                .setSection(SectionKind.SECTION_KIND_IDENTIFICATION)
                .setMediaType(evidence.getMediaType())
                .setSize(evidence.getSize())
                .setUploadTime(evidence.getUploadTime())
                .setErased(true)
                .build());
    assertThat(Answers.outcome(() -> shop.documents.download(evidence)))
        .isEqualTo("FAILED_PRECONDITION TRADER_ERASED");

    SERVER.clock().advance(Duration.ofMinutes(1));
    SERVER.runDueJobs();
    try (var tables = new TableState(SERVER.database());
        var files = Files.walk(SERVER.data().resolve("documents"))) {
      assertThat(tables.count("SELECT COUNT(*) FROM unclaimed_document")).isZero();
      assertThat(files.filter(Files::isRegularFile).map(Path::getFileName)).isEmpty();
    }
  }

  /** Of each table with a trader: nothing that was sealed, no token, no text but what is named. */
  @Test
  void ofItsRowsStatesTimesAndKeysStay() throws Exception {
    try (var tables = new TableState(SERVER.database())) {
      for (var table : List.of("lookup_token", "source_inquiry", "retention_due")) {
        assertThat(tables.count("SELECT COUNT(*) FROM " + table + " WHERE trader = " + id()))
            .as(table)
            .isZero();
      }
      assertThat(tables.texts(id())).isEqualTo(STAYS);
    }
  }

  @Test
  void theJournalFitsAndNamesWhoErasedIt() {
    var _ = SERVER.grant("auditor", Role.ROLE_AUDITOR, "");
    var findings = new ArrayList<String>();
    JournalServiceGrpc.newBlockingStub(SERVER.channel("auditor"))
        .verifyJournal(VerifyJournalRequest.getDefaultInstance())
        .forEachRemaining(answer -> {
          if (answer.hasFinding()) {
            findings.add(answer.getFinding().toString());
          }
        });
    assertThat(findings).isEmpty();
  }

  private static String id() {
    var name = trader.getName();
    return "UNHEX('%s')".formatted(name.substring(name.lastIndexOf('/') + 1).replace("-", ""));
  }
}
