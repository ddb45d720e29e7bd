package org.sellerregistry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.PostalAddress;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;

class ProductPageTest {

  @Test
  void showsNamesInBothScriptsInsideOneBox() {
    var info =
        PublicTraderInfo.newBuilder()
            .setAvailability(PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE)
            .addNames(Name.newBuilder().setFull("株式会社ベルモ家具").setLatin("Berumo Kagu K.K."))
            .addAddresses(
                PostalAddress.newBuilder()
                    .addAddressLines("栄町7丁目7番11号")
                    .setPostalCode("100-0027")
                    .setLocality("千代田区")
                    .setRegionCode("JP")
                    .setLatin("7-7-11 Sakaecho, 100-0027 Chiyoda-ku, Japan"))
            .build();
    assertThat(ProductPage.lines(info))
        .anyMatch(line -> line.contains("株式会社ベルモ家具 / Berumo Kagu K.K."))
        .anyMatch(line -> line.contains("栄町7丁目7番11号, 100-0027 千代田区, JP"))
        .anyMatch(line -> line.contains("7-7-11 Sakaecho"))
        .allMatch(line -> Screen.width(line) == 80);
  }

  @Test
  void showsNothingOfATraderThatMayNotSell() {
    var info =
        PublicTraderInfo.newBuilder()
            .setAvailability(PublicAvailability.PUBLIC_AVAILABILITY_RESTRICTED)
            .build();
    assertThat(ProductPage.lines(info)).hasSize(3);
    assertThat(ProductPage.lines(info).get(1)).contains("RESTRICTED");
  }
}
