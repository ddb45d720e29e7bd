package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.CreateMarketplaceRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.Role;

/** Each method, called by each kind of caller for each kind of marketplace. */
class AccessMatrixTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String OWN = "market-own";
  private static final String OTHER = "market-other";
  private static final String OPEN = "market-open";
  private static final String UNKNOWN = "market-unknown";

  private static TestRegistry registry;

  @BeforeAll
  static void start() {
    try (var admin = TestRegistry.admin(DATABASE.transactor())) {
      var stub = AdminServiceGrpc.newBlockingStub(admin.as(TestRegistry.OPERATOR));
      for (var id : List.of(OWN, OTHER, OPEN)) {
        stub.createMarketplace(
            CreateMarketplaceRequest.newBuilder()
                .setMarketplaceId(id)
                .setMarketplace(
                    Marketplace.newBuilder()
                        .setDisplayName("Synthetic market")
                        .setAnonymousPublicInfo(id.equals(OPEN)))
                .build());
      }
      for (var role : roles()) {
        var grant = Grant.newBuilder().setPrincipal(principal(role)).setRole(role);
        if (role != Role.ROLE_OPERATOR) {
          grant.setMarketplace(ResourceNames.marketplace(OWN));
        }
        stub.createGrant(CreateGrantRequest.newBuilder().setGrant(grant).build());
      }
    }
    registry = new TestRegistry(DATABASE.transactor(), clock -> null, AccessMatrixTest::stubs);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void admitsWhomTheTableNames(MethodRule rule) {
    requireAdmitted(rule, "review");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void asksWhatForWhoeverReadsWhatWasDeclaredToAMarketplace(MethodRule rule) {
    requireAdmitted(rule, "");
  }

  private static void requireAdmitted(MethodRule rule, String purpose) {
    var headers = new Metadata();
    if (!purpose.isEmpty()) {
      headers.put(Headers.PURPOSE, purpose);
    }
    var expected = new LinkedHashMap<String, String>();
    var actual = new LinkedHashMap<String, String>();
    for (var caller : callers().entrySet()) {
      for (var marketplace : List.of(OWN, OTHER, OPEN, UNKNOWN)) {
        var key = caller.getKey() + " in " + marketplace;
        var request = Requests.of(rule.method(), marketplace).toByteArray();
        registry.seen.clear();
        actual.put(
            key,
            Answers.outcome(() ->
                RawCall.send(
                    caller.getValue(), CallOptions.DEFAULT, headers, rule.method(), request)));
        var admitted = expected(rule, role(caller.getKey()), caller.getKey(), marketplace);
        boolean asked =
            purpose.isEmpty()
                && rule.answer() == MethodRule.Answer.CONFIDENTIAL
                && caller.getKey().equals("ROLE_INVESTIGATOR");
        expected.put(
            key,
            asked && admitted.equals("OK") ? "FAILED_PRECONDITION PURPOSE_REQUIRED" : admitted);
        assertThat(tenantSeen())
            .as(key)
            .isEqualTo(expectedTenant(rule, actual.get(key), marketplace));
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  static List<MethodRule> rules() {
    return MethodTable.rules();
  }

  private static String expected(
      MethodRule rule, @Nullable Role role, String caller, String marketplace) {
    boolean anonymous = caller.equals("anonymous");
    boolean mayCall = role != null && rule.roles().contains(role);
    boolean scoped = !rule.marketplaceField().isEmpty();
    boolean reaches =
        role == Role.ROLE_OPERATOR ? !marketplace.equals(UNKNOWN) : marketplace.equals(OWN);
    switch (rule.anonymous()) {
      case ALWAYS -> {
        return "OK";
      }
      case IF_MARKETPLACE_SAYS_SO -> {
        if (marketplace.equals(OPEN) || (mayCall && reaches)) {
          return "OK";
        }
        return anonymous ? "UNAUTHENTICATED CREDENTIALS_MISSING" : "NOT_FOUND RESOURCE_NOT_FOUND";
      }
      case NEVER -> {
        if (anonymous) {
          return "UNAUTHENTICATED CREDENTIALS_MISSING";
        }
        if (!mayCall) {
          return "PERMISSION_DENIED ROLE_INSUFFICIENT";
        }
        return !scoped || reaches ? "OK" : "NOT_FOUND RESOURCE_NOT_FOUND";
      }
    }
    throw new AssertionError();
  }

  private static Optional<String> expectedTenant(
      MethodRule rule, String outcome, String marketplace) {
    return outcome.equals("OK") && !rule.marketplaceField().isEmpty()
        ? Optional.of(marketplace)
        : Optional.empty();
  }

  private static Optional<String> tenantSeen() {
    var scope = registry.seen.peek();
    try {
      return scope == null ? Optional.empty() : Optional.of(scope.tenant().marketplaceId());
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Channel> callers() {
    var callers = new LinkedHashMap<String, Channel>();
    callers.put("anonymous", registry.anonymous());
    callers.put("unknown", registry.as("spiffe://test.example/unknown"));
    for (var role : roles()) {
      callers.put(role.name(), registry.as(principal(role)));
    }
    return callers;
  }

  private static @Nullable Role role(String caller) {
    return caller.startsWith("ROLE_") ? Role.valueOf(caller) : null;
  }

  private static String principal(Role role) {
    return "spiffe://test.example/" + role;
  }

  private static List<Role> roles() {
    return Stream.of(Role.values())
        .filter(role -> role != Role.UNRECOGNIZED && role != Role.ROLE_UNSPECIFIED)
        .toList();
  }

  private static List<BindableService> stubs(TestRegistry registry) {
    return MethodTableTest.services().stream()
        .<BindableService>map(service -> new StubService(service, registry.seen))
        .toList();
  }
}
