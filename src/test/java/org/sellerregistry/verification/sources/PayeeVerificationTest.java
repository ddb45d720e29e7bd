package org.sellerregistry.verification.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.verification.sources.Clients.DECLARED;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Unavailable;

/** The bank is synthetic; the IBAN is the example of the SWIFT registry. */
class PayeeVerificationTest {
  private static final String IBAN = "DE89370400440532013000";
  private static final String HOLDER = "Synthetic Trading GmbH";

  private final FakeSource source = new FakeSource();
  private final SourceClient client = new Clients().client(source.base(), Map.of("attempts", 1));
  private final PayeeVerification payees = new PayeeVerification(client, settings());

  @AfterEach
  void close() {
    client.close();
    source.close();
  }

  @Test
  void asksInTheNamesOfTheScheme() throws Exception {
    source.json("{\"partyNameMatch\": \"MTCH\"}");
    payees.check(IBAN, "COBADEFFXXX", HOLDER, DECLARED);
    var request = source.request();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri()).hasToString("/api/payee-verifications");
    assertThat(request.headers()).containsKeys("X-request-id", "X-request-timestamp");
    assertThat(request.headers().get("Authorization")).containsExactly("secret");
    assertThat(new ObjectMapper().readTree(request.body()))
        .hasToString(
            "{\"party\":{\"name\":\"Synthetic Trading GmbH\"},"
                + "\"partyAccount\":{\"iban\":\"DE89370400440532013000\"},"
                + "\"partyAgent\":{\"financialInstitutionId\":{\"bicfi\":\"COBADEFFXXX\"}},"
                + "\"requestingAgent\":{\"financialInstitutionId\":{\"bicfi\":\"SYNTDE00\"}}}");
  }

  @ParameterizedTest
  @CsvSource({
    "MTCH, CHECK_RESULT_PASSED, ''",
    "CMTC, CHECK_RESULT_INCONCLUSIVE, NAME_CLOSE",
    "NMTC, CHECK_RESULT_FAILED, NAME_DIFFERS",
    "NOAP, CHECK_RESULT_INCONCLUSIVE, VERIFICATION_NOT_POSSIBLE",
    "XXXX, CHECK_RESULT_UNAVAILABLE, UNEXPECTED_ANSWER",
  })
  void anAnswerOfTheBankIsACheck(String code, CheckResult result, String reason) {
    source.json(
        "{\"partyNameMatch\": \"%s\", \"matchedName\": \"Synthetic Handel GmbH\"}".formatted(code));
    var check =
        SourceChecks.check(
                CheckMethod.CHECK_METHOD_BANK,
                "Verification of payee",
                payees.check(IBAN, "", HOLDER, DECLARED))
            .build();
    assertThat(check.getResult()).isEqualTo(result);
    assertThat(check.getReasonCode()).isEqualTo(reason);
    assertThat(check.getNote())
        .isEqualTo(code.equals("CMTC") ? "The source has the name: Synthetic Handel GmbH" : "");
    if (result != CheckResult.CHECK_RESULT_UNAVAILABLE) {
      assertThat(check.getReference()).hasSize(36);
    }
  }

  @Test
  void anAccountOfSomebodyElseIsNotTheTraders() {
    source.json("{\"partyNameMatch\": \"MTCH\"}");
    assertThat(payees.check(IBAN, "", "Somebody Else", DECLARED))
        .isInstanceOfSatisfying(
            Inconclusive.class, it -> assertThat(it.reason()).isEqualTo("ACCOUNT_HOLDER_DIFFERS"));
  }

  @Test
  void aCloseMatchWithoutTheBanksNameIsNoAnswer() {
    source.json("{\"partyNameMatch\": \"CMTC\"}");
    assertThat(payees.check(IBAN, "", HOLDER, DECLARED))
        .isEqualTo(new Unavailable("UNEXPECTED_ANSWER", null));
  }

  @Test
  void aNameThatTheSchemeDoesNotHaveIsNoAnswer() {
    source.json(
        "{\"partyNameMatch\": \"CMTC\", \"matchedName\": \"%s\"}".formatted("x".repeat(141)));
    assertThat(payees.check(IBAN, "", HOLDER, DECLARED))
        .isEqualTo(new Unavailable("UNEXPECTED_ANSWER", null));
  }

  @Test
  void halvesOfCharactersAreLeftOutOfANote() {
    source.json("{\"partyNameMatch\": \"CMTC\", \"matchedName\": \"A \\ud83d\\u0007 B\"}");
    var check =
        SourceChecks.check(
            CheckMethod.CHECK_METHOD_BANK, "A bank", payees.check(IBAN, "", HOLDER, DECLARED));
    assertThat(check.getNote()).isEqualTo("The source has the name: A  B");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500, 503})
  void aProviderThatRefusesSaysNothing(int status) {
    source.answer(status, "application/json", "{\"partyNameMatch\": \"NMTC\"}");
    assertThat(payees.check(IBAN, "", HOLDER, DECLARED)).isInstanceOf(Unavailable.class);
  }

  @Test
  void aNameThatTheSchemeDoesNotTakeIsNotAskedFor() {
    assertThat(payees.check(IBAN, "", "x".repeat(141), DECLARED))
        .isEqualTo(new Inconclusive("INVALID_INPUT", null));
    assertThat(source.requests()).isEmpty();
  }

  @Test
  void aBankIsAskedAboutAccountsWithAnIbanAndSaysNothingOfOtherItems() {
    var trader = Trader.newBuilder().setRegionCode("DE");
    trader.getIdentityBuilder().addNamesBuilder().setKind(NameKind.NAME_KIND_LEGAL).setFull(HOLDER);
    trader.getPaymentBuilder().addAccountsBuilder().setIban(IBAN).setHolderName(HOLDER);
    trader.getPaymentBuilder().addAccountsBuilder().setIban("DE00").setHolderName(HOLDER);
    trader
        .getPaymentBuilder()
        .addAccountsBuilder()
        .setHolderName(HOLDER)
        .getLocalBuilder()
        .setRegionCode("US");
    source.json("{\"partyNameMatch\": \"MTCH\"}");
    try (var sources =
        new Sources(List.of(new ItemSource.OfBank(payees)), Duration.ofSeconds(30), List.of())) {
      var replies = sources.ask(sources.questions(trader.build()));
      assertThat(replies).hasSize(1);
      assertThat(replies.getFirst().question().checks(replies.getFirst().answer()))
          .singleElement()
          .satisfies(it -> {
            assertThat(it.getItemKind()).isEqualTo(ItemKind.ITEM_KIND_ACCOUNT);
            assertThat(it.getResult()).isEqualTo(CheckResult.CHECK_RESULT_PASSED);
          });
    }
  }

  @Test
  void settingsDoNotShowTheCredential() {
    assertThat(settings().toString()).doesNotContain("secret");
  }

  private static PayeeSettings settings() {
    return PayeeSettings.from(
        ConfigFactory.parseString(
                """
                base = "https://psp.example/"
                requester = SYNTDE00
                headers { Authorization = secret }
                """)
            .withFallback(Clients.defaults().getConfig("payee")));
  }
}
