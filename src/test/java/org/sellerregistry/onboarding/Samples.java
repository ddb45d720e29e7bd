package org.sellerregistry.onboarding;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sellerregistry.demo.SyntheticTrader;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ElectronicId;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.NotApplicable;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.TaxNumber;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TypedIdentifier;

/** Synthetic traders and parts of requests. */
final class Samples {
  private static final SyntheticTraders TRADERS = new SyntheticTraders(41);
  private static final List<Trader> SOUND =
      TRADERS
          .range(0, 400)
          .filter(it -> it.truth().defect().isEmpty() && it.truth().reentryOf().isEmpty())
          .map(it -> it.record().getTrader())
          .filter(it -> it.getRegistration().getRegisterEntriesCount() > 0)
          .toList();

  private Samples() {}

  /** A trader without any defect; equal numbers give equal traders. */
  static Trader sound(int number) {
    return SOUND.get(number);
  }

  /** Traders as they come, defects and re-entries included. */
  static Stream<SyntheticTrader> mixed(int from, int to) {
    return TRADERS.range(from, to);
  }

  /** A sound trader that holds an item of every kind. */
  static Trader everyKind(int number) {
    var trader =
        SOUND.stream()
            .filter(it -> it.getTax().getVatNumbersCount() > 0)
            .skip(number)
            .findFirst()
            .orElseThrow()
            .toBuilder()
            .setExternalId("synthetic-every-kind-" + number);
    trader
        .getIdentityBuilder()
        .addNames(
            Name.newBuilder()
                .setKind(NameKind.NAME_KIND_TRADING)
                .setFull("Synthetic Bazaar Nº" + number));
    trader
        .getIdentificationBuilder()
        .addElectronicIds(
            ElectronicId.newBuilder()
                .setScheme("synthetic-eid")
                .setIssuer("Synthetic Issuer")
                .setSubject("subject-%04d".formatted(number))
                .setHolderName("Synthetic Holder"));
    trader
        .getRegistrationBuilder()
        .addNotApplicable(NotApplicable.newBuilder().setReason("Synthetic reason of the trader"));
    trader
        .getTaxBuilder()
        .addTaxNumbers(
            TaxNumber.newBuilder()
                .setRegionCode("DE")
                .setIdentifier(
                    TypedIdentifier.newBuilder().setScheme("de.idnr").setValue("02476291358")))
        .clearBirths();
    trader
        .getTaxBuilder()
        .addBirthsBuilder()
        .setPlace("Synthetic Town")
        .getDateBuilder()
        .setYear(1980)
        .setMonth(2)
        .setDay(29);
    return trader.build();
  }

  static Timestamp time(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  static Check.Builder check(String itemId, CheckMethod method, CheckResult result) {
    return Check.newBuilder()
        .setItemId(itemId)
        .setMethod(method)
        .setResult(result)
        .setReasonCode(result == CheckResult.CHECK_RESULT_PASSED ? "" : "NAME_DIFFERS")
        .setSource("Synthetic source");
  }

  /** A method that satisfies the pack {@code eu-dsa}, for each item that it asks to be checked. */
  static Map<String, CheckMethod> methods(Trader trader) {
    var methods = new LinkedHashMap<String, CheckMethod>();
    for (var item : Sections.items(trader)) {
      switch (item.kind()) {
        case ITEM_KIND_NAME, ITEM_KIND_ADDRESS, ITEM_KIND_NOT_APPLICABLE ->
            methods.put(item.id(), CheckMethod.CHECK_METHOD_MANUAL);
        case ITEM_KIND_PHONE, ITEM_KIND_EMAIL ->
            methods.put(item.id(), CheckMethod.CHECK_METHOD_POSSESSION);
        case ITEM_KIND_DOCUMENT -> methods.put(item.id(), CheckMethod.CHECK_METHOD_DOCUMENT);
        case ITEM_KIND_ELECTRONIC_ID ->
            methods.put(item.id(), CheckMethod.CHECK_METHOD_ELECTRONIC_ID);
        case ITEM_KIND_ACCOUNT -> methods.put(item.id(), CheckMethod.CHECK_METHOD_BANK);
        case ITEM_KIND_REGISTER_ENTRY -> methods.put(item.id(), CheckMethod.CHECK_METHOD_REGISTER);
        case ITEM_KIND_CERTIFICATION,
            ITEM_KIND_VAT_NUMBER,
            ITEM_KIND_TAX_NUMBER,
            ITEM_KIND_BIRTH,
            ITEM_KIND_PARTY,
            ITEM_KIND_SIGNAL,
            ITEM_KIND_UNSPECIFIED,
            UNRECOGNIZED -> {}
      }
    }
    return methods;
  }

  /** The first item of a kind. */
  static Item item(Trader trader, ItemKind kind) {
    return Sections.items(trader).stream()
        .filter(item -> item.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  static StandingState state(Trader trader) {
    return trader.getStandingsList().stream()
        .filter(it -> it.getOffering().equals("eu"))
        .findFirst()
        .orElseThrow()
        .getState();
  }

  /** Another telephone number in the first one's place, by the item's id. */
  static Trader withPhone(Trader trader, String number) {
    var changed = trader.toBuilder();
    changed.getIdentityBuilder().getPhonesBuilder(0).setNumber(number);
    return changed.build();
  }

  static boolean isAvailable(PublicTraderInfo info) {
    return info.getAvailability() == PublicAvailability.PUBLIC_AVAILABILITY_AVAILABLE;
  }
}
