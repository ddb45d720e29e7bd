package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class IdentifiersCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void checksEveryRowAndPassesOtherColumnsThrough() throws IOException {
    int exit =
        check(
            """
            note,scheme,number
            "a, b",eu.vat,DE 136695976
            c,lei,213800THICTTOSR1N624
            d,no.such,1
            """);
    assertThat(exit).isZero();
    assertThat(folder.resolve("out.csv"))
        .hasContent(
            """
            note,scheme,number,verdict,normal
            "a, b",eu.vat,DE 136695976,VALID,DE136695976
            c,lei,213800THICTTOSR1N624,CHECKSUM,
            d,no.such,1,UNKNOWN_SCHEME,
            """);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void readsTheIssuerColumn() throws IOException {
    assertThat(check("scheme,number,issuer\nde.handelsregister,HRB 1,Ulm\n")).isZero();
    assertThat(folder.resolve("out.csv")).content().contains("Ulm,VALID,HRB 1");
  }

  @Test
  void comparesWithWhatIsExpected() throws IOException {
    int exit =
        check(
            """
            scheme,number,expected
            eu.vat,DE136695976,VALID
            eu.vat,DE136695978,VALID
            duns,12345678,LENGTH
            """);
    assertThat(exit).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "duns                      1 of 1",
            "eu.vat                    1 of 2",
            "all                       2 of 3",
            "eu.vat \"DE136695978\": expected VALID, was CHECKSUM");
  }

  @Test
  void refusesFilesThatItCannotRead() throws IOException {
    assertThat(check("a,b\n1,2\n")).isEqualTo(2);
    assertThat(err.toString()).contains("The header needs the columns scheme and number");
    assertThat(check("scheme,number\nduns,12345678,more\n")).isEqualTo(2);
    assertThat(err.toString()).contains("Line 2 has 3 fields, the header 2");
    assertThat(run("check", "--input", "missing.csv", "--output", "o.csv")).isEqualTo(2);
    Path same = folder.resolve("in.csv");
    assertThat(run("check", "--input", same.toString(), "--output", same.toString())).isEqualTo(2);
  }

  @Test
  void explainsOneNumber() {
    assertThat(run("explain", "de.handelsregister", "HRB 49263", "--issuer", "Koeln")).isZero();
    assertThat(out.toString()).contains("Köln HRB 49263").contains("VALID");
    assertThat(run("explain", "cn.uscc", "9111000060003IOZSV")).isEqualTo(1);
    assertThat(out.toString()).contains("FORMAT").containsPattern("position +13");
    assertThat(run("explain", "no.such", "1")).isEqualTo(2);
  }

  @Test
  void listsTheSchemes() {
    assertThat(run("schemes")).isZero();
    assertThat(out.toString().lines())
        .contains("lei                               Legal entity identifier (LEI)")
        .anyMatch(line -> line.matches("it\\.rea +issuer +Italian REA number"));
  }

  private int check(String csv) throws IOException {
    Path input = Files.writeString(folder.resolve("in.csv"), csv);
    return run(
        "check", "--input", input.toString(), "--output", folder.resolve("out.csv").toString());
  }

  private int run(String... args) {
    return new CommandLine(new IdentifiersCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
