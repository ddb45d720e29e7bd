package org.sellerregistry.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckDigitsTest {

  @Test
  void followsThePublishedExamples() {
    // ISO/IEC 7812-1 annex B, ISO 7064 clause 9 and ISO 17442.
    assertThat(CheckDigits.luhn("79927398713")).isTrue();
    assertThat(CheckDigits.luhn("79927398710")).isFalse();
    assertThat(CheckDigits.mod11And10("07945")).isTrue();
    assertThat(CheckDigits.mod97("79444")).isTrue();
    assertThat(CheckDigits.mod97("5493001KJTIIGC8Y1R12")).isTrue();
  }

  @Test
  void everyWrongDigitIsFound() {
    assertFindsEverySubstitution(CheckDigits::luhn, 10);
    assertFindsEverySubstitution(CheckDigits::mod11And10, 10);
    assertFindsEverySubstitution(CheckDigits::mod97, 12);
    assertFindsEverySubstitution(CheckDigits.weighted(11, 3, 2, 7, 6, 5, 4, 3, 2, 1), 9);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9, 12, 18})
  void readsNumbersOfAnyLength(int length) {
    assertThat(CheckDigits.number("987654321012345678", 0, length))
        .isEqualTo(Long.parseLong("987654321012345678".substring(0, length)));
  }

  /** Changes each digit of valid numbers to each other digit. */
  private static void assertFindsEverySubstitution(Predicate<String> agrees, int length) {
    var random = new SplittableRandom(5);
    int found = 0;
    while (found < 20) {
      char[] digits = new char[length];
      for (int i = 0; i < length; i++) {
        digits[i] = (char) ('0' + random.nextInt(10));
      }
      if (!agrees.test(new String(digits))) {
        continue;
      }
      found++;
      for (int i = 0; i < length; i++) {
        char right = digits[i];
        for (char wrong = '0'; wrong <= '9'; wrong++) {
          digits[i] = wrong;
          assertThat(agrees.test(new String(digits))).isEqualTo(wrong == right);
        }
        digits[i] = right;
      }
    }
  }
}
