package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.demo.SimulatedSources;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.ActionBy;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.Requirement;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.UpdateTraderRequest;
import org.sellerregistry.v1.Verification;

/** What the registry makes of sources that answer, late or at a bad moment. */
class AskedSourcesTest {
  private static final int CONNECTIONS = 2;
  private static final List<Trader> TRADERS = SourceShop.withVat(30);
  private static final SimulatedSources SOURCES = new SimulatedSources();

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(config ->
          SourceShop.settings(config, SOURCES)
              .with("DATABASE_WRITE_CONNECTIONS", String.valueOf(CONNECTIONS))
              .with("DATABASE_READ_CONNECTIONS", String.valueOf(CONNECTIONS))
              .with("SOURCES_VIES_CONCURRENCY", "20"));

  private static int used;

  private Shop traders;
  private SourceShop shop;

  @BeforeEach
  void open() {
    var channel = SERVER.marketplace("shop", "reviewer@shop.example");
    traders = new Shop(channel, "shop");
    shop = new SourceShop(channel);
  }

  @AfterEach
  void calm() {
    SOURCES.beforeAnswer(() -> {});
    SOURCES.setAvailable(true);
  }

  @AfterAll
  static void close() {
    SOURCES.close();
  }

  private static Trader unused() {
    var trader = TRADERS.get(used++);
    SOURCES.know(trader);
    return trader;
  }

  @Test
  void aNewTraderIsAskedAboutWithoutACall() throws InterruptedException {
    var trader = traders.create(unused());
    var before = shop.get(trader.getName());
    assertThat(SourceShop.isWaiting(before)).isTrue();
    assertThat(before.getChecksList()).allMatch(check -> check.getSource().isEmpty());

    SERVER.runDueJobs();
    var after = shop.get(trader.getName());
    assertThat(SourceShop.isWaiting(after)).isFalse();
    for (var code : List.of("identity.name", "identity.address")) {
      var requirement = requirement(after, code);
      assertThat(requirement.getState()).isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);
      assertThat(requirement.getMethodsList()).contains(CheckMethod.CHECK_METHOD_VIES);
      var item = requirement.getItems(0);
      assertThat(item.getState()).isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);
      assertThat(item.hasLastAttemptTime()).isTrue();
      assertThat(item.hasNextAttemptTime()).isFalse();
      assertThat(after.getChecksList())
          .filteredOn(check -> item.getChecksList().contains(check.getName()))
          .anySatisfy(check -> {
            assertThat(check.getSource()).isEqualTo("VIES");
            assertThat(check.getPrincipal()).isEqualTo("registry");
          });
    }
  }

  /** Else a marketplace's word would stand in for the source's, and replace its "no". */
  @Test
  void nobodyElseAnswersForASourceThatTheRegistryAsks() {
    var trader = traders.create(unused());
    var name = traders.item(trader, ItemKind.ITEM_KIND_NAME);
    for (var method : List.of(CheckMethod.CHECK_METHOD_VIES, CheckMethod.CHECK_METHOD_GLEIF)) {
      assertThatThrownBy(
              () -> traders.record(trader, name, method, CheckResult.CHECK_RESULT_PASSED))
          .satisfies(refused ->
              assertThat(StatusProto.fromThrowable(refused).toString())
                  .contains("check.method", "asks this source itself"));
    }
  }

  @Test
  void anOutageIsExplainedToStaffAndTrader() {
    SOURCES.setAvailable(false);
    var trader = traders.create(unused());
    var told = requirement(shop.verify(trader.getName()), "identity.name");
    assertThat(told.getState()).isEqualTo(RequirementState.REQUIREMENT_STATE_PENDING);
    var action = told.getNextActions(0);
    assertThat(action.getCode()).isEqualTo("RETRY_SOURCE");
    assertThat(action.getBy()).isEqualTo(ActionBy.ACTION_BY_REGISTRY);
    assertThat(action.getMethodsList()).containsExactly(CheckMethod.CHECK_METHOD_VIES);
    assertThat(action.getTime()).isEqualTo(told.getItems(0).getNextAttemptTime());
    assertThat(told.getNextActions(1).getCode()).isEqualTo("RECORD_CHECK");
    assertThat(told.getNextActions(1).getMethodsList())
        .isNotEmpty()
        .doesNotContain(CheckMethod.CHECK_METHOD_VIES, CheckMethod.CHECK_METHOD_GLEIF);

    var own =
        requirement(
            shop.verification.getVerification(
                GetVerificationRequest.newBuilder()
                    .setName(trader.getName())
                    .setAudience(Audience.AUDIENCE_TRADER)
                    .build()),
            "identity.name");
    assertThat(own.getNextActions(0).getCode()).isEqualTo("AWAIT_CHECK");
    assertThat(own.getNextActions(0).getBy()).isEqualTo(ActionBy.ACTION_BY_REGISTRY);
    assertThat(own.getNextActions(0).getMethodsList()).isEmpty();
    assertThat(own.getItems(0).getChecksList()).isEmpty();
    assertThat(own.getItems(0).hasLastAttemptTime()).isFalse();
  }

  @Test
  void anAnswerAboutFormerContentIsThrownAwayAndAskedForAnew() {
    var trader = traders.create(unused());
    var changed = new AtomicBoolean();
    SOURCES.beforeAnswer(() -> {
      if (changed.compareAndSet(false, true)) {
        rename(trader, "Other Synthetic Trading Ltd");
      }
    });
    int before = SOURCES.questions();
    var verification = shop.verify(trader.getName());
    assertThat(SOURCES.questions() - before).isGreaterThanOrEqualTo(2);
    assertThat(verification.getRevision()).isEqualTo(2);
    // The number's holder has the former name; nothing passes under the new one.
    assertThat(SourceShop.byVies(verification, ItemKind.ITEM_KIND_VAT_NUMBER))
        .isNotEmpty()
        .doesNotContain(CheckResult.CHECK_RESULT_PASSED);
    assertThat(byVies(verification))
        .filteredOn(check -> check.getItemKind() == ItemKind.ITEM_KIND_NAME)
        .isNotEmpty()
        .allMatch(check -> check.getItemRevision() == 2)
        .allMatch(check -> check.getResult() != CheckResult.CHECK_RESULT_PASSED);
  }

  @Test
  void twoVerificationsAtOnceStoreEachAnswerOnce() throws Exception {
    var trader = traders.create(unused());
    var both = new CyclicBarrier(2);
    SOURCES.beforeAnswer(() -> await(both));
    var verifications =
        SourceShop.forAll(List.of(trader.getName(), trader.getName()), 2, shop::verify);
    for (var verification : verifications) {
      assertThat(requirement(verification, "identity.name").getState())
          .isEqualTo(RequirementState.REQUIREMENT_STATE_SATISFIED);
      assertThat(byVies(verification))
          .extracting(Check::getItemId)
          .hasSize(3)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aSlowSourceHoldsNoConnectionToTheDatabase() throws Exception {
    int calls = 4 * CONNECTIONS;
    var created = new ArrayList<String>();
    for (int i = 0; i < calls; i++) {
      created.add(traders.create(unused()).getName());
    }
    var arrived = new CountDownLatch(calls);
    var go = new CountDownLatch(1);
    SOURCES.beforeAnswer(() -> {
      arrived.countDown();
      await(go);
    });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var verifying = threads.submit(() -> SourceShop.forAll(created, calls, shop::verify));
      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
      var other =
          traders
              .traders
              .withDeadlineAfter(Duration.ofSeconds(10))
              .createTrader(
                  CreateTraderRequest.newBuilder()
                      .setParent(traders.parent())
                      .setTrader(unused())
                      .build());
      assertThat(traders.get(other.getName()).getRevision()).isEqualTo(1);
      go.countDown();
      assertThat(verifying.get())
          .allMatch(it ->
              requirement(it, "identity.name").getState()
                  == RequirementState.REQUIREMENT_STATE_SATISFIED);
    }
  }

  @Test
  void aChangedNameIsAskedAboutBySchedule() throws InterruptedException {
    var trader = traders.create(unused());
    SERVER.runDueJobs();
    int before = SOURCES.questions();
    SERVER.runDueJobs();
    assertThat(SOURCES.questions()).isEqualTo(before);

    rename(trader, "Another Synthetic Trading Ltd");
    assertThat(SourceShop.isWaiting(shop.get(trader.getName()))).isTrue();
    SERVER.runDueJobs();
    var after = shop.get(trader.getName());
    assertThat(SourceShop.isWaiting(after)).isFalse();
    assertThat(SourceShop.byVies(after, ItemKind.ITEM_KIND_VAT_NUMBER).getFirst())
        .isNotEqualTo(CheckResult.CHECK_RESULT_PASSED);
  }

  private void rename(Trader trader, String name) {
    var wanted = traders.get(trader.getName()).toBuilder().clearEtag();
    wanted.getIdentityBuilder().getNamesBuilder(0).setFull(name).clearLatin();
    var _ =
        traders.traders.updateTrader(
            UpdateTraderRequest.newBuilder()
                .setTrader(wanted)
                .setUpdateMask(FieldMask.newBuilder().addPaths("identity.names"))
                .build());
  }

  private static List<Check> byVies(Verification verification) {
    return verification.getChecksList().stream()
        .filter(check -> check.getMethod() == CheckMethod.CHECK_METHOD_VIES)
        .toList();
  }

  private static Requirement requirement(Verification verification, String code) {
    return verification.getOfferings(0).getRequirementsList().stream()
        .filter(requirement -> requirement.getCode().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
