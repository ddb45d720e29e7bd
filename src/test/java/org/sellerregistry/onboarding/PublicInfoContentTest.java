package org.sellerregistry.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.BatchGetPublicTraderInfoRequest;
import org.sellerregistry.v1.BatchGetPublicTraderInfoResponse;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.SectionKind;

/** Buyers are shown exactly the item groups (a), (d) and (e) of DSA Art. 30(1). */
class PublicInfoContentTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Set<SectionKind> SHOWN =
      Set.of(
          SectionKind.SECTION_KIND_IDENTITY,
          SectionKind.SECTION_KIND_REGISTRATION,
          SectionKind.SECTION_KIND_CERTIFICATION);

  private final Registry registry = new Registry(DATABASE);

  @Test
  void everyItemOfTheGroupsIsShownAndNothingElse() {
    var trader = registry.verifyAll(registry.create(Samples.everyKind(0)));
    var info = registry.shown(trader);
    var expected = new HashSet<Message>();
    for (var item : Sections.items(trader)) {
      if (SHOWN.contains(item.section())) {
        expected.add(Sections.withoutMeta(item.content()));
      }
    }
    assertThat(new HashSet<>(parts(info))).isEqualTo(expected);
  }

  @Test
  void noValueOfAnotherSectionIsInTheAnswer() {
    for (int i = 0; i < 10; i++) {
      var sample = Samples.sound(i).toBuilder();
      var trader = registry.verifyAll(registry.create(sample.build()));
      var shown = new HashSet<String>();
      parts(registry.shown(trader)).forEach(part -> Texts.collect(part, shown));
      var open = new HashSet<String>();
      var hidden = new HashSet<String>();
      for (var item : Sections.items(Sections.withoutMetas(trader))) {
        Texts.collect(item.content(), SHOWN.contains(item.section()) ? open : hidden);
      }
      hidden.removeAll(open);
      assertThat(shown).isNotEmpty().doesNotContainAnyElementsOf(hidden);
    }
  }

  @Test
  void theMessageHasNoPlaceForDocumentsAccountsOrItemIds() {
    var types = new HashSet<String>();
    collect(PublicTraderInfo.getDescriptor(), types);
    assertThat(types)
        .doesNotContain(
            "sellerregistry.v1.IdentityDocument",
            "sellerregistry.v1.ElectronicId",
            "sellerregistry.v1.PaymentAccount",
            "sellerregistry.v1.VatNumber",
            "sellerregistry.v1.TaxNumber",
            "sellerregistry.v1.Birth",
            "sellerregistry.v1.Party",
            "sellerregistry.v1.Signal");
    var trader = registry.verifyAll(registry.create(Samples.everyKind(1)));
    assertThat(registry.shown(trader).toString()).doesNotContain("meta {");
  }

  @Test
  void theLargestTraderOfTheContractIsShownWhole() {
    var wanted = Samples.sound(13).toBuilder();
    var address = wanted.getIdentity().getAddresses(0).toBuilder().clearAddressLines();
    for (int line = 0; line < 6; line++) {
      address.addAddressLines("街".repeat(200));
    }
    for (int i = 1; i < 20; i++) {
      wanted.getIdentityBuilder().addAddresses(address.setPostalCode("%05d".formatted(i)));
    }
    var trader = registry.verifyAll(registry.create(wanted.build()));
    assertThat(registry.shown(trader).getAddressesCount()).isEqualTo(20);
    assertThat(registry.shown(trader).getSerializedSize()).isGreaterThan(65_535);
  }

  @Test
  void aTraderThatDoesNotSellThereIsNotOffered() {
    var trader = registry.verifyAll(registry.create(Samples.sound(11)));
    var info =
        registry.readPublicInfo.read(registry.tenant, trader.getName(), "us", Optional.empty());
    assertThat(info.getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_NOT_OFFERED);
    assertThat(parts(info)).isEmpty();

    registry.update(trader.toBuilder().clearOfferings().build(), "offerings");
    assertThat(registry.shown(trader).getAvailability())
        .isEqualTo(PublicAvailability.PUBLIC_AVAILABILITY_NOT_OFFERED);
  }

  @Test
  void aBatchAnswersEachNameInOrder() {
    var trader = registry.verifyAll(registry.create(Samples.sound(12)));
    registry.assign(trader, "batch-1");
    var unknown =
        ResourceNames.trader(
            registry.tenant.marketplaceId(),
            UUID.fromString("00000000-0000-7000-8000-000000000000"));
    var request =
        BatchGetPublicTraderInfoRequest.newBuilder()
            .setParent(ResourceNames.marketplace(registry.tenant.marketplaceId()))
            .setOffering("eu")
            .addNames(ResourceNames.storefront(registry.tenant.marketplaceId(), "nobodys"))
            .addNames(ResourceNames.storefront(registry.tenant.marketplaceId(), "batch-1"))
            .addNames(unknown)
            .addNames(trader.getName())
            .build();
    var infos =
        Replies.<BatchGetPublicTraderInfoResponse>of(
                registry,
                replies -> registry.traderService.batchGetPublicTraderInfo(request, replies))
            .getInfosList();
    assertThat(infos)
        .extracting(PublicTraderInfo::getTrader)
        .containsExactly("", trader.getName(), "", trader.getName());
    assertThat(infos.get(1)).isEqualTo(infos.get(3));
    assertThat(Registry.asReceived(infos.get(1))).isEqualTo(registry.shown(trader));
  }

  private static List<Message> parts(PublicTraderInfo info) {
    var parts = new ArrayList<Message>();
    info.getAllFields()
        .forEach((field, value) -> {
          if (field.isRepeated()) {
            ((List<?>) value).forEach(one -> parts.add((Message) one));
          }
        });
    return parts;
  }

  private static void collect(Descriptor type, Set<String> types) {
    if (types.add(type.getFullName())) {
      type.getFields().stream()
          .filter(field -> field.getJavaType() == JavaType.MESSAGE)
          .forEach(field -> collect(field.getMessageType(), types));
    }
  }
}
