package org.sellerregistry.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.rpc.ResourceName.CheckName;
import org.sellerregistry.rpc.ResourceName.GrantName;
import org.sellerregistry.rpc.ResourceName.MarketplaceName;
import org.sellerregistry.rpc.ResourceName.StorefrontName;
import org.sellerregistry.rpc.ResourceName.TraderName;

class ResourceNamesTest {
  private static final String ID = "01900000-0000-7000-8000-00000000000a";
  private static final UUID UUID_OF_ID = UUID.fromString(ID);

  @Test
  void readWhatTheyWrite() {
    for (var name :
        new ResourceName[] {
          new MarketplaceName("market-one"),
          new TraderName("market-one", UUID_OF_ID),
          new StorefrontName("market-one", "shop:1?&%"),
          new CheckName("market-one", UUID_OF_ID, UUID_OF_ID),
          new GrantName(UUID_OF_ID)
        }) {
      assertThat(ResourceNames.parse(name.toString())).contains(name);
    }
    assertThat(new CheckName("m-1", UUID_OF_ID, UUID_OF_ID))
        .hasToString("marketplaces/m-1/traders/" + ID + "/checks/" + ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "marketplaces",
        "marketplaces/",
        "marketplaces/ab",
        "marketplaces/1market",
        "marketplaces/Market",
        "marketplaces/market-",
        "marketplaces/market/",
        "/marketplaces/market",
        "marketplaces/market\n",
        "marketplaces/market/traders/",
        "marketplaces/market/traders/01900000-0000-7000-8000-00000000000A",
        "marketplaces/market/traders/1-1-1-1-1",
        "marketplaces/market/storefronts/",
        "marketplaces/market/storefronts/a/b",
        "marketplaces/market/storefronts/a b",
        "marketplaces/market/storefronts/é",
        "marketplaces/market/checks/01900000-0000-7000-8000-00000000000a",
        "grants/",
        "grants/01900000-0000-7000-8000-00000000000",
      })
  void takeNothingElse(String name) {
    assertThat(ResourceNames.parse(name)).isEmpty();
  }

  @Test
  void refuseANameOfAnotherKind() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> ResourceNames.requireTrader("name", "marketplaces/market"))
        .satisfies(refusal ->
            assertThat(refusal.violations())
                .containsExactly(
                    new Refusal.FieldViolation("name", "must be the resource name of a trader")));
    assertThat(ResourceNames.requireMarketplace("name", "marketplaces/market").marketplace())
        .isEqualTo("market");
    assertThat(ResourceNames.requireStorefront("n", "marketplaces/market/storefronts/a"))
        .isEqualTo(new StorefrontName("market", "a"));
  }
}
