package org.sellerregistry.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.cli.source.SourceRecord.Ready;
import org.sellerregistry.cli.source.SourceRecord.Unreadable;
import org.sellerregistry.v1.Email;
import org.sellerregistry.v1.IdentitySection;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.Trader;

class JsonLineRecordsTest {

  @TempDir Path folder;

  @Test
  void aLineIsATraderOrARecord() throws IOException {
    var records =
        read(
            """
            {"externalId": "a", "regionCode": "DE"}

            {"sequence": 77, "trader": {"external_id": "b"}, "storefronts": [{"storefrontId": "s"}]}
            """);

    assertThat(records)
        .containsExactly(
            new Ready(
                ImportRecord.newBuilder()
                    .setSequence(1)
                    .setTrader(Trader.newBuilder().setExternalId("a").setRegionCode("DE"))
                    .build()),
            new Ready(
                ImportRecord.newBuilder()
                    .setSequence(3)
                    .setTrader(Trader.newBuilder().setExternalId("b"))
                    .addStorefronts(ImportStorefront.newBuilder().setStorefrontId("s"))
                    .build()));
  }

  @Test
  void whatTheExportingRegistryGaveIsLeftOut() throws IOException {
    var records =
        read(
            """
            {"trader": {"name": "marketplaces/m/traders/1", "externalId": "a", "etag": "x", \
            "revision": "3", "createTime": "2026-01-01T00:00:00Z", \
            "standings": [{"offering": "eu"}], \
            "identity": {"emails": [{"meta": {"id": "1", "revision": "2"}, "address": "a@b.c"}]}}, \
            "storefronts": [{"name": "marketplaces/m/storefronts/s", "url": "https://s.example", \
            "beginTime": "2026-01-01T00:00:00Z"}, {"name": "marketplaces/m/storefronts/former", \
            "endTime": "2026-01-01T00:00:00Z"}], "pageToken": "t"}
            """);

    assertThat(records)
        .containsExactly(
            new Ready(
                ImportRecord.newBuilder()
                    .setSequence(1)
                    .setTrader(
                        Trader.newBuilder()
                            .setExternalId("a")
                            .setIdentity(
                                IdentitySection.newBuilder()
                                    .addEmails(Email.newBuilder().setAddress("a@b.c"))))
                    .addStorefronts(
                        ImportStorefront.newBuilder()
                            .setStorefrontId("s")
                            .setUrl("https://s.example"))
                    .build()));
  }

  @Test
  void aLineThatCannotBeReadDoesNotEndTheFile() throws IOException {
    var records =
        read(
            """
            {"externalId": "a", "shoeSize": 43}
            [1]
            {"externalId": "b"
            {"trader": {"externalId": "c", "type": "TRADER"}}
            {"externalId": "d"}
            """);

    assertThat(records).hasSize(5);
    assertThat(records.subList(0, 4)).allMatch(Unreadable.class::isInstance);
    assertThat(records.get(0))
        .hasToString(
            "Unreadable[line=1, externalId=a, message=Cannot find field: shoeSize in message"
                + " sellerregistry.v1.Trader]");
    assertThat(records.get(1)).isEqualTo(new Unreadable(2, "", "The line is no JSON object"));
    assertThat(((Unreadable) records.get(3)).externalId()).isEqualTo("c");
    assertThat(records.get(4)).isInstanceOf(Ready.class);
  }

  @Test
  void aFileThatIsNotUtf8IsRefused() throws IOException {
    var file = folder.resolve("latin.jsonl");
    Files.writeString(file, "{\"externalId\": \"é\"}", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("is broken behind line 0");
  }

  @Test
  void aMappingIsNotPassedOver() throws IOException {
    var file = Files.writeString(folder.resolve("mapped.jsonl"), "{}");
    var mapping = Files.writeString(folder.resolve("mapping.conf"), "");
    assertThatThrownBy(() -> Records.open(file, null, mapping).close())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("JSON Lines, for which there is no mapping");
  }

  private List<SourceRecord> read(String text) throws IOException {
    return read(Files.writeString(folder.resolve("records.jsonl"), text));
  }

  private static List<SourceRecord> read(Path file) throws IOException {
    var records = new ArrayList<SourceRecord>();
    try (var source = Records.open(file, null, null)) {
      source.forEachRemaining(records::add);
    }
    return records;
  }
}
