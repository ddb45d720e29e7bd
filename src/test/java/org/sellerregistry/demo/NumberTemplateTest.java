package org.sellerregistry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTemplateTest {
  private final Draw draw = new Draw(1, Draw.Topic.TRADER, 0);

  @ParameterizedTest
  @CsvSource({"HRB ###, 1000", "+##, 900", "@*, 620", "12345, 1", "+###########, 1000000000"})
  void saysHowManyNumbersIndexesChooseFrom(String template, long capacity) {
    assertThat(NumberTemplate.capacity(template)).isEqualTo(capacity);
  }

  @ParameterizedTest
  @CsvSource({"HRB ###, 1000", "+##, 900", "@*, 620"})
  void givesEachIndexBelowTheCapacityItsOwnNumber(String template, int capacity) {
    assertThat(IntStream.range(500, 500 + capacity).mapToObj(i -> fill(template, i)))
        .doesNotHaveDuplicates();
  }

  @Test
  void leavesAllElseAsItIs() {
    assertThat(fill("D0# -?", 5)).matches("D0[0-9] -\\?");
  }

  private String fill(String template, int index) {
    return NumberTemplate.fill(template, index, draw);
  }
}
