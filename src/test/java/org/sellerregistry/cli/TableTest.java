package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsLineUpInAnyScript() {
    var table =
        Table.of("NAME", "CITY").row("北京贸易有限公司", "北京").row("Cafe\u0301", "Zürich").row("", "Bonn");

    assertThat(print(table))
        .isEqualTo(
            """
            NAME              CITY
            北京贸易有限公司  北京
            Cafe\u0301              Zürich
                              Bonn
            """);
    assertThat(Table.width("ｱ한")).isEqualTo(3);
  }

  @Test
  void aTableWithoutRowsSaysSo() {
    assertThat(print(Table.of("NAME"))).isEqualTo("(none)\n");
  }

  @Test
  void valuesCannotSteerTheTerminal() {
    assertThat(print(Table.ofProperties().row("Name", "a\u001b[2Jb\u202ec\nd\u200Fe\u061Cf")))
        .isEqualTo("Name  a\uFFFD[2Jb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\n");
  }

  private static String print(Table table) {
    var out = new StringWriter();
    table.print(new PrintWriter(out));
    return out.toString();
  }
}
