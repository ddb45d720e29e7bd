package org.sellerregistry.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.access.Answers;
import org.sellerregistry.access.RawCall;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.DocumentKind;
import org.sellerregistry.v1.LocalAccount;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupResult;
import org.sellerregistry.v1.PaymentAccountNumber;
import org.sellerregistry.v1.RequirementState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TypedIdentifier;

/** Text that is meant to hide, to break or to collide. */
class HostileTextTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static final AtomicInteger MADE = new AtomicInteger();

  static String[][] disguisedNames() {
    return new String[][] {
      {"\u202eZeta\u202c Handel", "zeta handel"},
      {"Be\u200bta\ufeff Han\u200ddel\u2060", "beta handel"},
      {"Gamma\u00ad \u200fHandel\u200e", "GAMMA HANDEL"},
      {"De\u0301\u0301\u0301lta" + "\u0308".repeat(280), "Delta"},
      {"\uff25\uff50\uff53\uff49\uff4c\uff4f\uff4e", "epsilon"},
      {"\ud83c\udf00Eta\ud83c\udf00 Handel", "eta handel"},
      {"\ud835\udc13\ud835\udc21\ud835\udc1e\ud835\udc2d\ud835\udc1a", "theta"},
      {"I\u0307ota\u00a0\u2003Handel", "i\u0307ota handel"},
      {"Kappa\u2028Handel", "kappa handel"},
      {"\ufb01rma \u2460", "FIRMA 1"},
    };
  }

  @ParameterizedTest
  @MethodSource("disguisedNames")
  void aDisguisedNameIsStoredAsSentAndFoundByWhatAPersonReads(String name, String read) {
    var shop = shop();
    var trader = shop.create(named(name));

    assertThat(shop.get(trader.getName()).getIdentity().getNames(0).getFull()).isEqualTo(name);
    for (var query : new String[] {name, read}) {
      var found = lookUp(shop, it -> it.setTraderName(query));
      assertThat(found.getMatchesList())
          .as(query)
          .extracting(match -> match.getTrader().getName())
          .containsExactly(trader.getName());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Sofort\u202eHbmG\u202c", "A\u2066B\u2069", "A\ufff9B", "Acme\udb40\udc41 Ltd"})
  void aNameThatReadsOtherwiseThanItIsWrittenIsStoredAndFailsItsRequirement(String name) {
    var shop = shop();
    var trader = shop.create(named(name));

    var requirement =
        shop.requirement(trader.getName(), "identity.name", Audience.AUDIENCE_TRADER, "");
    assertThat(requirement.getState()).isEqualTo(RequirementState.REQUIREMENT_STATE_FAILED);
    assertThat(requirement.getReasonCode()).isEqualTo("HIDDEN_CHARACTERS");
    assertThat(requirement.getReason()).contains("reads otherwise");
  }

  @Test
  void marksThatArabicAndIndicNamesNeedAreNoneOfThem() {
    var shop = shop();
    var trader = shop.create(named("\u0634\u0631\u0643\u0629\u200f \u0915\u094d\u200d\u0937"));

    assertThat(
            shop.requirement(trader.getName(), "identity.name", Audience.AUDIENCE_TRADER, "")
                .getState())
        .isEqualTo(RequirementState.REQUIREMENT_STATE_PENDING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\u001bb", "a\u0085b", "a\nb"})
  void controlCharactersInANameAreRefused(String name) {
    var refused = Answers.refused(() -> shop().create(named(name)));

    assertThat(refused.reason()).isEqualTo("INVALID_FIELD");
    assertThat(refused.fields()).containsExactly("trader.identity.names[0].full");
  }

  @ParameterizedTest
  @CsvSource({"eda080", "edb080", "eda080edb080", "c080", "f4908080", "f8888080"})
  void halvesOfCharactersAndBytesOfNoneAreRefused(String hex) {
    var bytes = ByteString.copyFrom(HexFormat.of().parseHex(hex));
    var place = "#".repeat(bytes.size());
    var request =
        CreateTraderRequest.newBuilder()
            .setParent("marketplaces/shop")
            .setTrader(named("x" + place))
            .build();
    var written =
        request
            .toByteString()
            .toString(ISO_8859_1)
            .replace(place, bytes.toString(ISO_8859_1))
            .getBytes(ISO_8859_1);

    assertThat(
            Answers.outcome(() ->
                RawCall.send(
                    SERVER.marketplace("shop"),
                    "sellerregistry.v1.TraderService/CreateTrader",
                    written)))
        .isEqualTo("INVALID_ARGUMENT MALFORMED_MESSAGE");
  }

  @Test
  void valuesOfPunctuationAloneAreStoredAndFindNobody() {
    var shop = shop();
    var wanted = named("punctuation").toBuilder();
    wanted.getIdentityBuilder().getPhonesBuilder(0).setNumber("---");
    wanted.getIdentityBuilder().getEmailsBuilder(0).setAddress("!!!");
    wanted
        .getIdentificationBuilder()
        .getDocumentsBuilder(0)
        .setKind(DocumentKind.DOCUMENT_KIND_PASSPORT)
        .setNumber("-");
    wanted.getRegistrationBuilder().getRegisterEntriesBuilder(0).setIdentifier(identifier("/"));
    wanted.getPaymentBuilder().getAccountsBuilder(0).setLocal(account("."));
    var trader = shop.create(wanted.build());

    assertThat(shop.get(trader.getName()).getIdentity().getPhones(0).getNumber()).isEqualTo("---");
    assertThat(lookUp(shop, it -> it.setPhone("...")).getMatchesCount()).isZero();
    assertThat(lookUp(shop, it -> it.setEmail("???")).getMatchesCount()).isZero();
    assertThat(lookUp(shop, it -> it.setTraderName("\u200b!")).getMatchesCount()).isZero();
    assertThat(lookUp(shop, it -> it.setIdentifier(identifier("-"))).getMatchesCount()).isZero();
    assertThat(
            lookUp(
                    shop,
                    it -> it.setAccount(PaymentAccountNumber.newBuilder().setLocal(account("-"))))
                .getMatchesCount())
        .isZero();
  }

  @Test
  void aNumberThatBreaksItsSchemeIsFoundHoweverItsCharactersAreComposed() {
    var shop = shop();
    var wanted = named("composed").toBuilder();
    wanted
        .getRegistrationBuilder()
        .getRegisterEntriesBuilder(0)
        .setIdentifier(identifier("Nume\u0301ro \uff14\uff12"));
    var trader = shop.create(wanted.build());

    assertThat(lookUp(shop, it -> it.setIdentifier(identifier("NUM\u00c9RO-42"))).getMatchesList())
        .extracting(match -> match.getTrader().getName())
        .containsExactly(trader.getName());
  }

  private static TypedIdentifier identifier(String value) {
    return TypedIdentifier.newBuilder().setScheme("fr.siren").setValue(value).build();
  }

  private static LocalAccount account(String number) {
    return LocalAccount.newBuilder()
        .setRegionCode("US")
        .setInstitution("Synthetic Bank")
        .setNumber(number)
        .build();
  }

  private static LookupResult lookUp(Shop shop, UnaryOperator<LookupQuery.Builder> query) {
    return shop.traders.lookupTraders(Requests.lookup(shop.parent(), query)).getResults(0);
  }

  private static Shop shop() {
    return new Shop(SERVER.marketplace("shop"), "shop");
  }

  private static Trader named(String name) {
    var trader = Sellers.complete("named-" + MADE.incrementAndGet()).toBuilder();
    trader.getIdentityBuilder().getNamesBuilder(0).setFull(name);
    return trader.build();
  }
}
