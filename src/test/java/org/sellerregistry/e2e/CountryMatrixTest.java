package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ElectronicId;
import org.sellerregistry.v1.Email;
import org.sellerregistry.v1.IdentityDocument;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.ItemProto;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NotApplicable;
import org.sellerregistry.v1.PaymentAccount;
import org.sellerregistry.v1.Phone;
import org.sellerregistry.v1.PostalAddress;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.SelfCertification;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;

/**
 * Traders of every country that the generator knows, companies and natural persons: each can become
 * eligible in the Union's offering by documents and people, and does not as long as any single item
 * of DSA Art. 30(1)(a) to (e) is withheld, malformed, not assessed, or found wrong.
 */
class CountryMatrixTest {
  @RegisterExtension static final TestServer SERVER = TestServer.create();

  private static final StandingState ELIGIBLE = StandingState.STANDING_STATE_ELIGIBLE;
  private static final int COUNTRIES_AT_LEAST = 30;
  private static final int SAMPLE = 4_000;
  private static final int AT_ONCE = 4;

  /** What the pack demands, by the kinds of items that can fulfil it. */
  private static final Map<String, List<ItemKind>> REQUIREMENTS =
      new TreeMap<>(
          Map.of(
              "identity.name", List.of(ItemKind.ITEM_KIND_NAME),
              "identity.address", List.of(ItemKind.ITEM_KIND_ADDRESS),
              "identity.phone", List.of(ItemKind.ITEM_KIND_PHONE),
              "identity.email", List.of(ItemKind.ITEM_KIND_EMAIL),
              "identification.document",
                  List.of(ItemKind.ITEM_KIND_DOCUMENT, ItemKind.ITEM_KIND_ELECTRONIC_ID),
              "payment.account", List.of(ItemKind.ITEM_KIND_ACCOUNT),
              "registration.register_entry",
                  List.of(ItemKind.ITEM_KIND_REGISTER_ENTRY, ItemKind.ITEM_KIND_NOT_APPLICABLE),
              "certification.union_law", List.of(ItemKind.ITEM_KIND_CERTIFICATION)));

  private static List<Trader> samples() {
    var sound =
        new SyntheticTraders(30)
            .range(0, SAMPLE)
            .filter(it -> it.truth().defect().isEmpty() && it.truth().reentryOf().isEmpty())
            .map(it -> it.record().getTrader());
    var first = new TreeMap<String, Trader>();
    sound.forEach(it -> first.putIfAbsent(it.getRegionCode() + it.getTypeValue(), it));
    return List.copyOf(first.values());
  }

  static Stream<Arguments> countries() {
    return samples().stream()
        .map(it ->
            Arguments.of(
                it.getRegionCode(),
                it.getType() == TraderType.TRADER_TYPE_NATURAL_PERSON ? "person" : "company",
                it));
  }

  @Test
  void theMatrixHasThirtyCountriesAndThePacksRequirements() {
    assertThat(samples().stream().map(Trader::getRegionCode).distinct().count())
        .isGreaterThanOrEqualTo(COUNTRIES_AT_LEAST);
    var shop = shop();
    var trader = shop.create(samples().getFirst().toBuilder().setExternalId("codes").build());
    assertThat(shop.requirements(trader.getName()))
        .extracting("code")
        .containsExactlyInAnyOrderElementsOf(REQUIREMENTS.keySet());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("countries")
  void aTraderBecomesEligibleAndNotWithoutAnySingleItem(String country, String type, Trader sample)
      throws Exception {
    var shop = shop();
    try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
      var rows =
          REQUIREMENTS.keySet().stream()
              .<Future<?>>map(code -> executor.submit(() -> row(shop, sample, code)))
              .toList();
      for (var row : rows) {
        row.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(country + " " + type, e.getCause());
    }
  }

  private static void row(Shop shop, Trader sample, String code) {
    var id = sample.getExternalId() + "-" + code;
    var kinds = REQUIREMENTS.get(code);

    var whole = shop.create(sample.toBuilder().setExternalId(id).build());
    assess(shop, whole, kinds, false);
    boolean selfDeclared = code.equals("certification.union_law");
    if (!selfDeclared) {
      assertThat(state(shop, whole)).as(code + " not assessed").isNotEqualTo(ELIGIBLE);
      items(whole, kinds)
          .forEach(it -> shop.record(whole, it, method(it), CheckResult.CHECK_RESULT_FAILED));
      assertThat(state(shop, whole)).as(code + " found wrong").isNotEqualTo(ELIGIBLE);
    }
    assess(shop, whole, kinds, true);
    assertThat(state(shop, whole)).as(code + " assessed").isEqualTo(ELIGIBLE);

    var without = with(sample, kinds, it -> null);
    var withheld = shop.create(without.toBuilder().setExternalId(id + "-withheld").build());
    assess(shop, withheld, kinds, false);
    assertThat(state(shop, withheld)).as(code + " withheld").isNotEqualTo(ELIGIBLE);

    var wrong = with(sample, kinds, CountryMatrixTest::malformed);
    var malformed = shop.create(wrong.toBuilder().setExternalId(id + "-malformed").build());
    assess(shop, malformed, kinds, false);
    // A careless person's word does not make a number right that cannot be.
    assess(shop, malformed, kinds, true);
    assertThat(state(shop, malformed)).as(code + " malformed").isNotEqualTo(ELIGIBLE);
  }

  private static Shop shop() {
    return new Shop(SERVER.marketplace("shop", "reviewer@shop.example"), "shop");
  }

  /** Records that the items of the kinds, or all others, passed. */
  private static void assess(Shop shop, Trader trader, List<ItemKind> kinds, boolean these) {
    Sections.items(trader).stream()
        .filter(it -> kinds.contains(it.kind()) == these)
        .forEach(it -> shop.check(trader, it));
  }

  private static List<Item> items(Trader trader, List<ItemKind> kinds) {
    return Sections.items(trader).stream().filter(it -> kinds.contains(it.kind())).toList();
  }

  private static CheckMethod method(Item item) {
    return item.kind() == ItemKind.ITEM_KIND_NOT_APPLICABLE
        ? CheckMethod.CHECK_METHOD_MANUAL
        : CheckMethod.CHECK_METHOD_DOCUMENT;
  }

  private static StandingState state(Shop shop, Trader trader) {
    return shop.get(trader.getName()).getStandings(0).getState();
  }

  private interface Change {
    Message of(Message item);
  }

  /** The trader with each item of the kinds changed, or without it where the change is null. */
  private static Trader with(Trader trader, List<ItemKind> kinds, Change change) {
    var result = trader.toBuilder();
    for (var kind : kinds) {
      var section = Sections.get(trader, Sections.of(kind)).toBuilder();
      for (var field : section.getDescriptorForType().getFields()) {
        if (field.getOptions().getExtension(ItemProto.itemKind) == kind) {
          var items =
              IntStream.range(0, section.getRepeatedFieldCount(field))
                  .mapToObj(i -> (Message) section.getRepeatedField(field, i))
                  .toList();
          section.clearField(field);
          items.stream()
              .map(change::of)
              .filter(it -> it != null)
              .forEach(it -> section.addRepeatedField(field, it));
        }
      }
      Sections.set(result, Sections.of(kind), section.build());
      trader = result.build();
    }
    return result.build();
  }

  private static Message malformed(Message item) {
    return switch (item) {
      case Name it -> it.toBuilder().setFull("--- 1").build();
      case PostalAddress it -> it.toBuilder().clearAddressLines().build();
      case Phone it -> it.toBuilder().setNumber("123").build();
      case Email it -> it.toBuilder().setAddress("nowhere").build();
      case IdentityDocument it -> it.toBuilder().setIssuingRegionCode("ZZ").build();
      case ElectronicId it -> it.toBuilder().setIssuer(" ").build();
      case PaymentAccount it -> account(it);
      case RegisterEntry it -> entry(it);
      case NotApplicable it -> it.toBuilder().setReason("1234567890").build();
      case SelfCertification it -> it.toBuilder().setSignatory(" ").build();
      default -> throw new AssertionError(item.getClass());
    };
  }

  private static PaymentAccount account(PaymentAccount account) {
    var wrong = account.toBuilder();
    if (account.hasIban()) {
      return wrong.setIban(account.getIban() + "0").build();
    }
    wrong.getLocalBuilder().setRegionCode("ZZ");
    return wrong.build();
  }

  /** One character more than the register gives; where no rule is known, without the register. */
  private static RegisterEntry entry(RegisterEntry entry) {
    var wrong = entry.toBuilder();
    if (entry.getIdentifier().getScheme().equals("register")) {
      wrong.getIdentifierBuilder().setIssuer(" ");
    } else {
      wrong.getIdentifierBuilder().setValue(entry.getIdentifier().getValue() + "?");
    }
    return wrong.build();
  }
}
