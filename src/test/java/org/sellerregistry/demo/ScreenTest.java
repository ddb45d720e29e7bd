package org.sellerregistry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final StringWriter output = new StringWriter();
  private final Screen screen = new Screen(new PrintWriter(output));

  @Test
  void countsWideCharactersTwiceAndMarksNotAtAll() {
    assertThat(Screen.width("株式会社")).isEqualTo(8);
    assertThat(Screen.width("Ελλάδα")).isEqualTo(6);
    assertThat(Screen.width("e\u0301")).isEqualTo(1);
  }

  @Test
  void cutsLinesWithoutHalvingACharacter() {
    assertThat(Screen.clip("ab株", 3)).isEqualTo("ab");
    assertThat(Screen.clip("a\u0007b", 3)).isEqualTo("ab");
  }

  @Test
  void wrapsParagraphsUnderTheirBegin() {
    screen.paragraph("  Says: ", "word ".repeat(30).strip());
    assertThat(lines())
        .hasSize(2)
        .allMatch(line -> line.length() <= Screen.WIDTH)
        .last()
        .asString()
        .startsWith("        word");
  }

  @Test
  void linesColumnsUpNumbersToTheRight() {
    screen.table(List.of(List.of("Name", "Count"), List.of("株", "7"), List.of("Abc", "1,000")));
    assertThat(lines()).containsExactly("  Name Count", "  株       7", "  Abc  1,000");
  }

  private List<String> lines() {
    return output.toString().lines().toList();
  }
}
