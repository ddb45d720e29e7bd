package org.sellerregistry.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Answers;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.EvidenceServiceGrpc;
import org.sellerregistry.v1.EvidenceServiceGrpc.EvidenceServiceBlockingStub;
import org.sellerregistry.v1.GetEvidenceRequest;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.ListEvidenceRequest;
import org.sellerregistry.v1.NextAction;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.Trader;

/** Documents: what goes in comes out, whole or not at all, and to nobody else. */
class EvidenceTest {
  private static final int LARGEST = 26_214_400;
  private static final int PER_TRADER = 5;
  private static final AtomicInteger MADE = new AtomicInteger();

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(config -> config.with("EVIDENCE_PER_TRADER", String.valueOf(PER_TRADER)));

  private Documents documents;
  private EvidenceServiceBlockingStub evidence;
  private Shop shop;
  private Trader trader;

  @BeforeEach
  void createTrader() {
    var channel = SERVER.marketplace("shop", "reviewer@shop.example");
    documents = new Documents(channel);
    evidence = EvidenceServiceGrpc.newBlockingStub(channel);
    shop = new Shop(channel, "shop");
    trader = shop.create(Sellers.complete("evidence-" + MADE.incrementAndGet()));
  }

  @Test
  void whatIsUploadedIsDescribedListedAndDownloaded() throws Exception {
    var bytes = Documents.pdf(3_000_000, 1);
    var item = trader.getIdentification().getDocuments(0).getMeta().getId();
    var wanted = Documents.options(trader);
    wanted
        .getEvidenceBuilder()
        .setMediaType("application/pdf")
        .setLanguageCode("zh-Hant")
        .setFileName("synthetic extract.pdf")
        .setNote("synthetic note")
        .addItemIds(item);
    var stored = documents.upload(wanted, bytes);

    assertThat(stored)
        .isEqualTo(
            wanted.getEvidence().toBuilder()
                .setName(stored.getName())
                .setSize(bytes.length)
                .setSha256(ByteString.copyFrom(sha256(bytes)))
                .setPrincipal(stored.getPrincipal())
                .setPerson("reviewer@shop.example")
                .setUploadTime(stored.getUploadTime())
                .build());
    assertThat(stored.getName()).startsWith(trader.getName() + "/evidence/");
    assertThat(get(stored)).isEqualTo(stored);
    assertThat(list(trader)).containsExactly(stored);
    assertThat(documents.download(stored)).isEqualTo(bytes);
    assertThat(new String(Files.readAllBytes(file(stored)), ISO_8859_1))
        .doesNotContain(new String(bytes, 0, 20, ISO_8859_1))
        .doesNotContain(new String(bytes, 2_000_000, 8, ISO_8859_1));
  }

  @Test
  void theLargestIsTakenAndOneByteMoreIsNot() throws Exception {
    var largest = documents.upload(trader, Documents.pdf(LARGEST, 2));
    assertThat(largest.getSize()).isEqualTo(LARGEST);
    assertThat(sha256(documents.download(largest))).isEqualTo(largest.getSha256().toByteArray());

    assertRefusedAndNothingIsLeft(
        "RESOURCE_EXHAUSTED DOCUMENT_TOO_LARGE",
        Documents.options(trader),
        Documents.pdf(LARGEST + 1, 2));
  }

  @Test
  void whatIsNotWhatItIsSaidToBeIsRefused() throws Exception {
    var asPng = Documents.options(trader);
    asPng.getEvidenceBuilder().setMediaType("image/png");
    assertRefusedAndNothingIsLeft(
        "INVALID_ARGUMENT INVALID_FIELD", asPng, Documents.pdf(100_000, 3));
    var asPdf = Documents.options(trader);
    asPdf.getEvidenceBuilder().setMediaType("application/pdf").setFileName("extract.pdf");
    for (var head : List.of("MZ\u0000\u0000", "PK\u0003\u0004", "<html>", "%PDF")) {
      assertRefusedAndNothingIsLeft(
          "INVALID_ARGUMENT UNSUPPORTED_MEDIA_TYPE", asPdf, head.getBytes(US_ASCII));
      assertRefusedAndNothingIsLeft(
          "INVALID_ARGUMENT UNSUPPORTED_MEDIA_TYPE",
          asPdf,
          (head + " ".repeat(100)).getBytes(US_ASCII));
    }
    assertRefusedAndNothingIsLeft("INVALID_ARGUMENT INVALID_FIELD", asPdf, new byte[0]);
    assertRefusedAndNothingIsLeft(
        "INVALID_ARGUMENT INVALID_FIELD",
        asPdf.setSha256(ByteString.copyFrom(new byte[32])),
        Documents.pdf(100, 3));
  }

  @Test
  void whatCannotBeKeptIsRefused() throws Exception {
    var unknown = Documents.options(trader);
    unknown.getEvidenceBuilder().addItemIds(UUID.randomUUID().toString());
    assertRefusedAndNothingIsLeft("INVALID_ARGUMENT UNKNOWN_ITEM", unknown, Documents.pdf(100, 4));
    for (int i = 0; i < PER_TRADER; i++) {
      var _ = documents.upload(trader, Documents.pdf(100, i));
    }
    assertRefusedAndNothingIsLeft(
        "FAILED_PRECONDITION TOO_MANY_DOCUMENTS", Documents.options(trader), Documents.pdf(100, 4));
    var ended = shop.create(Sellers.complete("evidence-" + MADE.incrementAndGet()));
    var _ =
        shop.traders.endContract(EndContractRequest.newBuilder().setName(ended.getName()).build());
    assertRefusedAndNothingIsLeft(
        "FAILED_PRECONDITION CONTRACT_ENDED", Documents.options(ended), Documents.pdf(100, 4));
  }

  @Test
  void aRepeatedUploadIsAnsweredWithTheFirstAndAnotherUnderItsIdIsRefused() throws Exception {
    var options = Documents.options(trader).setRequestId(UUID.randomUUID().toString());
    var bytes = Documents.pdf(200_000, 5);
    var first = documents.upload(options, bytes);
    assertThat(documents.upload(options, bytes)).isEqualTo(first);
    assertThat(documents.upload(options.setSha256(first.getSha256()), bytes)).isEqualTo(first);
    assertThat(list(trader)).containsExactly(first);

    options.clearSha256();
    assertRefusedAndNothingIsLeft(
        "INVALID_ARGUMENT REQUEST_ID_REUSED", options, Documents.pdf(200_000, 6));
    options.getEvidenceBuilder().setNote("another");
    assertRefusedAndNothingIsLeft("INVALID_ARGUMENT REQUEST_ID_REUSED", options, bytes);
  }

  @Test
  void ofManyEqualUploadsAtOnceOneIsStored() throws Exception {
    var options = Documents.options(trader).setRequestId(UUID.randomUUID().toString()).build();
    var bytes = Documents.pdf(100_000, 7);
    var answers = new HashSet<Evidence>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var uploads =
          IntStream.range(0, 8)
              .<Callable<Evidence>>mapToObj(i -> () -> documents.upload(options.toBuilder(), bytes))
              .toList();
      for (var done : threads.invokeAll(uploads)) {
        answers.add(done.get());
      }
    }
    assertThat(answers).hasSize(1);
    assertThat(list(trader)).containsExactlyElementsOf(answers);
    assertNothingIsUnclaimed();
    assertThat(files(trader)).hasSize(1);
  }

  @Test
  void theListComesInPages() {
    var all =
        IntStream.range(0, PER_TRADER)
            .mapToObj(i -> documents.upload(trader, Documents.pdf(100, i)))
            .toList();
    var request = ListEvidenceRequest.newBuilder().setParent(trader.getName()).setPageSize(2);
    var first = evidence.listEvidence(request.build());
    var second = evidence.listEvidence(request.setPageToken(first.getNextPageToken()).build());
    var third = evidence.listEvidence(request.setPageToken(second.getNextPageToken()).build());

    assertThat(first.getEvidenceList()).isEqualTo(all.subList(0, 2));
    assertThat(second.getEvidenceList()).isEqualTo(all.subList(2, 4));
    assertThat(third.getEvidenceList()).isEqualTo(all.subList(4, 5));
    assertThat(third.getNextPageToken()).isEmpty();
  }

  @Test
  void alteredSwappedCutAndLostDocumentsAreFound() throws Exception {
    var one = documents.upload(trader, Documents.pdf(500_000, 8));
    var other = documents.upload(trader, Documents.pdf(500_000, 9));
    var sealed = Files.readAllBytes(file(one));

    var altered = sealed.clone();
    altered[altered.length / 2] ^= 1;
    Files.write(file(one), altered);
    assertDamaged(one);
    Files.write(file(one), java.util.Arrays.copyOf(sealed, sealed.length - 4096));
    assertDamaged(one);
    Files.write(file(one), new byte[0]);
    assertDamaged(one);
    Files.write(file(one), Files.readAllBytes(file(other)));
    assertDamaged(one);
    Files.delete(file(one));
    assertDamaged(one);

    Files.write(file(one), sealed);
    assertThat(documents.download(one)).isEqualTo(Documents.pdf(500_000, 8));
    assertThat(documents.download(other)).isEqualTo(Documents.pdf(500_000, 9));
  }

  @Test
  void aDocumentThatWasGivenForAnotherTraderIsNotedUntilAPersonHasLooked() {
    var bytes = Documents.pdf(50_000, 11);
    assertThat(upload(trader, bytes).getDuplicate()).isFalse();
    assertThat(upload(trader, bytes).getDuplicate()).isFalse();
    assertThat(hints(trader)).isEmpty();

    var second = shop.create(Sellers.complete("evidence-" + MADE.incrementAndGet()));
    var duplicate = upload(second, bytes);
    assertThat(duplicate.getDuplicate()).isTrue();
    assertThat(get(duplicate)).isEqualTo(duplicate);
    assertThat(duplicate.toString()).doesNotContain(trader.getName());
    assertThat(hints(second))
        .containsExactly(
            "A document given for the identity document or electronic identification was given"
                + " for another trader too.");
    assertThat(hints(trader)).isEmpty();
    var requirement = identification(second, Audience.AUDIENCE_TRADER);
    assertThat(requirement.toString()).doesNotContain("another trader");
    assertThat(requirement.getState()).isEqualTo(RequirementState.REQUIREMENT_STATE_PENDING);

    shop.check(second, shop.item(second, ItemKind.ITEM_KIND_DOCUMENT));
    assertThat(hints(second)).isEmpty();
    assertThat(upload(second, bytes).getDuplicate()).isTrue();
    assertThat(hints(second)).hasSize(1);
    assertThat(identification(second, Audience.AUDIENCE_STAFF).getState())
        .isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);

    var elsewhere = new Shop(SERVER.marketplace("elsewhere"), "elsewhere");
    var other = elsewhere.create(Sellers.complete("elsewhere-1"));
    assertThat(elsewhere.documents.upload(other, bytes).getDuplicate()).isFalse();
  }

  private Evidence upload(Trader of, byte[] bytes) {
    var options = Documents.options(of);
    options.getEvidenceBuilder().addItemIds(shop.item(of, ItemKind.ITEM_KIND_DOCUMENT).id());
    return documents.upload(options, bytes);
  }

  private List<String> hints(Trader of) {
    return identification(of, Audience.AUDIENCE_STAFF).getNextActionsList().stream()
        .filter(action -> action.getCode().equals("WEIGH_HINT"))
        .map(NextAction::getMessage)
        .toList();
  }

  private Requirement identification(Trader of, Audience audience) {
    return shop.requirement(of.getName(), "identification.document", audience, "");
  }

  @Test
  void eachDownloadIsJournalled() throws Exception {
    var stored = documents.upload(trader, Documents.pdf(100, 10));
    try (var tables = new TableState(SERVER.database())) {
      var count =
          """
          SELECT (SELECT COUNT(*) FROM journal_pending
                  WHERE log = 1 AND entry LIKE '%DownloadEvidence%')
               + (SELECT COUNT(*) FROM journal_entry
                  WHERE log = 1 AND content LIKE '%DownloadEvidence%')
          """;
      long before = tables.count(count);
      var _ = documents.download(stored);
      var _ = documents.download(stored);
      assertThat(tables.count(count)).isEqualTo(before + 2);
    }
  }

  private void assertDamaged(Evidence damaged) {
    assertThat(Answers.outcome(() -> documents.download(damaged)))
        .isEqualTo("DATA_LOSS RECORD_DAMAGED");
  }

  private void assertRefusedAndNothingIsLeft(
      String outcome, org.sellerregistry.v1.UploadEvidenceOptions.Builder options, byte[] bytes)
      throws IOException, SQLException {
    var before = allFiles();
    assertThat(Answers.outcome(() -> documents.upload(options, bytes))).isEqualTo(outcome);
    assertNothingIsUnclaimed();
    assertThat(allFiles()).isEqualTo(before);
  }

  private void assertNothingIsUnclaimed() throws SQLException {
    try (var tables = new TableState(SERVER.database())) {
      assertThat(tables.count("SELECT COUNT(*) FROM unclaimed_document")).isZero();
    }
  }

  private Evidence get(Evidence stored) {
    return evidence.getEvidence(GetEvidenceRequest.newBuilder().setName(stored.getName()).build());
  }

  private List<Evidence> list(Trader of) {
    return evidence
        .listEvidence(ListEvidenceRequest.newBuilder().setParent(of.getName()).build())
        .getEvidenceList();
  }

  private List<Path> files(Trader of) {
    return list(of).stream().map(EvidenceTest::file).filter(Files::exists).toList();
  }

  private static Path file(Evidence stored) {
    var id = stored.getName().substring(stored.getName().lastIndexOf('/') + 1);
    return SERVER.data().resolve("documents").resolve(id.substring(id.length() - 2)).resolve(id);
  }

  private static List<Path> allFiles() throws IOException {
    var folder = SERVER.data().resolve("documents");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
