package org.sellerregistry.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.v1.ImportRecord;

class MappingTest {

  @TempDir Path folder;

  @Test
  void mistakesAreRefusedWithTheirPlace() throws IOException {
    assertRefused("trader { extrenal_id = x }", ": 1: Trader has no field \"extrenal_id\"");
    assertRefused("trader { identity { names = [\n{ ful = x }] } }", ": 2: Name has no field");
    assertRefused("trader { type = COMPANY }", "it can be NATURAL_PERSON, LEGAL_ENTITY");
    assertRefused("trader { type { from = \"{A}\", map { x = y } } }", "type cannot be \"y\"");
    assertRefused("trader { type { from = \"{A}\", els = y } }", "from, map, else and format");
    assertRefused("trader { type { map { x = y } } }", "type needs from");
    assertRefused("trader { type = [LEGAL_ENTITY] }", "type takes one value");
    assertRefused("trader { identity = x }", "identity cannot be set from a text");
    assertRefused("trader { external_id = \"{A\" }", "a brace that is not closed");
    assertRefused("trader { external_id = { from { a = b } } }", "a text is expected here");
    assertRefused("trader { when = x }", "when takes columns with the values they must have");
    assertRefused("tradre { }", "\"tradre\" means nothing");
    assertRefused("trader {", "The mapping cannot be read");
    assertRefused("csv.encoding = utf-9", "There is no encoding utf-9");
    assertRefused("csv.quote = ''", "quote of one character");
    assertRefused(
        "trader { tax { births = [{ date { from = \"{A}\", format = \"yyyy-bb\" } }] } }",
        "is no format of dates");
    assertThatThrownBy(() -> Mapping.load(folder.resolve("absent")))
        .hasMessageContaining("There is no mapping");
  }

  @Test
  void fieldsHaveTheNamesOfTheContractOrOfItsJson() throws IOException {
    assertThat(mapping("trader { externalId = \"{A}\" }").record())
        .isEqualTo(mapping("trader { external_id = \"{A}\" }").record())
        .extracting(MessageTemplate::columns)
        .isEqualTo(Set.of("A"));
  }

  /** A new field of the contract that took such a name could not be mapped. */
  @Test
  void theContractHasNoFieldWithAReservedName() {
    var names = new HashSet<String>();
    collect(ImportRecord.getDescriptor(), new HashSet<>(), names);
    assertThat(names)
        .contains("external_id", "iban")
        .doesNotContainAnyElementsOf(TemplateReader.RESERVED);
  }

  private static void collect(Descriptor type, Set<Descriptor> seen, Set<String> names) {
    if (seen.add(type)) {
      for (FieldDescriptor field : type.getFields()) {
        names.add(field.getName());
        if (field.getJavaType() == JavaType.MESSAGE) {
          collect(field.getMessageType(), seen, names);
        }
      }
    }
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> mapping(text))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(message);
  }

  private Mapping mapping(String text) throws IOException {
    return Mapping.load(Files.writeString(Files.createTempFile(folder, "mapping", ".conf"), text));
  }
}
