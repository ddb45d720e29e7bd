package org.sellerregistry.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import org.junit.jupiter.api.Test;
import org.sellerregistry.v1.BatchGetTradersRequest;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.IdentitySection;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderFilter;
import org.sellerregistry.v1.TraderType;
import org.sellerregistry.v1.UpdateTraderRequest;

class RequestValidatorTest {
  private static final String MARKETPLACE = "marketplaces/market";
  private static final String TRADER =
      MARKETPLACE + "/traders/01900000-0000-7000-8000-00000000000a";

  private static final RequestValidator VALIDATOR = RequestValidator.forContract();

  @Test
  void passesARequestThatKeepsTheRules() {
    assertThatCode(() ->
            VALIDATOR.validate(ListTradersRequest.newBuilder().setParent(MARKETPLACE).build()))
        .doesNotThrowAnyException();
  }

  @Test
  void namesEachFieldOnceByItsPath() {
    var refusal =
        refusal(
            CreateTraderRequest.newBuilder()
                .setParent("market")
                .setTrader(Trader.newBuilder().setExternalId("a b").addOfferings("EU"))
                .setRequestId("not a uuid")
                .build());

    assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_INVALID_FIELD);
    assertThat(refusal.violations())
        .extracting(Refusal.FieldViolation::field)
        .containsExactlyInAnyOrder(
            "parent",
            "trader.external_id",
            "trader.type",
            "trader.region_code",
            "trader.offerings[0]",
            "request_id");
    assertThat(refusal.violations()).noneMatch(violation -> violation.description().isEmpty());
  }

  @Test
  void neverRepeatsAValue() {
    var refusal =
        refusal(
            BatchGetTradersRequest.newBuilder().setParent("secret-1").addNames("secret-2").build());

    assertThat(refusal.violations().toString()).doesNotContain("secret");
  }

  @Test
  void holdsAPartAgainstTheRulesUnderItsPath() {
    var part = Trader.newBuilder().setExternalId("a b").setRegionCode("DE").build();

    var refusal = catchThrowableOfType(Refusal.class, () -> VALIDATOR.validate("trader", part));

    assertThat(refusal.violations())
        .extracting(Refusal.FieldViolation::field)
        .containsExactlyInAnyOrder("trader.external_id", "trader.type");
  }

  @Test
  void appliesRulesOverSeveralFields() {
    var filter = TraderFilter.newBuilder().setState(StandingState.STANDING_STATE_ELIGIBLE);

    var refusal =
        refusal(ListTradersRequest.newBuilder().setParent(MARKETPLACE).setFilter(filter).build());

    assertThat(refusal.violations())
        .containsExactly(new Refusal.FieldViolation("filter", "state needs offering"));
  }

  @Test
  void refusesEnumNumbersThatItDoesNotKnow() {
    var refusal = refusal(GetTraderRequest.newBuilder().setName(TRADER).setViewValue(77).build());

    assertThat(refusal.violations())
        .extracting(Refusal.FieldViolation::field)
        .containsExactly("view");
  }

  @Test
  void refusesFieldsThatItDoesNotKnowAtAnyDepth() {
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                4711,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("secret"))
                    .build())
            .build();
    var section = IdentitySection.newBuilder();
    section.addNamesBuilder().setUnknownFields(unknown);
    var trader = Trader.newBuilder().setName(TRADER).setType(TraderType.TRADER_TYPE_LEGAL_ENTITY);

    for (Message request :
        new Message[] {
          GetTraderRequest.newBuilder().setName(TRADER).setUnknownFields(unknown).build(),
          UpdateTraderRequest.newBuilder().setTrader(trader.setIdentity(section)).build()
        }) {
      var refusal = refusal(request);
      assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_UNKNOWN_FIELD);
      assertThat(refusal.metadata()).containsEntry("field", "4711");
      assertThat(refusal.metadata().toString()).doesNotContain("secret");
    }
    assertThat(refusal(UpdateTraderRequest.newBuilder().setTrader(trader).build()).metadata())
        .containsEntry("message", "sellerregistry.v1.Name");
  }

  @Test
  void leavesTheRecordsOfAStreamToTheirMethod() {
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(4711, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    var record = ImportRecord.newBuilder().setTrader(Trader.newBuilder().setUnknownFields(unknown));

    VALIDATOR.validateInStream(ImportTradersRequest.newBuilder().setRecord(record).build());

    assertThat(refusal(record.getTrader()).reason())
        .isEqualTo(ErrorReason.ERROR_REASON_UNKNOWN_FIELD);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() ->
            VALIDATOR.validateInStream(
                ImportTradersRequest.newBuilder()
                    .setRecord(record.setUnknownFields(unknown))
                    .build()))
        .extracting(Refusal::reason)
        .isEqualTo(ErrorReason.ERROR_REASON_UNKNOWN_FIELD);
  }

  private Refusal refusal(Message request) {
    return catchThrowableOfType(Refusal.class, () -> VALIDATOR.validate(request));
  }
}
