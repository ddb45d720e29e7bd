package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Answers;
import org.sellerregistry.journal.ProofCheck;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.AddCosignatureRequest;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.AssignStorefrontRequest;
import org.sellerregistry.v1.GetCheckpointRequest;
import org.sellerregistry.v1.GetConsistencyProofRequest;
import org.sellerregistry.v1.GetInclusionProofRequest;
import org.sellerregistry.v1.JournalLog;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.JournalServiceGrpc.JournalServiceBlockingStub;
import org.sellerregistry.v1.ListAccessesRequest;
import org.sellerregistry.v1.ListCheckpointsRequest;
import org.sellerregistry.v1.ListEntriesRequest;
import org.sellerregistry.v1.RevokeGrantRequest;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.SequencedEntry;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.VerifyJournalRequest;
import org.sellerregistry.v1.WatchRequest;
import org.sellerregistry.v1.WatchResponse;

/** The journal as marketplaces and auditors see it. */
class JournalServiceTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static Shop shop;
  private static Trader trader;
  private static JournalServiceBlockingStub own;
  private static JournalServiceBlockingStub auditor;

  @BeforeAll
  static void begin() {
    var channel = SERVER.marketplace("journal-a", "anna");
    shop = new Shop(channel, "journal-a");
    trader = shop.checkAll(shop.create(Sellers.complete("s-1")));
    var _ =
        new Shop(SERVER.marketplace("journal-b", "bert"), "journal-b")
            .create(Sellers.complete("s-2"));
    var _ = SERVER.grant("auditor", Role.ROLE_AUDITOR, "");
    own = JournalServiceGrpc.newBlockingStub(channel);
    auditor = JournalServiceGrpc.newBlockingStub(SERVER.channel("auditor"));
  }

  @Test
  void aMarketplaceSeesItsOwnEntriesAndAnAuditorAll() throws SQLException {
    settle();
    var seen = entries(own, "marketplaces/journal-a");
    assertThat(seen)
        .isNotEmpty()
        .allMatch(it -> it.getEntry().getResource().startsWith("marketplaces/journal-a"));
    var all = entries(auditor, "marketplaces/-");
    assertThat(all)
        .extracting(it -> it.getEntry().getMethod())
        .contains("AdminService.CreateGrant");
    assertThat(all).extracting(SequencedEntry::getSequence).isSorted().doesNotHaveDuplicates();
    assertThat(all).hasSizeGreaterThan(seen.size()).containsAll(seen);
    assertThat(entries(auditor, "marketplaces/journal-a")).containsAll(seen);

    assertThat(outcome(own, "marketplaces/journal-b")).isEqualTo("NOT_FOUND RESOURCE_NOT_FOUND");
    assertThat(outcome(own, "marketplaces/-")).isEqualTo("PERMISSION_DENIED ROLE_INSUFFICIENT");
    assertThat(
            Answers.outcome(() ->
                own.listEntries(
                    ListEntriesRequest.newBuilder()
                        .setParent("marketplaces/journal-a")
                        .setLog(JournalLog.JOURNAL_LOG_ACCESS)
                        .build())))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    var _ = SERVER.grant("auditor-of-b", Role.ROLE_AUDITOR, "journal-b");
    var ofOne = JournalServiceGrpc.newBlockingStub(SERVER.channel("auditor-of-b"));
    assertThat(outcome(ofOne, "marketplaces/-")).isEqualTo("PERMISSION_DENIED ROLE_INSUFFICIENT");
    assertThat(outcome(ofOne, "marketplaces/journal-a")).isEqualTo("NOT_FOUND RESOURCE_NOT_FOUND");
    assertThat(entries(ofOne, "marketplaces/journal-b")).isNotEmpty();
  }

  @Test
  void filtersNarrowTheList() throws SQLException {
    settle();
    var request =
        ListEntriesRequest.newBuilder()
            .setParent("marketplaces/journal-a")
            .setTrader(trader.getName())
            .setMethod("TraderService.CreateTrader")
            .build();
    assertThat(own.listEntries(request).getEntriesList())
        .singleElement()
        .satisfies(it -> assertThat(it.getEntry().getResource()).isEqualTo(trader.getName()));
    var page = own.listEntries(request.toBuilder().clearMethod().setPageSize(1).build());
    assertThat(page.getEntriesList()).hasSize(1);
    assertThat(
            Answers.outcome(() ->
                own.listEntries(request.toBuilder().setPageToken(page.getNextPageToken()).build())))
        .isEqualTo("INVALID_ARGUMENT INVALID_PAGE_TOKEN");
  }

  @Test
  void everyEntryIsProvenAndEveryTreeContinuesTheLast() throws SQLException {
    settle();
    var before = auditor.getCheckpoint(GetCheckpointRequest.getDefaultInstance());
    var _ = shop.create(Sellers.complete("s-proof"));
    settle();
    var after = auditor.getCheckpoint(GetCheckpointRequest.getDefaultInstance());
    assertThat(after.getTreeSize()).isGreaterThan(before.getTreeSize());
    for (var entry : entries(own, "marketplaces/journal-a")) {
      var proof =
          own.getInclusionProof(
              GetInclusionProofRequest.newBuilder()
                  .setSequence(entry.getSequence())
                  .setTreeSize(after.getTreeSize())
                  .build());
      assertThat(proof.getLeafHash()).isEqualTo(entry.getLeafHash());
      assertThat(
              ProofCheck.includes(
                  after.getRootHash(),
                  after.getTreeSize(),
                  entry.getSequence(),
                  entry.getLeafHash(),
                  proof.getPathList()))
          .isTrue();
    }
    var consistency =
        own.getConsistencyProof(
            GetConsistencyProofRequest.newBuilder()
                .setFirstTreeSize(before.getTreeSize())
                .setSecondTreeSize(after.getTreeSize())
                .build());
    assertThat(
            ProofCheck.extendsTree(
                before.getRootHash(),
                before.getTreeSize(),
                after.getRootHash(),
                after.getTreeSize(),
                consistency.getPathList()))
        .isTrue();
    assertThat(
            Answers.outcome(() ->
                own.getInclusionProof(
                    GetInclusionProofRequest.newBuilder().setSequence(1_000_000).build())))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    assertThat(
            own.listCheckpoints(ListCheckpointsRequest.getDefaultInstance()).getCheckpointsList())
        .isNotEmpty();
    assertThat(
            Answers.outcome(() ->
                auditor.addCosignature(
                    AddCosignatureRequest.newBuilder()
                        .setTreeSize(after.getTreeSize())
                        .setCosignature("— witness.example/w1 AAAA")
                        .build())))
        .isIn("NOT_FOUND RESOURCE_NOT_FOUND", "INVALID_ARGUMENT INVALID_FIELD");
  }

  @Test
  void aWatchGoesOnWhereAnotherEnded() throws SQLException {
    settle();
    var request = WatchRequest.newBuilder().setParent("marketplaces/journal-a").build();
    var first = new ArrayList<WatchResponse>();
    watch(
        request,
        answers -> {
          for (int i = 0; i < 3; i++) {
            first.add(answers.next());
          }
        });
    var token = first.getLast().getResumeToken();
    var rest = new ArrayList<WatchResponse>();
    watch(
        request.toBuilder().setResumeToken(token).build(),
        answers -> {
          takeToCheckpoint(answers, rest);
          var created = shop.create(Sellers.complete("s-watched"));
          takeToCheckpoint(answers, rest);
          // More checkpoints come without entries: the server is alive.
          assertThat(
                  rest.stream()
                          .anyMatch(it ->
                              it.getEntry().getEntry().getResource().equals(created.getName()))
                      || takesUntil(answers, created.getName(), rest))
              .isTrue();
        });
    var watched = new ArrayList<SequencedEntry>();
    first.stream().filter(WatchResponse::hasEntry).forEach(it -> watched.add(it.getEntry()));
    rest.stream().filter(WatchResponse::hasEntry).forEach(it -> watched.add(it.getEntry()));
    assertThat(watched)
        .isEqualTo(entries(own, "marketplaces/journal-a").subList(0, watched.size()));

    assertThat(
            Answers.outcome(() ->
                own.watch(
                        request.toBuilder().setResumeToken(token).setMethod("Other.Method").build())
                    .next()))
        .isEqualTo("INVALID_ARGUMENT INVALID_RESUME_TOKEN");
  }

  @Test
  void aWatchEndsWhenItsGrantIsRevoked() {
    var _ = SERVER.grant("short-lived", Role.ROLE_MARKETPLACE, "journal-a");
    var grant = SERVER.grant("short-lived", Role.ROLE_MARKETPLACE, "journal-b");
    var stub = JournalServiceGrpc.newBlockingStub(SERVER.channel("short-lived"));
    var watching =
        stub.watch(WatchRequest.newBuilder().setParent("marketplaces/journal-b").build());
    assertThat(watching.next()).isNotNull();
    var _ =
        AdminServiceGrpc.newBlockingStub(SERVER.operator())
            .revokeGrant(RevokeGrantRequest.newBuilder().setName(grant.getName()).build());
    assertThat(Answers.outcome(() -> watching.forEachRemaining(response -> {})))
        .isEqualTo("NOT_FOUND RESOURCE_NOT_FOUND");
  }

  @Test
  void whoSawATraderIsOnRecord() {
    var seen = shop.create(Sellers.complete("s-seen"));
    var _ = shop.get(seen.getName());
    var request = ListAccessesRequest.newBuilder().setParent(seen.getName()).build();
    var found = own.listAccesses(request).getAccessesList();
    while (found.size() < 2) {
      found = own.listAccesses(request).getAccessesList();
    }
    assertThat(found)
        .extracting(it -> it.getMethod())
        .containsExactly("TraderService.CreateTrader", "TraderService.GetTrader");
    assertThat(found.getLast())
        .satisfies(access -> {
          assertThat(access.getPerson()).isEqualTo("anna");
          assertThat(access.getPrincipal()).endsWith("/journal-a");
          assertThat(access.getMarketplace()).isEqualTo("marketplaces/journal-a");
          assertThat(access.getTraders(0).getTrader()).isEqualTo(seen.getName());
          assertThat(access.getTraders(0).getSectionsList())
              .contains(SectionKind.SECTION_KIND_IDENTITY, SectionKind.SECTION_KIND_IDENTIFICATION);
        });
    assertThat(auditor.listAccesses(request).getAccessesList()).containsAll(found);
    var other = JournalServiceGrpc.newBlockingStub(SERVER.marketplace("journal-b"));
    assertThat(Answers.outcome(() -> other.listAccesses(request)))
        .isEqualTo("NOT_FOUND RESOURCE_NOT_FOUND");
  }

  @Test
  void nothingIsFoundWhereNothingWasDoneBehindTheServer() {
    var shown = shop.create(Sellers.complete("s-whole"));
    var _ = shop.checkAll(shown);
    var _ =
        shop.traders.assignStorefront(
            AssignStorefrontRequest.newBuilder()
                .setName("marketplaces/journal-a/storefronts/whole-1")
                .setTrader(shown.getName())
                .setUrl("https://shop.example/whole-1")
                .build());
    var answers = new ArrayList<org.sellerregistry.v1.VerifyJournalResponse>();
    auditor.verifyJournal(VerifyJournalRequest.getDefaultInstance()).forEachRemaining(answers::add);
    assertThat(answers.stream().filter(it -> it.hasFinding()).toList()).isEmpty();
    assertThat(answers.getLast().getSummary().getRecords()).isGreaterThan(20);
    assertThat(answers.getLast().getSummary().getEntries()).isGreaterThan(5);
  }

  private static boolean takesUntil(
      Iterator<WatchResponse> answers, String resource, List<WatchResponse> taken) {
    for (int i = 0; i < 50; i++) {
      takeToCheckpoint(answers, taken);
      if (taken.stream().anyMatch(it -> it.getEntry().getEntry().getResource().equals(resource))) {
        return true;
      }
    }
    return false;
  }

  private static void takeToCheckpoint(Iterator<WatchResponse> answers, List<WatchResponse> taken) {
    do {
      taken.add(answers.next());
    } while (!taken.getLast().hasCheckpoint());
  }

  private interface Watching {
    void take(Iterator<WatchResponse> answers);
  }

  private static void watch(WatchRequest request, Watching watching) {
    var context = Context.current().withCancellation();
    try {
      context.run(() -> watching.take(own.watch(request)));
    } finally {
      context.cancel(null);
    }
  }

  private static String outcome(JournalServiceBlockingStub stub, String parent) {
    return Answers.outcome(
        () -> stub.listEntries(ListEntriesRequest.newBuilder().setParent(parent).build()));
  }

  private static List<SequencedEntry> entries(JournalServiceBlockingStub stub, String parent) {
    var entries = new ArrayList<SequencedEntry>();
    var token = "";
    do {
      var page =
          stub.listEntries(
              ListEntriesRequest.newBuilder()
                  .setParent(parent)
                  .setPageSize(7)
                  .setPageToken(token)
                  .build());
      entries.addAll(page.getEntriesList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return entries;
  }

  /** Waits until all that was committed has its place. */
  private static void settle() throws SQLException {
    try (var tables = new TableState(SERVER.database())) {
      var waiting = "SELECT COUNT(*) FROM journal_pending WHERE log = 1";
      while (tables.count(waiting) > 0) {
        // The server's own thread puts them in sequence.
      }
    }
  }
}
