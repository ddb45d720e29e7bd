package org.sellerregistry.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.cli.source.SourceRecord.Ready;
import org.sellerregistry.v1.Trader;

class ReadmeMappingTest {

  @TempDir Path folder;

  @Test
  void theExampleTakesSellersWithAnAccountAndWithout() throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    int begin = readme.indexOf("csv { separator");
    var mapping =
        Files.writeString(
            folder.resolve("my.conf"), readme.substring(begin, readme.indexOf("```", begin)));
    var file =
        Files.writeString(
            folder.resolve("sellers.csv"),
            """
            Nr;Form;Firma;Str;Ort;IBAN;Shop
            1;GmbH;Beispiel GmbH;Weg 1;Bonn;DE89370400440532013000;s-1
            2;e.K.;Muster e.K.;Weg 2;Köln;;
            """);

    try (var records = Records.open(file, null, mapping)) {
      assertThat(trader(records.next()).getPayment().getAccountsList())
          .singleElement()
          .satisfies(account -> assertThat(account.getHolderName()).isEqualTo("Beispiel GmbH"));
      assertThat(trader(records.next()).getPayment().getAccountsList()).isEmpty();
    }
  }

  private static Trader trader(SourceRecord record) {
    return ((Ready) record).message().getTrader();
  }
}
