package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.access.Caller;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.retention.EraseTrader;
import org.sellerregistry.retention.KeptData;
import org.sellerregistry.retention.PreserveTrader;
import org.sellerregistry.retention.Retention;
import org.sellerregistry.retention.RetentionJob;
import org.sellerregistry.retention.RetentionService;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.ClassRetention;
import org.sellerregistry.v1.ConfirmErasureRequest;
import org.sellerregistry.v1.EraseTraderRequest;
import org.sellerregistry.v1.Erasure;
import org.sellerregistry.v1.ErasureState;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.Preservation;
import org.sellerregistry.v1.PreserveTraderRequest;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.ReleasePreservationRequest;
import org.sellerregistry.v1.RetentionClass;
import org.sellerregistry.v1.Signal;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TypedIdentifier;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.ShreddedException;
import org.sellerregistry.vault.Vault;

/** Data ends when its time has come, or when two people say so, and not while anything keeps it. */
class ErasureTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Caller SECOND =
      new Caller(Registry.STAFF.principal(), "reviewer-8", "", List.of());
  private static final Duration SIX_MONTHS = Duration.ofDays(185);
  private static final Duration TEN_YEARS = Duration.ofDays(3660);

  @TempDir Path keys;

  private Registry registry;
  private RetentionService service;
  private RetentionJob job;
  private Trader trader;

  @BeforeEach
  void setUp() {
    var replica = new Replica(DATABASE, new Vault(KeyRing.openOrCreate(keys)), 100);
    registry = replica.registry;
    var retention = Retention.shipped();
    var journal = new Journal();
    var kept = new KeptData(registry.transactor, retention, replica.epochs);
    service =
        new RetentionService(
            kept,
            new EraseTrader(
                registry.transactor,
                registry.vault,
                retention,
                kept,
                journal,
                registry.ids,
                registry.clock),
            new PreserveTrader(registry.transactor, journal, registry.ids, registry.clock));
    job = new RetentionJob(registry.transactor, registry.vault, retention, journal, registry.clock);
    var declared = Samples.everyKind(0).toBuilder();
    declared
        .getSignalsBuilder()
        .addSignals(Signal.newBuilder().setKind("device").setValue("synthetic-device"));
    trader = registry.verifyAll(registry.create(declared.build()));
    registry.assign(trader, "erasure-1");
  }

  @AfterEach
  void empty() {
    Tables.empty(DATABASE);
  }

  @Test
  void aSecondPersonConfirms() {
    var asked = erase(Registry.STAFF, trader);
    assertThat(asked.getRetentionClassesList())
        .as("all else is kept while the contract lasts")
        .containsExactly(RetentionClass.RETENTION_CLASS_SIGNALS);
    assertThat(asked.getKeptList())
        .hasSize(4)
        .allMatch(kept -> kept.getRequired() && !kept.getBasis().isEmpty());
    assertThat(asked.hasErasedEverywhereTime()).isTrue();
    assertThat(registry.get(trader).hasSignals()).as("nothing happens yet").isTrue();

    refused(ErrorReason.ERROR_REASON_OTHER_PERSON_REQUIRED, () -> confirm(Registry.STAFF, asked));
    assertThat(registry.get(trader).hasSignals()).isTrue();

    var done = confirm(SECOND, asked);
    assertThat(done.getState()).isEqualTo(ErasureState.ERASURE_STATE_DONE);
    assertThat(done.getConfirmPerson()).isEqualTo(SECOND.person());
    var left = registry.get(trader);
    assertThat(left.hasSignals()).isFalse();
    assertThat(left.hasIdentity()).isTrue();
    assertThat(confirm(SECOND, asked)).as("again").isEqualTo(done);
    assertThat(registry.journal())
        .extracting(entry -> entry.getMethod())
        .contains("AdminService.EraseTrader", "AdminService.ConfirmErasure");
  }

  @Test
  void anotherRequestReplacesTheFormer() {
    var first = erase(Registry.STAFF, trader);
    erase(SECOND, trader);

    refused(ErrorReason.ERROR_REASON_RESOURCE_NOT_FOUND, () -> confirm(SECOND, first));
  }

  @Test
  void withoutAPersonNothingIsDone() {
    refused(
        ErrorReason.ERROR_REASON_PERSON_REQUIRED,
        () -> erase(new Caller(Registry.STAFF.principal(), "", "", List.of()), trader));
  }

  @Test
  void whatTheLawKeepsIsRefusedAndNamed() {
    refused(
        ErrorReason.ERROR_REASON_RETENTION_REQUIRED,
        () -> erase(Registry.STAFF, trader, RetentionClass.RETENTION_CLASS_TAX));
    registry.end(trader);
    registry.clock.move(SIX_MONTHS);
    refused(
        ErrorReason.ERROR_REASON_RETENTION_REQUIRED,
        () -> erase(Registry.STAFF, trader, RetentionClass.RETENTION_CLASS_TAX));
    var asked = erase(Registry.STAFF, trader);
    assertThat(asked.getRetentionClassesList()).hasSize(4);
    assertThat(asked.getKeptList())
        .extracting(ClassRetention::getRetentionClass)
        .containsExactly(RetentionClass.RETENTION_CLASS_TAX);
  }

  @Test
  void eachClassEndsAtItsTime() {
    registry.end(trader);
    registry.clock.move(Duration.ofDays(180));
    job.run();
    assertThat(registry.get(trader).hasIdentification()).isTrue();

    registry.clock.move(Duration.ofDays(5));
    job.run();
    var left = registry.get(trader);
    assertThat(left.hasIdentity()).isFalse();
    assertThat(left.hasIdentification()).isFalse();
    assertThat(left.hasPayment()).isFalse();
    assertThat(left.hasTax()).as("tax law").isTrue();
    assertThat(registry.shown(trader).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_ERASED);
    assertThat(found(LookupQuery.newBuilder().setEmail(email()))).isZero();
    assertThat(found(LookupQuery.newBuilder().setIdentifier(taxNumber()))).isEqualTo(1);
    assertThat(registry.journal().getLast().getPurpose()).isEqualTo("retention");

    registry.clock.move(TEN_YEARS);
    job.run();
    assertThat(registry.get(trader).hasTax()).isFalse();
    assertThat(found(LookupQuery.newBuilder().setIdentifier(taxNumber()))).isZero();
    assertThat(job.runStep()).isZero();
    refused(ErrorReason.ERROR_REASON_TRADER_ERASED, () -> erase(Registry.STAFF, trader));
  }

  @Test
  void standingsOfAnErasedTraderCanStillBeComputed() {
    registry.end(trader);
    registry.clock.move(SIX_MONTHS);
    job.run();

    var _ = registry.verify.verify(registry.tenant, Registry.STAFF, Registry.id(trader));

    assertThat(registry.shown(trader).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_ERASED);
    assertThat(registry.get(trader).hasIdentity()).isFalse();
  }

  @Test
  void anOrderStopsEveryEnd() {
    registry.end(trader);
    var asked = erase(Registry.STAFF, trader);
    var until = registry.clock.instant().plus(SIX_MONTHS.multipliedBy(2));
    var order =
        this.<Preservation>call(
            SECOND,
            (it, answer) ->
                it.preserveTrader(
                    PreserveTraderRequest.newBuilder()
                        .setName(trader.getName())
                        .setAuthority("Synthetic Authority")
                        .setReference("S-1")
                        .setUntilTime(Samples.time(until))
                        .build(),
                    answer));
    refused(ErrorReason.ERROR_REASON_TRADER_PRESERVED, () -> confirm(SECOND, asked));
    refused(ErrorReason.ERROR_REASON_TRADER_PRESERVED, () -> erase(SECOND, trader));
    registry.clock.move(SIX_MONTHS);
    job.run();
    assertThat(registry.get(trader).hasIdentity()).isTrue();

    var released =
        this.<Preservation>call(
            SECOND,
            (it, answer) ->
                it.releasePreservation(
                    ReleasePreservationRequest.newBuilder()
                        .setName(trader.getName())
                        .setPreservation(order.getId())
                        .build(),
                    answer));
    assertThat(released.hasReleaseTime()).isTrue();
    registry.clock.move(Duration.ofDays(1));
    job.run();
    assertThat(registry.get(trader).hasIdentity()).isFalse();
  }

  @Test
  void aChangeOfAnErasedClassIsRefusedAndOthersAreNot() {
    confirm(SECOND, erase(Registry.STAFF, trader));
    var wanted = registry.get(trader).toBuilder();
    wanted.getSignalsBuilder().addSignals(Signal.newBuilder().setKind("device").setValue("new"));

    assertThatExceptionOfType(ShreddedException.class)
        .isThrownBy(() -> registry.update(wanted.build(), "signals"));
    registry.update(Samples.withPhone(trader, "+4930100100"), "identity.phones");
    assertThat(registry.get(trader).hasSignals()).isFalse();
  }

  @Test
  void ofAnErasureAndChangesAtOnceNothingOfTheClassIsLeft() {
    var asked = erase(Registry.STAFF, trader);
    var outcomes =
        Together.run(
            6,
            number ->
                () -> {
                  if (number == 0) {
                    return confirm(SECOND, asked).getId();
                  }
                  try {
                    var wanted = trader.toBuilder();
                    wanted.getSignalsBuilder().getSignalsBuilder(0).setValue("device-" + number);
                    return registry.update(wanted.build(), "signals").getName();
                  } catch (ShreddedException e) {
                    return "erased";
                  }
                });

    assertThat(outcomes)
        .as("items that are erased are unknown")
        .filteredOn(Together.Outcome::isRefused)
        .allMatch(it -> it.refused() == ErrorReason.ERROR_REASON_UNKNOWN_ITEM);
    assertThat(outcomes.getFirst().isRefused()).isFalse();
    assertThat(registry.get(trader).hasSignals()).isFalse();
    assertThat(registry.get(trader).hasIdentity()).isTrue();
  }

  private Erasure erase(Caller caller, Trader whose, RetentionClass... classes) {
    return call(
        caller,
        (it, answer) ->
            it.eraseTrader(
                EraseTraderRequest.newBuilder()
                    .setName(whose.getName())
                    .addAllRetentionClasses(List.of(classes))
                    .setReason("synthetic")
                    .build(),
                answer));
  }

  private Erasure confirm(Caller caller, Erasure erasure) {
    return call(
        caller,
        (it, answer) ->
            it.confirmErasure(
                ConfirmErasureRequest.newBuilder()
                    .setName(trader.getName())
                    .setErasure(erasure.getId())
                    .build(),
                answer));
  }

  private static void refused(ErrorReason reason, Runnable call) {
    assertThatExceptionOfType(Refusal.class).isThrownBy(call::run).returns(reason, Refusal::reason);
  }

  private int found(LookupQuery.Builder query) {
    return registry
        .lookUp
        .lookUp(registry.tenant, LookupTradersRequest.newBuilder().addQueries(query).build())
        .getResults(0)
        .getMatchesCount();
  }

  private String email() {
    return trader.getIdentity().getEmails(0).getAddress();
  }

  private TypedIdentifier taxNumber() {
    return trader.getTax().getTaxNumbers(0).getIdentifier();
  }

  private <T> T call(Caller caller, BiConsumer<RetentionService, StreamObserver<T>> call) {
    var answer = new AtomicReference<T>();
    CallScope.of(caller, registry.tenant)
        .run(() -> call.accept(service, new Operations.Answer<>(answer)));
    return answer.get();
  }
}
