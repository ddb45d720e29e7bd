package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.type.Date;
import io.grpc.Channel;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.access.Answers;
import org.sellerregistry.access.RawCall;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.EvidenceServiceGrpc;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.UpdateTraderRequest;
import org.sellerregistry.v1.VerificationServiceGrpc;

/**
 * Whatever is sent, a call is served or refused for a reason of the contract, and leaves nothing.
 */
class HostileRequestsTest {
  /** Methods of the AdminService that are not an operator's. */
  private static final Set<String> OF_MARKETPLACES =
      Set.of(
          "GetTraderRetention",
          "EraseTrader",
          "ConfirmErasure",
          "PreserveTrader",
          "ReleasePreservation",
          "ExportPersonalData");

  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static final int VARIANTS = 120;
  private static final AtomicInteger MADE = new AtomicInteger();

  /** What only libraries, the database or the server's own code say. */
  private static final Pattern INSIDES =
      Pattern.compile("(?i)exception|\\bsql|jooq|java\\.|mariadb|mysql|\\bat org\\.|hikari|netty");

  private static final Set<String> READING =
      Set.of("Get", "List", "Lookup", "BatchGet", "Export", "Check");

  static Stream<String> methods() {
    return Stream.of(
            TraderServiceGrpc.getServiceDescriptor(),
            VerificationServiceGrpc.getServiceDescriptor(),
            EvidenceServiceGrpc.getServiceDescriptor(),
            AdminServiceGrpc.getServiceDescriptor())
        .map(ServiceDescriptor::getMethods)
        .flatMap(methods -> methods.stream().map(method -> method.getFullMethodName()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyVariantIsServedOrRefusedForAReasonAndARefusedOneChangesNothing(String method)
      throws SQLException {
    var fixture = fixture(method);
    var mutations = new Mutations(method.hashCode(), fixture.names());
    boolean reads = READING.stream().anyMatch(verb -> simple(method).startsWith(verb));
    try (var tables = new TableState(SERVER.database())) {
      var before = tables.checksums();
      for (int i = 0; i < VARIANTS; i++) {
        boolean served = isServed(fixture.channel(), method, messages(method, fixture, mutations));
        if (served && !reads) {
          before = tables.checksums();
        } else if (!reads || i == VARIANTS - 1) {
          assertThat(tables.checksums()).as("variant %d of %s", i, method).isEqualTo(before);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void textThatIsNotUtf8AndFieldsThatNobodyKnowsAreRefusedWhereverTheyStand(String method)
      throws SQLException {
    var fixture = fixture(method);
    try (var tables = new TableState(SERVER.database())) {
      var before = tables.checksums();
      for (var variant : Mutations.withEachText(fixture.request(), Mutations.NOT_UTF_8)) {
        assertThat(outcome(fixture.channel(), method, Mutations.write(variant)))
            .as(variant.toString())
            .isEqualTo("INVALID_ARGUMENT MALFORMED_MESSAGE");
      }
      var unknown =
          fixture.request().toBuilder().setUnknownFields(Mutations.unknown()).build().toByteArray();
      assertThat(outcome(fixture.channel(), method, unknown))
          .isEqualTo("INVALID_ARGUMENT UNKNOWN_FIELD");
      assertThat(tables.checksums()).isEqualTo(before);
    }
  }

  static Stream<Timestamp> momentsThatNoClockShows() {
    return Stream.of(
        Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build(),
        Timestamp.newBuilder().setSeconds(Long.MIN_VALUE).build(),
        Timestamp.newBuilder().setSeconds(253_402_300_800L).build(),
        Timestamp.newBuilder().setNanos(-1).build(),
        Timestamp.newBuilder().setNanos(1_000_000_000).build());
  }

  @ParameterizedTest
  @MethodSource("momentsThatNoClockShows")
  void momentsThatNoClockShowsAreRefusedInEveryField(Timestamp moment) {
    var requests = new Requests(shop(), unique("moments"));
    for (var request : requests.withMoment(moment).entrySet()) {
      var refused =
          Answers.refused(
              () -> RawCall.send(channel(), request.getKey(), request.getValue().toByteArray()));
      assertThat(refused.reason()).as(request.getKey()).isEqualTo("INVALID_FIELD");
      assertThat(refused.fields()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 10_000, Integer.MAX_VALUE})
  void datesThatCannotBeAreStoredAndFailTheirRequirement(int year) {
    var shop = shop();
    var wanted = withExpiry("year-" + year, year);

    var trader = shop.create(wanted);

    assertThat(trader.getIdentification().getDocuments(0).getExpireDate().getYear())
        .isEqualTo(year);
    assertThat(documents(shop, trader)).isEqualTo(RequirementState.REQUIREMENT_STATE_FAILED);
  }

  @Test
  void aDocumentWithoutEndIsValid() {
    var shop = shop();
    var trader = shop.checkAll(shop.create(withExpiry("year-9999", 9999)));

    assertThat(documents(shop, trader)).isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);
  }

  @Test
  void aRequestThatBreaksEveryRuleManyTimesIsToldOfTheFirst() {
    var wanted = Sellers.complete(unique("broken")).toBuilder();
    for (int i = 0; i < 200; i++) {
      wanted.getSignalsBuilder().addSignalsBuilder().setKind("NO KIND");
    }
    var refused = Answers.refused(() -> shop().create(wanted.build()));

    assertThat(refused.reason()).isEqualTo("INVALID_FIELD");
    assertThat(refused.fields()).hasSizeGreaterThan(5).hasSizeLessThan(100);
  }

  @Test
  @Timeout(20)
  void aListWithoutEndOfTheSmallestPartsIsRefusedSoon() {
    var refused = Answers.refused(() -> shop().create(withOfferings(10_000)));

    assertThat(refused.reason()).isEqualTo("INVALID_FIELD");
    assertThat(refused.fields()).contains("trader.offerings");
    // So many are not even counted to the end.
    assertThat(Answers.refused(() -> shop().create(withOfferings(400_000))).reason())
        .isEqualTo("MESSAGE_TOO_LARGE");
  }

  private static Trader withOfferings(int number) {
    var wanted = Sellers.complete(unique("parts")).toBuilder();
    for (int i = 0; i < number; i++) {
      wanted.addOfferings("o" + Integer.toString(i, 36));
    }
    return wanted.build();
  }

  @Test
  void aPathAsLongAsABookIsNotRepeated() {
    var shop = shop();
    var trader = shop.create(Sellers.complete(unique("book")));
    var refused =
        Answers.refused(() -> {
          var _ =
              shop.traders.updateTrader(
                  UpdateTraderRequest.newBuilder()
                      .setTrader(trader)
                      .setUpdateMask(FieldMask.newBuilder().addPaths("é".repeat(100_000)))
                      .build());
        });

    assertThat(refused.reason()).isEqualTo("INVALID_MASK");
    assertThat(refused.info().getMetadataMap()).containsEntry("path", "é".repeat(256));
  }

  @Test
  void anExternalIdThatIsTakenIsAnsweredWithItsTrader() {
    var trader = shop().create(Sellers.complete(unique("taken")));
    var refused = Answers.refused(() -> shop().create(Sellers.complete(trader.getExternalId())));

    assertThat(refused.info().getMetadataMap())
        .containsExactly(Map.entry("resource", trader.getName()));
  }

  @Test
  void anExternalIdThatNoTraderCanHaveIsRefusedInALookup() {
    var shop = shop();
    var refused =
        Answers.refused(() -> {
          var _ =
              shop.traders.lookupTraders(
                  Requests.lookup(shop.parent(), query -> query.setExternalId("é")));
        });

    assertThat(refused.fields()).containsExactly("queries[0].external_id");
  }

  private static RequirementState documents(Shop shop, Trader trader) {
    return shop.requirement(
            trader.getName(), "identification.document", Audience.AUDIENCE_STAFF, "")
        .getState();
  }

  private static Trader withExpiry(String externalId, int year) {
    var wanted = Sellers.complete(externalId).toBuilder();
    wanted
        .getIdentificationBuilder()
        .getDocumentsBuilder(0)
        .setExpireDate(Date.newBuilder().setYear(year).setMonth(12).setDay(31));
    return wanted.build();
  }

  private record Fixture(Channel channel, Message request, List<String> names) {}

  private static Fixture fixture(String method) {
    var requests = new Requests(shop(), unique(simple(method)));
    var other = new Requests(new Shop(SERVER.marketplace("other"), "other"), unique("of-other"));
    boolean operator = method.contains("AdminService") && !OF_MARKETPLACES.contains(simple(method));
    var grant = operator ? SERVER.grant("nobody", Role.ROLE_AUDITOR, "").getName() : "grants/none";
    return new Fixture(
        operator ? SERVER.operator() : channel(),
        requests.of(simple(method), grant),
        List.of(requests.parent(), requests.trader(), other.trader(), other.storefront()));
  }

  private static String unique(String externalId) {
    return externalId + "-" + MADE.incrementAndGet();
  }

  private static Shop shop() {
    return new Shop(channel(), "shop");
  }

  private static Channel channel() {
    return SERVER.marketplace("shop", "reviewer@shop.example");
  }

  private static byte[][] messages(String method, Fixture fixture, Mutations mutations) {
    // Each creation is of another trader, so that it is refused for what was changed alone.
    var variant =
        mutations.next(
            fixture.request() instanceof CreateTraderRequest create
                ? Requests.renamed(create, unique("created"))
                : fixture.request());
    if (method.endsWith("ImportTraders")) {
      return new byte[][] {Requests.options("marketplaces/shop").toByteArray(), variant};
    }
    return method.endsWith("UploadEvidence")
        ? new byte[][] {variant, Documents.chunk(Documents.pdf(100, 1)).toByteArray()}
        : new byte[][] {variant};
  }

  private static boolean isServed(Channel channel, String method, byte[]... messages) {
    try {
      var answers = RawCall.send(channel, method, messages);
      return !method.endsWith("ImportTraders") || Requests.isStored(answers);
    } catch (StatusRuntimeException e) {
      assertExplained(e);
      return false;
    }
  }

  private static String outcome(Channel channel, String method, byte[] message) {
    return Answers.outcome(() -> RawCall.send(channel, method, message));
  }

  private static void assertExplained(StatusRuntimeException e) {
    var status = String.valueOf(StatusProto.fromThrowable(e));
    var refused =
        Answers.refused(() -> {
          throw e;
        });
    assertThat(refused.reason()).as(status).isNotEqualTo("DEFECT").isNotEqualTo("RECORD_DAMAGED");
    assertThat(status).doesNotContainPattern(INSIDES);
  }

  private static String simple(String method) {
    return method.substring(method.lastIndexOf('/') + 1);
  }
}
