package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Answers;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.trader.SectionHistory;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.AssignStorefrontRequest;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ConfirmErasureRequest;
import org.sellerregistry.v1.DataAccess;
import org.sellerregistry.v1.DeclaredSection;
import org.sellerregistry.v1.EraseTraderRequest;
import org.sellerregistry.v1.ExportPersonalDataRequest;
import org.sellerregistry.v1.ExportPersonalDataResponse;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.PreserveTraderRequest;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.RetentionClass;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Signal;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.UpdateTraderRequest;

/** What a trader is given of what is held about it, and what of others is not in it. */
class PersonalDataTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static int made;

  private Shop shop;
  private Trader trader;

  @BeforeEach
  void createTrader() {
    shop = new Shop(SERVER.marketplace("shop", "anna@shop.example"), "shop");
    var declared = Sellers.complete("personal-" + ++made).toBuilder();
    declared
        .getSignalsBuilder()
        .addSignals(Signal.newBuilder().setKind("device").setValue("synthetic-device"));
    trader = shop.checkAll(shop.create(declared.build()));
  }

  @Test
  void everyContentThatAnySectionHadIsInIt() {
    var first = shop.get(trader.getName());
    SERVER.clock().advance(Duration.ofSeconds(1));
    rename("Société Renommée");
    var second = shop.get(trader.getName());

    var export = export(false);

    assertThat(export.getTrader().getExternalId()).isEqualTo(trader.getExternalId());
    assertThat(export.getTrader().getStandingsList()).isNotEmpty();
    assertThat(Sections.kinds()).noneMatch(kind -> Sections.has(export.getTrader(), kind));
    assertThat(export.getClassesList()).hasSize(5);
    assertThat(export.getRevisionsList()).hasSize(2);
    for (var kind : Sections.kinds()) {
      if (Sections.has(first, kind)) {
        var contents =
            export.getSectionsList().stream()
                .filter(section -> SectionHistory.kind(section) == kind)
                .toList();
        boolean changed = kind == SectionKind.SECTION_KIND_IDENTITY;
        assertThat(contents).as(kind.name()).hasSize(changed ? 2 : 1);
        assertThat(contents.getFirst().hasEndTime()).isEqualTo(changed);
        assertThat(contents.getLast().hasEndTime()).isFalse();
      }
    }
    assertThat(export.getSectionsList())
        .filteredOn(DeclaredSection::hasIdentity)
        .extracting(DeclaredSection::getIdentity)
        .containsExactly(first.getIdentity(), second.getIdentity());
    assertThat(export.getSectionsList())
        .filteredOn(DeclaredSection::hasSignals)
        .extracting(DeclaredSection::getSignals)
        .containsExactly(second.getSignals());
  }

  @Test
  void checksDocumentsStorefrontsAndWhatWasShownAreInIt() throws InvalidProtocolBufferException {
    var options = Documents.options(trader);
    options.getEvidenceBuilder().setFileName("synthetic.pdf").setNote("a note of staff");
    var document = shop.documents.upload(options, Documents.pdf(2_000, 1));
    var storefront = shop.parent() + "/storefronts/" + trader.getExternalId();
    var _ =
        shop.traders.assignStorefront(
            AssignStorefrontRequest.newBuilder()
                .setName(storefront)
                .setTrader(trader.getName())
                .setUrl("https://shop.example/mine")
                .build());
    checkWithNote("another note of staff");

    var export = export(false);

    assertThat(export.getEvidenceList())
        .contains(document.toBuilder().clearNote().clearPerson().build());
    assertThat(export.getStorefrontsList())
        .singleElement()
        .returns("https://shop.example/mine", it -> it.getUrl());
    assertThat(export.getShownList().getLast().getInfo().getNamesList()).hasSize(1);
    assertThat(export.getChecksList())
        .anyMatch(check -> check.getSource().equals("Register of synthetic entries"));
    assertThat(export.toString()).doesNotContain("note of staff", "anna@shop.example");

    var withNotes = export(true);
    assertThat(withNotes.toString()).contains("a note of staff", "another note of staff");
    var json = JsonFormat.printer().print(withNotes);
    var read = ExportPersonalDataResponse.newBuilder();
    JsonFormat.parser().merge(json, read);
    assertThat(read.build()).isEqualTo(withNotes);
  }

  @Test
  void itSaysWhichSystemsReceivedWhatForWhatAndNotTheirPeople() {
    var _ = SERVER.grant("fraud-desk", Role.ROLE_INVESTIGATOR, "shop");
    var desk = TestServer.as(purpose(SERVER.channel("fraud-desk"), "fraud-review"), "ben");
    var looked =
        TraderServiceGrpc.newBlockingStub(desk)
            .lookupTraders(Requests.lookup(shop.parent(), it -> it.setName(trader.getName())));
    assertThat(looked.getResults(0).getMatchesCount()).isEqualTo(1);
    var _ = new Shop(desk, "shop").get(trader.getName());

    var received = awaitAccess("fraud-review", "GetTrader");

    assertThat(received.getSystem()).startsWith("spiffe://").endsWith("/fraud-desk");
    assertThat(received.getRolesList()).containsExactly(Role.ROLE_INVESTIGATOR);
    assertThat(received.getByPerson()).isTrue();
    assertThat(received.getSectionsList()).contains(SectionKind.SECTION_KIND_IDENTITY);
    assertThat(export(true).toString()).doesNotContain("ben", "anna@shop.example");

    var itself = awaitAccess("subject-access", "ExportPersonalData");
    assertThat(itself.getRolesList()).containsExactly(Role.ROLE_MARKETPLACE);
    assertThat(new HashSet<>(itself.getSectionsList()))
        .contains(SectionKind.SECTION_KIND_IDENTITY, SectionKind.SECTION_KIND_SIGNALS);
    assertThat(itself.getFieldsList()).contains("sections", "checks");
  }

  @Test
  void whatIsErasedAndOrdersOfAuthoritiesAreNotInIt() {
    var admin = AdminServiceGrpc.newBlockingStub(SERVER.marketplace("shop", "anna@shop.example"));
    var asked =
        admin.eraseTrader(
            EraseTraderRequest.newBuilder()
                .setName(trader.getName())
                .setReason("synthetic")
                .build());
    var _ =
        AdminServiceGrpc.newBlockingStub(SERVER.marketplace("shop", "ben@shop.example"))
            .confirmErasure(
                ConfirmErasureRequest.newBuilder()
                    .setName(trader.getName())
                    .setErasure(asked.getId())
                    .build());
    var _ =
        admin.preserveTrader(
            PreserveTraderRequest.newBuilder()
                .setName(trader.getName())
                .setAuthority("Synthetic Authority")
                .setReference("S-1")
                .build());

    var export = export(true);

    assertThat(export.getSectionsList()).isNotEmpty().noneMatch(DeclaredSection::hasSignals);
    assertThat(export.getClassesList())
        .filteredOn(it -> it.hasEraseTime())
        .singleElement()
        .returns(RetentionClass.RETENTION_CLASS_SIGNALS, it -> it.getRetentionClass());
    assertThat(export.toString()).doesNotContain("Synthetic Authority", "S-1");
  }

  @Test
  void anotherMarketplacesTraderIsUnknown() {
    var other = AdminServiceGrpc.newBlockingStub(SERVER.marketplace("elsewhere"));
    var request = ExportPersonalDataRequest.newBuilder();
    var unknown = shop.parent() + "/traders/01900000-0000-7000-8000-000000000001";
    var stub = AdminServiceGrpc.newBlockingStub(SERVER.marketplace("shop"));
    for (var refused :
        new Runnable[] {
          () -> drain(other, request.setName(trader.getName()).build()),
          () ->
              drain(
                  other,
                  request
                      .setName(trader.getName().replace(shop.parent(), "marketplaces/elsewhere"))
                      .build()),
          () -> drain(stub, request.setName(unknown).build())
        }) {
      assertThat(Answers.outcome(refused::run)).isEqualTo("NOT_FOUND RESOURCE_NOT_FOUND");
    }
  }

  private static void drain(
      AdminServiceGrpc.AdminServiceBlockingStub stub, ExportPersonalDataRequest request) {
    stub.exportPersonalData(request).forEachRemaining(part -> {});
  }

  private void rename(String name) {
    var wanted = shop.get(trader.getName()).toBuilder();
    wanted.getIdentityBuilder().getNamesBuilder(0).setFull(name);
    var _ =
        shop.traders.updateTrader(
            UpdateTraderRequest.newBuilder()
                .setTrader(wanted)
                .setUpdateMask(FieldMask.newBuilder().addPaths("identity"))
                .build());
  }

  private void checkWithNote(String note) {
    var check =
        Check.newBuilder()
            .setItemId(shop.item(trader, ItemKind.ITEM_KIND_NAME).id())
            .setItemRevision(1)
            .setMethod(CheckMethod.CHECK_METHOD_MANUAL)
            .setResult(CheckResult.CHECK_RESULT_PASSED)
            .setSource("Register of synthetic entries")
            .setNote(note);
    var _ =
        shop.verification.recordCheck(
            RecordCheckRequest.newBuilder().setParent(trader.getName()).setCheck(check).build());
  }

  private ExportPersonalDataResponse export(boolean notes) {
    var whole = ExportPersonalDataResponse.newBuilder();
    AdminServiceGrpc.newBlockingStub(
            purpose(SERVER.marketplace("shop", "anna@shop.example"), "subject-access"))
        .exportPersonalData(
            ExportPersonalDataRequest.newBuilder()
                .setName(trader.getName())
                .setIncludeNotes(notes)
                .build())
        .forEachRemaining(part -> {
          assertThat(part.getName()).isEqualTo(trader.getName());
          whole.mergeFrom(part);
        });
    return whole.build();
  }

  /** The index of accesses by trader is built behind them. */
  private DataAccess awaitAccess(String purpose, String method) {
    long begun = System.nanoTime();
    while (true) {
      var found =
          export(false).getAccessesList().stream()
              .filter(it -> it.getPurpose().equals(purpose) && it.getMethod().endsWith(method))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }
  }

  private static Channel purpose(Channel channel, String purpose) {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("seller-registry-purpose", Metadata.ASCII_STRING_MARSHALLER), purpose);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }
}
