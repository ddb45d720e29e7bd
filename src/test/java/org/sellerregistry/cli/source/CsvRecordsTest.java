package org.sellerregistry.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.cli.source.SourceRecord.Ready;
import org.sellerregistry.cli.source.SourceRecord.Unreadable;
import org.sellerregistry.v1.ImportRecord;

class CsvRecordsTest {

  private static final Path SITES = Path.of("src/test/resources/import/chicago_sites.csv");
  private static final Path SITES_MAPPING = Path.of("src/main/resources/import/chicago_sites.conf");

  @TempDir Path folder;

  @Test
  void realSitesAreRead() throws IOException {
    var records = read(SITES, SITES_MAPPING);

    assertThat(records).hasSize(39).allMatch(Ready.class::isInstance);
    assertThat(records.getFirst())
        .as("line breaks within a value are spaces, empty columns make no items")
        .isEqualTo(
            ready(
                """
                sequence: 2
                trader {
                  external_id: "site-1958"
                  type: TRADER_TYPE_LEGAL_ENTITY
                  region_code: "US"
                  identity {
                    names {
                      kind: NAME_KIND_LEGAL
                      full: "Chicago Commons Association St Catherine's - St. Lucy School"
                      language_code: "en"
                    }
                    names { kind: NAME_KIND_TRADING full: "Chicago Commons Association" }
                    addresses {
                      kind: ADDRESS_KIND_BUSINESS
                      region_code: "US"
                      address_lines: "27 Washington Oak Park IL 60302"
                      locality: "Chicago"
                      administrative_area: "IL"
                    }
                    phones { number: "+1 312 3865286" }
                  }
                }
                """));
    assertThat(records.get(1).line())
        .as("the line in the file, although the record before has three lines")
        .isEqualTo(5);
  }

  @Test
  void theStandardNamesOfColumnsNeedNoMapping() throws IOException {
    var file =
        file(
            """
            external_id,type,region_code,offering,legal_name,address_line,locality,postal_code,\
            iban,vat_number,certify_time,signatory,storefront_id,birth_date
            a-1,legal_entity,DE,eu,Beispiel GmbH,Weg 1,Bonn,01234,DE89370400440532013000,\
            DE136695976,2026-11-01,Erika Beispiel,shop-1,1980-02-29
            a-2,NATURAL_PERSON,AT,,Max Beispiel,,,,,,,,,
            """);

    assertThat(read(file, null))
        .containsExactly(
            ready(
                """
                sequence: 2
                trader {
                  external_id: "a-1"
                  type: TRADER_TYPE_LEGAL_ENTITY
                  region_code: "DE"
                  offerings: "eu"
                  identity {
                    names { kind: NAME_KIND_LEGAL full: "Beispiel GmbH" }
                    addresses {
                      kind: ADDRESS_KIND_BUSINESS
                      region_code: "DE"
                      address_lines: "Weg 1"
                      locality: "Bonn"
                      postal_code: "01234"
                    }
                  }
                  payment {
                    accounts { iban: "DE89370400440532013000" holder_name: "Beispiel GmbH" }
                  }
                  certification {
                    self_certifications {
                      scope: CERTIFICATION_SCOPE_UNION_LAW
                      certify_time { seconds: 1793491200 }
                      signatory: "Erika Beispiel"
                    }
                  }
                  tax {
                    vat_numbers { identifier { scheme: "eu.vat" value: "DE136695976" } }
                    births { date { year: 1980 month: 2 day: 29 } }
                  }
                }
                storefronts { storefront_id: "shop-1" }
                """),
            ready(
                """
                sequence: 3
                trader {
                  external_id: "a-2"
                  type: TRADER_TYPE_NATURAL_PERSON
                  region_code: "AT"
                  identity { names { kind: NAME_KIND_LEGAL full: "Max Beispiel" } }
                }
                """));
  }

  @Test
  void mapsConditionsAndFormatsDecide() throws IOException {
    var mapping =
        mapping(
            """
            csv { separator = ";", quote = "'", encoding = windows-1252 }
            trader {
              external_id = "{Nr}"
              type = { from = "{Form}", map { GmbH = LEGAL_ENTITY, "e.K." = NATURAL_PERSON } }
              region_code = { from = "{Land}", else = DE }
              identity {
                names = [{ kind = LEGAL, full = "{Vor} {Nach} {{x}" }]
                phones = [
                  { when { Land = [DE, ""] }, number = "{Tel}" }
                  { when { Land = FR, Tel = "*" }, number = "+33{Tel}", personal = yes }
                ]
              }
              tax { births = [{ date = { from = "{Geb}", format = "dd.MM.yyyy" } }] }
            }
            """);
    var file =
        file(
            """
            Nr;Form;Land;Vor;Nach;Tel;Geb
            1;GmbH;;Jürgen;'O''Neil; Söhne';030 1;
            2;e.K.;FR;;Blanc;12;31.12.1999
            3;Verein;DE;A;B;;
            4;GmbH;DE;A;B;;1999-12-31
            5;GmbH;DE;A;B
            """,
            Charset.forName("windows-1252"));

    assertThat(read(file, mapping))
        .containsExactly(
            ready(
                """
                sequence: 2
                trader {
                  external_id: "1"
                  type: TRADER_TYPE_LEGAL_ENTITY
                  region_code: "DE"
                  identity {
                    names { kind: NAME_KIND_LEGAL full: "Jürgen O'Neil; Söhne {x}" }
                    phones { number: "030 1" }
                  }
                }
                """),
            ready(
                """
                sequence: 3
                trader {
                  external_id: "2"
                  type: TRADER_TYPE_NATURAL_PERSON
                  region_code: "FR"
                  identity {
                    names { kind: NAME_KIND_LEGAL full: "Blanc {x}" }
                    phones { number: "+3312" personal: true }
                  }
                  tax { births { date { year: 1999 month: 12 day: 31 } } }
                }
                """),
            new Unreadable(4, "3", "type: the mapping does not know \"Verein\""),
            new Unreadable(
                5, "4", "date cannot be \"1999-12-31\": it is no date of the form dd.MM.yyyy"),
            new Unreadable(6, "", "The row has 5 fields, the header 7"));
  }

  @Test
  void aByteOrderMarkIsPassedOver() throws IOException {
    var file = file("\ufeffexternal_id,type\na,NATURAL_PERSON\n");
    assertThat(read(file, null)).hasSize(1).allMatch(Ready.class::isInstance);
  }

  @Test
  void aFileThatDoesNotSuitTheMappingIsRefused() throws IOException {
    assertRefused("", "is empty: a header is needed");
    assertRefused("external_id,external_id\n", "has two columns \"external_id\"");
    assertRefused("Kunde,Ort\n", "none of the columns that the mapping names; it has Kunde, Ort");
    assertRefused("external_id;type\n", "it has external_id;type alone: is it separated by \",\"");
    var mapping = mapping("trader { external_id = \"{Nr}\" }");
    assertThatThrownBy(() -> read(file("No\n1\n"), mapping))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("has no column \"Nr\", which the mapping names; it has No");
    assertThatThrownBy(() -> read(folder.resolve("absent.csv"), null))
        .hasMessageContaining("There is no file");
  }

  @Test
  void aFileInAnotherEncodingIsRefusedWhereItBreaks() throws IOException {
    var file = file("external_id,legal_name\na,Café\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(file, null))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("is not in UTF-8, as line 2 shows")
        .hasMessageContaining("csv { encoding = windows-1252 }");
    var rows = "a,Beispiel GmbH\n".repeat(9_998);
    assertThatThrownBy(() ->
            read(
                file("external_id,legal_name\n" + rows + "b,Café\n", StandardCharsets.ISO_8859_1),
                null))
        .hasMessageContaining("as line 10000 shows");
  }

  private void assertRefused(String content, String message) throws IOException {
    var file = file(content);
    assertThatThrownBy(() -> read(file, null))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(message);
  }

  private static List<SourceRecord> read(Path file, Path mapping) throws IOException {
    var records = new ArrayList<SourceRecord>();
    try (var source = Records.open(file, null, mapping)) {
      source.forEachRemaining(records::add);
      assertThat(source.position()).isEqualTo(Files.size(file));
    }
    return records;
  }

  private static SourceRecord ready(String text) throws IOException {
    return new Ready(TextFormat.parse(text, ImportRecord.class));
  }

  private Path mapping(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "mapping", ".conf"), text);
  }

  private Path file(String text) throws IOException {
    return file(text, StandardCharsets.UTF_8);
  }

  private Path file(String text, Charset charset) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "records", ".csv"), text, charset);
  }
}
