package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.LocalAccount;
import org.sellerregistry.v1.LookupMatch;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupResult;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.PaymentAccount;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.v1.TypedIdentifier;

class LookupTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Registry registry = new Registry(DATABASE);

  @Test
  void everyKindOfQueryFindsTheTraderAndNoneAcrossMarketplaces() {
    var trader = registry.create(Samples.everyKind(0));
    registry.create(Samples.everyKind(1));
    registry.assign(trader, "lookup-1");
    var elsewhere = registry.marketplace();
    for (var query : queries(trader)) {
      assertThat(lookUp(query.build()).getMatchesList())
          .as("%s", query.getByCase())
          .extracting(match -> match.getTrader().getName(), LookupMatch::getFormer)
          .containsExactly(tuple(trader.getName(), false));
      assertThat(lookUp(elsewhere, query.build()).getMatchesList())
          .as("%s", query.getByCase())
          .isEmpty();
    }
  }

  @Test
  void eachQueryIsAnsweredByItselfInOrder() {
    var trader = registry.create(Samples.sound(0));
    var request =
        LookupTradersRequest.newBuilder()
            .addQueries(LookupQuery.newBuilder().setEmail("nobody@shop.example"))
            .addQueries(
                LookupQuery.newBuilder().setEmail(trader.getIdentity().getEmails(0).getAddress()))
            .addQueries(LookupQuery.newBuilder().setTraderName("..."))
            .addQueries(LookupQuery.newBuilder().setExternalId(trader.getExternalId()));
    var response = registry.lookUp.lookUp(registry.tenant, request.build());
    assertThat(response.getResultsList())
        .extracting(LookupResult::getMatchesCount)
        .containsExactly(0, 1, 0, 1);
  }

  @Test
  void aFormerValueIsFoundAsFormerUntilItComesBack() {
    var trader = registry.create(Samples.sound(1));
    var former = trader.getIdentity().getPhones(0).getNumber();
    var query = LookupQuery.newBuilder().setPhone(former).build();
    registry.clock.move(Duration.ofDays(1));
    var changed = registry.update(Samples.withPhone(trader, "+4930100100"), "identity.phones");
    assertFound(query, trader, true);
    assertFound(LookupQuery.newBuilder().setPhone("+4930100100").build(), trader, false);

    registry.update(Samples.withPhone(changed, former), "identity.phones");
    assertFound(query, trader, false);
    assertFound(LookupQuery.newBuilder().setPhone("+4930100100").build(), trader, true);
  }

  @Test
  void aValueOfARemovedSectionIsFormer() {
    var trader = registry.create(Samples.everyKind(2));
    var query =
        LookupQuery.newBuilder()
            .setIdentifier(trader.getTax().getTaxNumbers(0).getIdentifier())
            .build();
    registry.update(trader.toBuilder().clearTax().build(), "tax");
    assertFound(query, trader, true);
  }

  @Test
  void aValueInTwoSectionsIsPresentWhileOneHasIt() {
    var number = TypedIdentifier.newBuilder().setScheme("eu.vat").setValue("DE136695976");
    var wanted = Samples.sound(2).toBuilder();
    wanted.getTaxBuilder().clearVatNumbers().addVatNumbersBuilder().setIdentifier(number);
    wanted
        .getRegistrationBuilder()
        .addRegisterEntriesBuilder()
        .setIdentifier(number)
        .setRegionCode("DE");
    var trader = registry.create(wanted.build());
    var query = LookupQuery.newBuilder().setIdentifier(number).build();
    registry.update(trader.toBuilder().clearTax().build(), "tax");
    assertFound(query, trader, false);
    registry.update(trader.toBuilder().clearRegistration().build(), "registration");
    assertFound(query, trader, true);
  }

  @Test
  void whoHasTheValueNowComesBeforeWhoHadIt() {
    var first = registry.create(Samples.sound(3));
    var second = registry.create(Samples.sound(4));
    registry.update(Samples.withPhone(first, "+4930100555"), "identity.phones");
    registry.update(Samples.withPhone(first, "+4930100556"), "identity.phones");
    registry.update(Samples.withPhone(second, "+4930100555"), "identity.phones");
    var matches = lookUp(LookupQuery.newBuilder().setPhone("+4930100555").build());
    assertThat(matches.getMatchesList())
        .extracting(match -> match.getTrader().getName(), LookupMatch::getFormer)
        .containsExactly(tuple(second.getName(), false), tuple(first.getName(), true));
  }

  @Test
  void malformedValuesAreFoundAsTheyWereWritten() {
    var wanted = Samples.sound(5).toBuilder();
    wanted.getIdentityBuilder().getPhonesBuilder(0).setNumber("123-45");
    wanted.getIdentityBuilder().getEmailsBuilder(0).setAddress("Nobody at shop.example");
    wanted
        .getPaymentBuilder()
        .clearAccounts()
        .addAccountsBuilder()
        .setHolderName("S")
        .setIban("DE00 3704 0044 0532 0130 00");
    wanted
        .getRegistrationBuilder()
        .getRegisterEntriesBuilder(0)
        .getIdentifierBuilder()
        .setScheme("eu.vat")
        .setValue("DE 000.000.001");
    var trader = registry.create(wanted.build());
    assertFound(LookupQuery.newBuilder().setPhone("12345").build(), trader, false);
    assertFound(LookupQuery.newBuilder().setEmail("nobody AT shop.example").build(), trader, false);
    var account = LookupQuery.newBuilder();
    account.getAccountBuilder().setIban("de00370400440532013000");
    assertFound(account.build(), trader, false);
    var identifier = TypedIdentifier.newBuilder().setScheme("eu.vat").setValue("DE000000001");
    assertFound(LookupQuery.newBuilder().setIdentifier(identifier).build(), trader, false);
  }

  @Test
  void valuesAreFoundInOtherSpellings() {
    var wanted = Samples.sound(6).toBuilder().setRegionCode("DE");
    wanted.getIdentityBuilder().getPhonesBuilder(0).setNumber("030 / 901820-77");
    wanted
        .getPaymentBuilder()
        .clearAccounts()
        .addAccountsBuilder()
        .setHolderName("S")
        .setIban("DE89 3704 0044 0532 0130 00");
    var trader = registry.create(wanted.build());
    assertFound(LookupQuery.newBuilder().setPhone("+49 30 90182077").build(), trader, false);
    var account = LookupQuery.newBuilder();
    account.getAccountBuilder().setIban("de89370400440532013000");
    assertFound(account.build(), trader, false);
  }

  @Test
  void aNationalNumberIsFoundAnewWhenTheCountryChanges() {
    var wanted = Samples.sound(6).toBuilder().setExternalId("moved").setRegionCode("DE");
    wanted.getIdentityBuilder().getPhonesBuilder(0).setNumber("030 90182088");
    var trader = registry.create(wanted.build());
    assertFound(LookupQuery.newBuilder().setPhone("+493090182088").build(), trader, false);
    registry.update(trader.toBuilder().setRegionCode("GR").build(), "region_code");
    assertFound(LookupQuery.newBuilder().setPhone("+493090182088").build(), trader, true);
  }

  @Test
  void namesAreFoundAcrossCaseAccentsPunctuationAndScripts() {
    var wanted = Samples.sound(7).toBuilder();
    wanted
        .getIdentityBuilder()
        .clearNames()
        .addNames(name("Müßig & Çelik-Åström GmbH"))
        .addNames(name("ООО «Ромашка»").toBuilder().setLatin("OOO Romashka"))
        .addNames(name("上海示例贸易有限公司"))
        .addNames(name("Ng Wei").toBuilder().setGiven("Wei").setFamily("Ng").setLatin("Ng, Wei"));
    var trader = registry.create(wanted.build());
    for (var spelling :
        List.of(
            "MUSSIG CELIK ASTROM GMBH",
            "müssig çelik åström gmbh",
            "ооо ромашка",
            "OOO \"ROMASHKA\"",
            "上海示例贸易有限公司",
            "wei ng",
            "NG WEI")) {
      assertFound(LookupQuery.newBuilder().setTraderName(spelling).build(), trader, false);
    }
    assertThat(lookUp(LookupQuery.newBuilder().setTraderName("Celik").build()).getMatchesList())
        .isEmpty();
  }

  @Test
  void moreThanFiftySharersAreCutAndSaidToBe() {
    for (int i = 0; i < 51; i++) {
      var trader = Trader.newBuilder(Samples.sound(8)).setExternalId("sharer-" + i).build();
      registry.create(trader);
      var result = lookUp(shared());
      assertThat(result.getMatchesCount()).isEqualTo(Math.min(50, i + 1));
      assertThat(result.getTruncated()).isEqualTo(i == 50);
    }
  }

  private static LookupQuery shared() {
    return LookupQuery.newBuilder()
        .setEmail(Samples.sound(8).getIdentity().getEmails(0).getAddress())
        .build();
  }

  private List<LookupQuery.Builder> queries(Trader trader) {
    var local =
        PaymentAccount.newBuilder()
            .setHolderName("Synthetic Holder")
            .setLocal(
                LocalAccount.newBuilder()
                    .setRegionCode("CN")
                    .setInstitution("Example Bank CN")
                    .setNumber("62-0000-1111"));
    var changed = trader.toBuilder();
    changed.getPaymentBuilder().addAccounts(local);
    registry.update(changed.build(), "payment");
    return List.of(
        query(it -> it.setName(trader.getName())),
        query(it -> it.setExternalId(trader.getExternalId())),
        query(it ->
            it.setStorefront(
                ResourceNames.storefront(registry.tenant.marketplaceId(), "lookup-1"))),
        query(
            it -> it.setIdentifier(trader.getRegistration().getRegisterEntries(0).getIdentifier())),
        query(it -> it.setIdentifier(trader.getTax().getVatNumbers(0).getIdentifier())),
        query(it -> it.setTraderName(trader.getIdentity().getNames(0).getFull())),
        query(it -> it.setEmail(trader.getIdentity().getEmails(0).getAddress())),
        query(it -> it.setPhone(trader.getIdentity().getPhones(0).getNumber())),
        query(it -> it.getAccountBuilder().setIban(trader.getPayment().getAccounts(0).getIban())),
        query(it ->
            it.getAccountBuilder()
                .setLocal(
                    LocalAccount.newBuilder()
                        .setRegionCode("CN")
                        .setInstitution("EXAMPLE BANK, CN")
                        .setNumber("6200001111"))));
  }

  private static LookupQuery.Builder query(Consumer<LookupQuery.Builder> by) {
    var query = LookupQuery.newBuilder();
    by.accept(query);
    return query;
  }

  private static Name name(String full) {
    return Name.newBuilder().setKind(NameKind.NAME_KIND_LEGAL).setFull(full).build();
  }

  private LookupResult lookUp(LookupQuery query) {
    return lookUp(registry.tenant, query);
  }

  private LookupResult lookUp(Tenant tenant, LookupQuery query) {
    var request =
        LookupTradersRequest.newBuilder()
            .addQueries(query)
            .setView(TraderView.TRADER_VIEW_BASIC)
            .build();
    return registry.lookUp.lookUp(tenant, request).getResults(0);
  }

  private void assertFound(LookupQuery query, Trader trader, boolean former) {
    assertThat(lookUp(query).getMatchesList())
        .as("%s", query)
        .extracting(match -> match.getTrader().getName(), LookupMatch::getFormer)
        .containsExactly(tuple(trader.getName(), former));
  }
}
