package org.sellerregistry.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Scheme} promises of every scheme. */
class SchemeGuaranteesTest {
  private static final String TRICKY =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -./,:;@_+*#<>()&\\\"'\0\t\n"
          + "\u00DF\u0131\u0130\u0660\u06F5\uFF11\uFF21\u2010\u2013\u00A0\u200B\uFEFF\u0301\uD83D\uDE00"
          + "\uD800\uDC00\u202E\u041C\u041A\u00D1\u2212\uFFFF";

  static Stream<Scheme> schemes() {
    return Schemes.all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void neverThrows(Scheme scheme) {
    var random = new SplittableRandom(scheme.name().hashCode());
    for (int i = 0; i < 3_000; i++) {
      String number = noise(random);
      String issuer = i % 3 == 0 ? noise(random) : "";
      assertThatCode(() -> scheme.check(number, issuer)).as(number).doesNotThrowAnyException();
    }
  }

  /** Numbers that almost follow the rule reach deeper than noise does. */
  @ParameterizedTest
  @MethodSource("publishedValid")
  void neverThrowsOnDamagedNumbers(String name, List<String> numbers) {
    Scheme scheme = Schemes.find(name).orElseThrow();
    var random = new SplittableRandom(name.hashCode());
    for (String number : numbers) {
      for (int i = 0; i < 60; i++) {
        String damaged = damage(number, random);
        assertThatCode(
                () -> {
                  if (scheme.check(damaged) instanceof Verdict.Valid valid) {
                    assertThat(scheme.check(valid.normal(), valid.issuer()))
                        .as("normal form of %s", damaged)
                        .isInstanceOfSatisfying(
                            Verdict.Valid.class,
                            again -> assertThat(again.normal()).isEqualTo(valid.normal()));
                  }
                })
            .as("%s %s", name, damaged)
            .doesNotThrowAnyException();
      }
    }
  }

  static Stream<Arguments> publishedValid() {
    var byScheme = new TreeMap<String, List<String>>();
    PublishedNumbers.vectors()
        .forEach(row ->
            byScheme
                .computeIfAbsent(row.getField("scheme"), name -> new ArrayList<>())
                .add(row.getField("number")));
    return byScheme.entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue().stream().limit(25).toList()));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void refusesWhatIsTooLongUnread(Scheme scheme) {
    for (String unit : List.of("1", "A", " ", "-", "\u0301", "A.", "@", "<")) {
      String huge = unit.repeat(1_000_000 / unit.length());
      assertThat(scheme.check(huge)).isInstanceOf(Verdict.Invalid.class);
      assertThat(scheme.check("1", huge)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-", "\0", "\uFEFF", "0", "A", "EU", "GB"})
  void refusesWhatIsTooShort(String number) {
    assertThat(Schemes.all().values())
        .filteredOn(scheme -> scheme.check(number).isValid())
        .extracting(Scheme::name)
        .isSubsetOf("country");
  }

  @Test
  void everySchemeHasATitleAndAKnownSchemeToCompareUnder() {
    assertThat(Schemes.all().keySet()).hasSizeGreaterThan(150);
    Schemes.all()
        .forEach((name, scheme) -> {
          assertThat(scheme.name()).isEqualTo(name);
          assertThat(scheme.title()).isNotBlank();
          assertThat(Schemes.find(scheme.comparedAs())).as(name).isPresent();
        });
  }

  @Test
  void knowsTheSchemesWhoseNumbersNeedTheirIssuer() {
    assertThat(schemes().filter(Scheme::issuerScoped).map(Scheme::name))
        .containsExactlyInAnyOrderElementsOf(
            Set.of("de.handelsregister", "de.handelsregisternummer", "it.rea"));
  }

  private static String noise(SplittableRandom random) {
    var noise = new StringBuilder();
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      noise.append(
          random.nextInt(20) == 0
              ? (char) random.nextInt(0x10000)
              : TRICKY.charAt(random.nextInt(TRICKY.length())));
    }
    return noise.toString();
  }

  private static String damage(String number, SplittableRandom random) {
    var damaged = new StringBuilder(number);
    int at = random.nextInt(number.length());
    char c = TRICKY.charAt(random.nextInt(TRICKY.length()));
    switch (random.nextInt(4)) {
      case 0 -> damaged.setCharAt(at, c);
      case 1 -> damaged.insert(at, c);
      case 2 -> damaged.deleteCharAt(at);
      default -> damaged.setLength(at);
    }
    return damaged.toString();
  }
}
