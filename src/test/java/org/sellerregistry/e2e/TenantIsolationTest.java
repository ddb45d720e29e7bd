package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.access.Answers;
import org.sellerregistry.access.RawCall;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.AssignStorefrontRequest;
import org.sellerregistry.v1.ExportTradersRequest;
import org.sellerregistry.v1.ListStorefrontsRequest;
import org.sellerregistry.v1.ListTraderRevisionsRequest;
import org.sellerregistry.v1.ListTradersRequest;

/** A marketplace that wants to know what another one has, or to change it. */
class TenantIsolationTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static final String TRADERS = "sellerregistry.v1.TraderService/";
  private static final String VERIFICATION = "sellerregistry.v1.VerificationService/";
  private static final String EVIDENCE = "sellerregistry.v1.EvidenceService/";
  private static final String UNKNOWN = "0190f000-0000-7000-8000-00000000dead";

  private static Shop own;
  private static Shop other;
  private static Requests foreign;

  @BeforeAll
  static void fill() {
    own = new Shop(SERVER.marketplace("own", "one@own.example"), "own");
    other = new Shop(SERVER.marketplace("other", "one@other.example"), "other");
    foreign = new Requests(other, "foreign");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TRADERS + "CreateTrader",
        TRADERS + "GetTrader",
        TRADERS + "BatchGetTraders",
        TRADERS + "UpdateTrader",
        TRADERS + "ListTraders",
        TRADERS + "LookupTraders",
        TRADERS + "ListTraderRevisions",
        TRADERS + "AssignStorefront",
        TRADERS + "ReleaseStorefront",
        TRADERS + "ListStorefronts",
        TRADERS + "EndContract",
        TRADERS + "GetPublicTraderInfo",
        TRADERS + "BatchGetPublicTraderInfo",
        TRADERS + "ExportTraders",
        VERIFICATION + "VerifyTrader",
        VERIFICATION + "GetVerification",
        VERIFICATION + "CheckEligibility",
        VERIFICATION + "RecordCheck",
        EVIDENCE + "UploadEvidence",
        EVIDENCE + "DownloadEvidence",
        EVIDENCE + "GetEvidence",
        EVIDENCE + "ListEvidence",
        "sellerregistry.v1.AdminService/GetMarketplace"
      })
  void anotherMarketplaceIsAnsweredLikeOneThatDoesNotExist(String method) throws SQLException {
    var absent =
        foreign.at(
            "marketplaces/nosir",
            "marketplaces/nosir/traders/" + UNKNOWN,
            "marketplaces/nosir/storefronts/nothing");

    assertAlike(method, "NOT_FOUND", foreign, absent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TRADERS + "GetTrader",
        TRADERS + "BatchGetTraders",
        TRADERS + "UpdateTrader",
        TRADERS + "ListTraderRevisions",
        TRADERS + "AssignStorefront",
        TRADERS + "ReleaseStorefront",
        TRADERS + "ListStorefronts",
        TRADERS + "EndContract",
        TRADERS + "GetPublicTraderInfo",
        TRADERS + "BatchGetPublicTraderInfo",
        VERIFICATION + "VerifyTrader",
        VERIFICATION + "GetVerification",
        VERIFICATION + "CheckEligibility",
        VERIFICATION + "RecordCheck",
        EVIDENCE + "UploadEvidence",
        EVIDENCE + "DownloadEvidence",
        EVIDENCE + "GetEvidence",
        EVIDENCE + "ListEvidence"
      })
  void anIdOfAnotherMarketplaceUnderTheOwnNameIsAnsweredLikeOneThatNobodyHas(String method)
      throws SQLException {
    var moved = id(foreign.trader());

    assertAlike(
        method,
        "",
        foreign.at(
            "marketplaces/own",
            "marketplaces/own/traders/" + moved,
            "marketplaces/own/storefronts/foreign"),
        foreign.at(
            "marketplaces/own",
            "marketplaces/own/traders/" + UNKNOWN,
            "marketplaces/own/storefronts/nobodys"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TRADERS + "BatchGetTraders",
        TRADERS + "AssignStorefront",
        TRADERS + "BatchGetPublicTraderInfo"
      })
  void aResourceOfAnotherMarketplaceBesideTheOwnOnesIsNotFound(String method) throws SQLException {
    assertAlike(
        method,
        "NOT_FOUND",
        foreign.at(
            "marketplaces/own",
            foreign.trader(),
            method.endsWith("AssignStorefront")
                ? "marketplaces/own/storefronts/nothing"
                : foreign.storefront()),
        foreign.at(
            "marketplaces/own",
            "marketplaces/other/traders/" + UNKNOWN,
            method.endsWith("AssignStorefront")
                ? "marketplaces/own/storefronts/nothing"
                : "marketplaces/other/storefronts/nothing"));
  }

  @Test
  void lookupsFindNothingOfAnotherMarketplaceByAnyKey() {
    var trader = other.get(foreign.trader());
    var queries =
        List.of(
            Requests.lookup("marketplaces/own", it -> it.setName(foreign.trader())),
            Requests.lookup("marketplaces/own", it -> it.setStorefront(foreign.storefront())),
            Requests.lookup("marketplaces/own", it -> it.setExternalId("foreign")),
            Requests.lookup(
                "marketplaces/own",
                it -> it.setTraderName(trader.getIdentity().getNames(0).getFull())),
            Requests.lookup(
                "marketplaces/own",
                it -> it.setEmail(trader.getIdentity().getEmails(0).getAddress())),
            Requests.lookup(
                "marketplaces/own",
                it ->
                    it.setIdentifier(
                        trader.getRegistration().getRegisterEntries(0).getIdentifier())));
    for (var query : queries) {
      var response = own.traders.lookupTraders(query);
      assertThat(response.getResults(0)).as(query.toString()).isEqualTo(noMatch());
    }
  }

  private static org.sellerregistry.v1.LookupResult noMatch() {
    return org.sellerregistry.v1.LookupResult.getDefaultInstance();
  }

  @Test
  void aPageTokenOfAnotherListIsRefused() {
    var _ = other.create(Sellers.complete("foreign-second"));
    var list = ListTradersRequest.newBuilder().setParent("marketplaces/other").setPageSize(1);
    var token = other.traders.listTraders(list.build()).getNextPageToken();
    var exported =
        other
            .traders
            .exportTraders(
                ExportTradersRequest.newBuilder().setParent("marketplaces/other").build())
            .next()
            .getPageToken();
    var mine = own.create(Sellers.complete("mine")).getName();

    assertThat(token).isNotEmpty();
    for (var stolen : List.of(token, exported)) {
      assertInvalid(
          "ListTraders",
          ListTradersRequest.newBuilder()
              .setParent("marketplaces/own")
              .setPageSize(1)
              .setPageToken(stolen)
              .build());
      assertInvalid(
          "ExportTraders",
          ExportTradersRequest.newBuilder()
              .setParent("marketplaces/own")
              .setPageToken(stolen)
              .build());
      assertInvalid(
          "ListTraderRevisions",
          ListTraderRevisionsRequest.newBuilder().setName(mine).setPageToken(stolen).build());
      assertInvalid(
          "ListStorefronts",
          ListStorefrontsRequest.newBuilder().setParent(mine).setPageToken(stolen).build());
    }
  }

  @Test
  void aStorefrontTakenFromTheOwnerInAnotherMarketplaceIsAnotherOne() {
    var trader = own.create(Sellers.complete("same-store"));
    var _ =
        own.traders.assignStorefront(
            AssignStorefrontRequest.newBuilder()
                .setName("marketplaces/own/storefronts/foreign")
                .setTrader(trader.getName())
                .build());

    assertThat(other.shown(foreign.storefront()).getTrader()).isEqualTo(foreign.trader());
    var _ = own.traders.releaseStorefront(release("marketplaces/own/storefronts/foreign"));
  }

  private static org.sellerregistry.v1.ReleaseStorefrontRequest release(String name) {
    return org.sellerregistry.v1.ReleaseStorefrontRequest.newBuilder().setName(name).build();
  }

  private static void assertInvalid(String method, Message request) {
    assertThat(Answers.outcome(() -> send(TRADERS + method, request)))
        .as(method)
        .isEqualTo("INVALID_ARGUMENT INVALID_PAGE_TOKEN");
  }

  private static void assertAlike(String method, String code, Requests existing, Requests absent)
      throws SQLException {
    try (var tables = new TableState(SERVER.database())) {
      var before = tables.checksums();
      var simple = method.substring(method.lastIndexOf('/') + 1);
      var answer = answer(method, existing.of(simple, ""), existing);

      assertThat(answer).isEqualTo(answer(method, absent.of(simple, ""), absent));
      assertThat(answer).startsWith(code);
      assertThat(tables.checksums()).isEqualTo(before);
    }
  }

  /** What is answered, with the names asked for taken out. */
  private static String answer(String method, Message request, Requests about) {
    try {
      var text = new StringBuilder("served");
      send(method, request).forEach(it -> text.append(' ').append(HexFormat.of().formatHex(it)));
      return text.toString();
    } catch (StatusRuntimeException e) {
      var status = e.getStatus().getCode() + " " + StatusProto.fromThrowable(e);
      return status
          .replace(about.trader(), "TRADER")
          .replace(about.storefront(), "STOREFRONT")
          .replace(about.parent(), "MARKETPLACE");
    }
  }

  private static List<byte[]> send(String method, Message request) {
    return RawCall.send(
        SERVER.marketplace("own", "one@own.example"), method, request.toByteArray());
  }

  private static String id(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
