package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.access.Answers.refused;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.CreateMarketplaceRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.ListMarketplacesRequest;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.TraderServiceGrpc;

/** What a client may send that no client should, over a real connection. */
class HostileInputTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String LIST = "sellerregistry.v1.AdminService/ListMarketplaces";
  private static final String CREATE = "sellerregistry.v1.AdminService/CreateMarketplace";
  private static final String GRANT = "sellerregistry.v1.AdminService/CreateGrant";
  private static final byte[] EMPTY = {};

  private static TestRegistry registry;
  private static Channel operator;

  @BeforeAll
  static void start() {
    registry =
        TestRegistry.admin(
            DATABASE.transactor(),
            self ->
                List.of(
                    new HealthStatusManager().getHealthService(),
                    new StubService(TraderServiceGrpc.getServiceDescriptor(), self.seen)));
    operator = registry.as(TestRegistry.OPERATOR);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void bytesThatAreNoMessage() {
    for (var garbage : new byte[][] {{(byte) 0xff}, {8}, {10, 5, 1}, {1, 2, 3, 4, 5, 6, 7}}) {
      assertRefused("INVALID_ARGUMENT MALFORMED_MESSAGE", LIST, garbage);
    }
  }

  @Test
  void bytesThatAreNoMessageInAStream() {
    // The role is asked before anything is read: an operator does not get this far.
    assertRefused(
        "PERMISSION_DENIED ROLE_INSUFFICIENT",
        "sellerregistry.v1.TraderService/ImportTraders",
        new byte[] {(byte) 0xff});
  }

  @Test
  void textThatIsNotUtf8() throws IOException {
    var request = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(request);
    out.writeBytes(
        ListMarketplacesRequest.PAGE_TOKEN_FIELD_NUMBER,
        ByteString.copyFrom(new byte[] {(byte) 0xc3, (byte) 0x28}));
    out.flush();

    assertRefused("INVALID_ARGUMENT MALFORMED_MESSAGE", LIST, request.toByteArray());
  }

  @Test
  void messagesNestedDeeperThanAnyReaderGoes() {
    // Groups in an unknown field, opened and never closed.
    var groups = "\u001b".repeat(10_000).getBytes(StandardCharsets.US_ASCII);

    assertRefused("INVALID_ARGUMENT MALFORMED_MESSAGE", LIST, groups);
  }

  @Test
  void noMessageOrMoreThanOne() {
    assertThat(refused(() -> RawCall.send(operator, LIST)).reason()).isEqualTo("MALFORMED_MESSAGE");
    assertThat(refused(() -> RawCall.send(operator, LIST, EMPTY, EMPTY)).reason())
        .isEqualTo("MALFORMED_MESSAGE");
  }

  @Test
  void messagesThatAreTooLarge() {
    assertRefused(
        "RESOURCE_EXHAUSTED MESSAGE_TOO_LARGE", LIST, token(TestRegistry.MAX_MESSAGE_BYTES));
    // Below the limit it is the contract's rule that refuses it.
    assertRefused("INVALID_ARGUMENT INVALID_FIELD", LIST, token(10_000));
  }

  @Test
  void smallMessagesThatUnfoldToLargeOnes() {
    var gzip = CallOptions.DEFAULT.withCompression("gzip");

    assertThat(
            Answers.outcome(() ->
                RawCall.send(
                    operator,
                    gzip,
                    new Metadata(),
                    LIST,
                    token(3 * TestRegistry.MAX_MESSAGE_BYTES))))
        .isEqualTo("RESOURCE_EXHAUSTED MESSAGE_TOO_LARGE");
  }

  @Test
  void messagesThatTheTransportItselfRefuses() {
    var thrown =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            io.grpc.StatusRuntimeException.class,
            () -> RawCall.send(operator, LIST, token(5 * TestRegistry.MAX_MESSAGE_BYTES)));

    assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void fieldsAndEnumNumbersThatTheContractDoesNotHave() throws IOException {
    var unknown = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(unknown);
    out.writeString(999, "value");
    out.flush();
    var role = Grant.newBuilder().setPrincipal("spiffe://test.example/x").setRoleValue(99);

    assertRefused("INVALID_ARGUMENT UNKNOWN_FIELD", LIST, unknown.toByteArray());
    var refused =
        refused(() ->
            RawCall.send(
                operator,
                GRANT,
                CreateGrantRequest.newBuilder().setGrant(role).build().toByteArray()));
    assertThat(refused.reason()).isEqualTo("INVALID_FIELD");
    assertThat(refused.fields()).containsExactly("grant.role");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sellerregistry.v1.AdminService/DropEverything",
        "sellerregistry.v9.AdminService/ListMarketplaces",
        "no.such.Service/Method",
        "x/y"
      })
  void methodsThatNobodyHas(String method) {
    assertRefused("UNIMPLEMENTED UNKNOWN_METHOD", method, EMPTY);
    assertThat(Answers.outcome(() -> RawCall.send(registry.anonymous(), method, EMPTY)))
        .isEqualTo("UNIMPLEMENTED UNKNOWN_METHOD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Purpose", "a b", "a_b", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddd"})
  void purposesThatAreNoCodes(String purpose) {
    assertInvalidHeader("seller-registry-purpose", purpose);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void personsThatAreNoNames(String person) {
    assertInvalidHeader("seller-registry-person", person);
  }

  @Test
  void headersThatAreSentTwiceOrNotInAscii() {
    assertInvalidHeader("seller-registry-person", "p".repeat(256));
    var key = Metadata.Key.of("seller-registry-purpose", Metadata.ASCII_STRING_MARSHALLER);
    var headers = new Metadata();
    headers.put(key, "a");
    headers.put(key, "b");

    assertThat(outcome(headers)).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
  }

  @Test
  void whatWasRefusedLeavesTheConnectionInOrder() {
    assertRefused("INVALID_ARGUMENT MALFORMED_MESSAGE", LIST, new byte[] {(byte) 0xff});
    assertRefused("RESOURCE_EXHAUSTED MESSAGE_TOO_LARGE", LIST, token(2_000_000));

    assertThat(RawCall.send(operator, LIST, EMPTY)).hasSize(1);
  }

  @Test
  void namesThatTryToLeaveTheirField() {
    for (var id : new String[] {"a'; DROP TABLE marketplace; --", "../market", "market%00", "m"}) {
      var request =
          CreateMarketplaceRequest.newBuilder()
              .setMarketplaceId(id)
              .setMarketplace(Marketplace.newBuilder().setDisplayName("Synthetic market"))
              .build();
      assertRefused("INVALID_ARGUMENT INVALID_FIELD", CREATE, request.toByteArray());
    }
  }

  @Test
  void aHealthServiceThatIsAskedForWhatItDoesNotKnow() {
    var request = HealthCheckRequest.newBuilder().setService("no-such-service").build();

    assertThat(
            Answers.outcome(() ->
                RawCall.send(
                    registry.anonymous(), "grpc.health.v1.Health/Check", request.toByteArray())))
        .isEqualTo("NOT_FOUND RESOURCE_NOT_FOUND");
  }

  private static void assertRefused(String outcome, String method, byte[] message) {
    ThrowingCallable call = () -> RawCall.send(operator, method, message);
    assertThat(Answers.outcome(call)).isEqualTo(outcome);
  }

  private static void assertInvalidHeader(String name, String value) {
    var headers = new Metadata();
    headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    var refused = refused(() -> RawCall.send(operator, CallOptions.DEFAULT, headers, LIST, EMPTY));
    assertThat(refused.reason()).isEqualTo("INVALID_FIELD");
    assertThat(refused.fields()).containsExactly(name);
  }

  private static String outcome(Metadata headers) {
    return Answers.outcome(() -> RawCall.send(operator, CallOptions.DEFAULT, headers, LIST, EMPTY));
  }

  private static byte[] token(int length) {
    return ListMarketplacesRequest.newBuilder()
        .setPageToken("a".repeat(length))
        .build()
        .toByteArray();
  }
}
