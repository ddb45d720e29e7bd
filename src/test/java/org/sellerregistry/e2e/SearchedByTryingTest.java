package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.CheckEligibilityRequest;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;

/** Whoever tries names is stopped, whichever method tells that nobody is there. */
class SearchedByTryingTest {
  private static final int MISSES = 6;

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(
          settings -> settings.with("LIMITS_CALLER_MISSES_PER_HOUR", String.valueOf(MISSES)));

  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = new Shop(SERVER.marketplace("tried"), "tried");
  }

  @Test
  void namesAreNotFoundOutByWhatBuyersAreShown() {
    for (int i = 0; i < MISSES; i++) {
      assertThat(shown("nobody-" + i).getAvailability())
          .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER);
    }

    assertThatThrownBy(() -> shown("nobody-again")).hasMessageContaining("RESOURCE_EXHAUSTED");
    assertThatThrownBy(() ->
            shop.verification.checkEligibility(
                CheckEligibilityRequest.newBuilder()
                    .setName(shop.parent() + "/storefronts/nobody-again")
                    .setOffering("eu")
                    .build()))
        .hasMessageContaining("RESOURCE_EXHAUSTED");
  }

  private static PublicTraderInfo shown(String storefront) {
    return shop.traders.getPublicTraderInfo(
        GetPublicTraderInfoRequest.newBuilder()
            .setName(shop.parent() + "/storefronts/" + storefront)
            .setOffering("eu")
            .build());
  }
}
