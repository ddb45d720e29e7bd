package org.sellerregistry.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BindingTest {

  private static final UUID MARKETPLACE = UUID.fromString("00112233-4455-7677-8899-aabbccddeeff");
  private static final UUID TRADER = UUID.fromString("01020304-0506-7708-890a-0b0c0d0e0f10");
  private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.123456Z");

  private static final String PLACE =
      "00112233445576778899aabbccddeeff" + "0102030405067708890a0b0c0d0e0f10";

  /** What is stored was bound to these bytes: they change for no release. */
  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of(
            Binding.section(MARKETPLACE, TRADER, 3, 41),
            "0101" + PLACE + "02" + "0000000133" + "000000023431"),
        Arguments.of(
            Binding.storefront(MARKETPLACE, TRADER, "shop-1", TIME),
            "0102"
                + PLACE
                + "02"
                + "0000000673686f702d31"
                + "00000010"
                + "31373732363030373637313233343536"),
        Arguments.of(
            Binding.check(
                MARKETPLACE, TRADER, UUID.fromString("0a0b0c0d-0e0f-7011-9213-141516171819")),
            "0103"
                + PLACE
                + "01"
                + "00000024"
                + "30613062306330642d306530662d373031312d393231332d313431353136313731383139"),
        Arguments.of(
            Binding.publicInfo(MARKETPLACE, TRADER, "eu", TIME),
            "0104"
                + PLACE
                + "02"
                + "000000026575"
                + "00000010"
                + "31373732363030373637313233343536"));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void keepsItsEncoding(Binding binding, String hex) {
    assertThat(HexFormat.of().formatHex(binding.toBytes())).isEqualTo(hex);
  }

  @Test
  void isOfTheMicrosecondThatTheDatabaseKeeps() {
    assertThat(Binding.storefront(MARKETPLACE, TRADER, "shop-1", TIME.plusNanos(999)))
        .isEqualTo(Binding.storefront(MARKETPLACE, TRADER, "shop-1", TIME))
        .isNotEqualTo(Binding.storefront(MARKETPLACE, TRADER, "shop-1", TIME.plusNanos(1_000)));
  }

  @Test
  void reachesFromTheFirstYearToTheLast() {
    assertThat(
            Stream.of("0001-01-01T00:00:00.000001Z", "9999-12-31T23:59:59.999999Z")
                .map(time -> Binding.publicInfo(MARKETPLACE, TRADER, "eu", Instant.parse(time)))
                .map(binding -> binding.parts().getLast()))
        .containsExactly("-62135596799999999", "253402300799999999");
  }

  @Test
  void encodesDifferentPartsDifferently() {
    var encodings =
        Stream.of(
                List.of("ab", "c"),
                List.of("a", "bc"),
                List.of("abc"),
                List.of("abc", ""),
                List.of("", "abc"),
                List.of("ab", "c", ""),
                List.<String>of())
            .map(parts -> new Binding(Table.STOREFRONT, MARKETPLACE, TRADER, parts))
            .map(binding -> HexFormat.of().formatHex(binding.toBytes()));

    assertThat(encodings).doesNotHaveDuplicates();
  }
}
