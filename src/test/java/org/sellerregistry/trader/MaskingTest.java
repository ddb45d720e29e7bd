package org.sellerregistry.trader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.type.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.v1.Trader;

class MaskingTest {
  /** What says nothing of a person: places down to the town, and the names of number schemes. */
  private static final Set<String> PLAIN =
      Set.of(
          "sellerregistry.v1.PostalAddress.region_code",
          "sellerregistry.v1.PostalAddress.locality",
          "sellerregistry.v1.PostalAddress.administrative_area",
          "sellerregistry.v1.IdentityDocument.issuing_region_code",
          "sellerregistry.v1.Name.language_code",
          "sellerregistry.v1.TypedIdentifier.scheme",
          "sellerregistry.v1.ElectronicId.scheme",
          "sellerregistry.v1.PaymentAccount.bic",
          "sellerregistry.v1.LocalAccount.region_code",
          "sellerregistry.v1.LocalAccount.institution",
          "sellerregistry.v1.RegisterEntry.region_code",
          "sellerregistry.v1.RegisterEntry.register_name",
          "sellerregistry.v1.RegisterEntry.legal_form_code",
          "sellerregistry.v1.SelfCertification.text_version",
          "sellerregistry.v1.TaxNumber.region_code",
          "sellerregistry.v1.Party.region_code");

  private record Text(FieldDescriptor field, String value) {}

  @Test
  void noPersonalValueSurvives() {
    new SyntheticTraders(99)
        .range(0, 300)
        .map(it -> it.record().getTrader())
        .forEach(trader -> {
          var masked = Masking.mask(trader);
          var left = sectionTexts(masked);
          for (var original : sectionTexts(trader)) {
            if (!PLAIN.contains(original.field().getFullName())) {
              assertThat(left)
                  .filteredOn(it -> !PLAIN.contains(it.field().getFullName()))
                  .as("%s of %s", original.field().getFullName(), trader.getExternalId())
                  .noneMatch(it -> it.value().contains(original.value()));
            }
          }
          assertThat(left).hasSameSizeAs(sectionTexts(trader));
        });
  }

  @Test
  void everyTextFieldOfTheContractIsMaskedUnlessItIsNamedPlain() {
    var trader = Trader.newBuilder();
    for (var kind : Sections.kinds()) {
      Sections.set(trader, kind, filled(Sections.get(trader, kind), 0));
    }
    var unmasked =
        sectionTexts(Masking.mask(trader.build())).stream()
            .filter(it -> it.value().equals("Synthetic value"))
            .map(it -> it.field().getFullName())
            .toList();
    assertThat(PLAIN).containsAll(unmasked);
  }

  @Test
  void whatTellsOneFromAnotherIsLeft() {
    var trader = Trader.newBuilder().setExternalId("seller-1");
    trader.getIdentityBuilder().addEmailsBuilder().setAddress("maria@example.org");
    trader.getIdentityBuilder().addNamesBuilder().setFull("张三");
    trader.getIdentityBuilder().addPhonesBuilder().setNumber("+493012345678");
    trader.getPaymentBuilder().addAccountsBuilder().setIban("DE89370400440532013000");
    trader.getTaxBuilder().addBirthsBuilder().getDateBuilder().setYear(1980).setMonth(5).setDay(4);
    var masked = Masking.mask(trader.build());

    assertThat(masked.getIdentity().getEmails(0).getAddress()).isEqualTo("m***@example.org");
    assertThat(masked.getIdentity().getNames(0).getFull()).isEqualTo("***");
    assertThat(masked.getIdentity().getPhones(0).getNumber()).isEqualTo("+***8");
    assertThat(masked.getPayment().getAccounts(0).getIban()).isEqualTo("DE89***3000");
    assertThat(masked.getTax().getBirths(0).getDate())
        .isEqualTo(Date.newBuilder().setYear(1980).build());
    assertThat(masked.getExternalId()).isEqualTo("seller-1");
  }

  @Test
  void idsAndRevisionsOfItemsAreKept() {
    var trader = Trader.newBuilder();
    trader
        .getIdentityBuilder()
        .addPhonesBuilder()
        .setNumber("+493012345678")
        .getMetaBuilder()
        .setId("0190a000-0000-7000-8000-000000000001")
        .setRevision(4);
    assertThat(Sections.items(Masking.mask(trader.build())).getFirst().meta())
        .isEqualTo(trader.getIdentity().getPhones(0).getMeta());
  }

  private static List<Text> sectionTexts(Trader trader) {
    var texts = new ArrayList<Text>();
    for (var kind : Sections.kinds()) {
      collect(Sections.get(trader, kind), texts);
    }
    return texts;
  }

  private static void collect(Message message, List<Text> texts) {
    message
        .getAllFields()
        .forEach((field, value) -> {
          List<?> values = field.isRepeated() ? (List<?>) value : List.of(value);
          for (var one : values) {
            if (one instanceof Message part && !field.getName().equals("meta")) {
              collect(part, texts);
            } else if (one instanceof String text && !text.isEmpty()) {
              texts.add(new Text(field, text));
            }
          }
        });
  }

  /** Every text field filled; of alternatives the last one is left. */
  private static Message filled(Message empty, int depth) {
    var result = empty.toBuilder();
    for (var field : empty.getDescriptorForType().getFields()) {
      if (field.getName().equals("meta") || depth > 5) {
        continue;
      }
      Object value =
          switch (field.getJavaType()) {
            case STRING -> "Synthetic value";
            case MESSAGE -> filled(result.newBuilderForField(field).build(), depth + 1);
            default -> null;
          };
      if (value != null && field.isRepeated()) {
        result.addRepeatedField(field, value);
      } else if (value != null) {
        result.setField(field, value);
      }
    }
    return result.build();
  }
}
