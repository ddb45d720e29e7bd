package org.sellerregistry.demo;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.RegistrationSection;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;

/**
 * Invented traders of many countries, for demonstrations, tests and benchmarks.
 *
 * <p>Guarantees: the same seed and index give the same trader, whatever was made before; traders
 * are made one by one and never kept; safe for use by several threads. No two traders share an
 * external id, a storefront or an e-mail address, and among the first hundred thousand none a
 * register number.
 *
 * <p>They are labelled: external ids begin with {@code synthetic-}, domains end in {@code .example}
 * (RFC 2606), certifications have a synthetic text version, companies are named with coined words,
 * and people by common names in chance combinations. What is valid of them follows a published rule
 * and belongs to nobody by intention.
 *
 * <p>Of a hundred traders twelve have a {@link Defect}, three are natural persons in no register
 * and one is a re-entry: an earlier trader under another name and number, with the same account and
 * device, mostly with the same telephone. Names and towns are unevenly frequent as in life, and
 * some traders share a registration agent's address or an agency's telephone without being related.
 */
public final class SyntheticTraders {
  private static final double REENTRY_PERCENT = 1;
  private static final double REENTRY_SHARES_PHONE_PERCENT = 70;

  /** How far back a re-entry's original lies at most. */
  private static final int REENTRY_REACH = 5000;

  private final long seed;
  private final long ticketOffset;
  private final List<Country> countries = Country.all();
  private final Zipf<Country> weighted = Zipf.weighted(countries, Country::weight);
  private final IdentityParts identity;
  private final BusinessParts business;

  /** Traders of a seed. */
  public SyntheticTraders(long seed) {
    this.seed = seed;
    this.ticketOffset = new Draw(seed, Draw.Topic.TRADER, -1).nextInt(Integer.MAX_VALUE);
    this.identity = new IdentityParts(seed);
    this.business = new BusinessParts(seed, countries);
  }

  /** The ISO 3166-1 alpha-2 codes of the countries that traders come from. */
  public Set<String> countries() {
    return countries.stream().map(Country::code).collect(Collectors.toUnmodifiableSet());
  }

  /** The traders with indexes from the first up to, but not including, the last. */
  public Stream<SyntheticTrader> range(int from, int to) {
    return IntStream.range(from, to).mapToObj(this::at);
  }

  /** The trader with an index, from 0. */
  public SyntheticTrader at(int index) {
    Truth truth = truth(index);
    Trader.Builder trader =
        truth.reentryOf().isPresent()
            ? reentry(index, truth.reentryOf().getAsInt())
            : trader(index, index);
    if (truth.defect().isPresent()) {
      truth = Truth.defective(Spoiler.spoil(trader, truth.defect().get()));
    }
    ImportRecord.Builder record = ImportRecord.newBuilder().setSequence(index).setTrader(trader);
    int shops = 1 + new Draw(seed, Draw.Topic.REENTRY, index).nextInt(3);
    for (int shop = 1; shop <= shops; shop++) {
      String id = "synthetic-shop-" + index + "-" + shop;
      record.addStorefronts(
          ImportStorefront.newBuilder()
              .setStorefrontId(id)
              .setUrl("https://marketplace.example/shops/" + id));
    }
    return new SyntheticTrader(record.build(), truth);
  }

  /** What the trader with an index declares when it makes no mistake. */
  Trader sound(int index) {
    return trader(index, index).build();
  }

  /** The trader without defect or disguise, in the country of a trader that may be another. */
  private Trader.Builder trader(int index, int compatriot) {
    Country country = weighted.pick(new Draw(seed, Draw.Topic.COUNTRY, compatriot));
    var draw = new Draw(seed, Draw.Topic.TRADER, index);
    boolean natural = draw.chance(country.naturalPercent());
    Seller seller = Seller.compose(index, ticketOffset + index, country, natural, draw);
    RegistrationSection registration = RegistrationParts.registration(seller, draw);
    return Trader.newBuilder()
        .setExternalId("synthetic-" + index)
        .setType(
            seller.natural()
                ? TraderType.TRADER_TYPE_NATURAL_PERSON
                : TraderType.TRADER_TYPE_LEGAL_ENTITY)
        .setRegionCode(seller.country().code())
        .setIdentity(identity.make(seller, draw))
        .setIdentification(DocumentParts.make(seller, registration, draw))
        .setPayment(BusinessParts.payment(seller, draw))
        .setRegistration(registration)
        .setCertification(BusinessParts.certification(seller, draw))
        .setTax(RegistrationParts.tax(seller, registration, draw))
        .setParties(business.parties(seller, draw))
        .setSignals(BusinessParts.signals(draw));
  }

  private Truth truth(int index) {
    Draw fate = new Draw(seed, Draw.Topic.FATE, index);
    double point = fate.nextDouble() * 100;
    for (Defect defect : Defect.values()) {
      point -= defect.percent();
      if (point < 0) {
        return Truth.defective(defect);
      }
    }
    if (point < REENTRY_PERCENT) {
      for (int i = index - 1 - fate.nextInt(REENTRY_REACH) % Math.max(1, index); i >= 0; i--) {
        if (isSound(i)) {
          return Truth.reentry(i);
        }
      }
    }
    return Truth.SOUND;
  }

  /** Whether a trader has neither a defect nor is a re-entry itself. */
  private boolean isSound(int index) {
    double point = new Draw(seed, Draw.Topic.FATE, index).nextDouble() * 100;
    for (Defect defect : Defect.values()) {
      point -= defect.percent();
    }
    return point >= REENTRY_PERCENT;
  }

  /** A trader with what the one who hides behind it kept: the country, device and account. */
  private Trader.Builder reentry(int index, int original) {
    Trader.Builder former = trader(original, original);
    Trader.Builder trader = trader(index, original);
    trader.setSignals(former.getSignals());
    String holder = trader.getPayment().getAccounts(0).getHolderName();
    trader.setPayment(former.getPayment());
    trader.getPaymentBuilder().getAccountsBuilder(0).setHolderName(holder);
    if (new Draw(seed, Draw.Topic.REENTRY, index).chance(REENTRY_SHARES_PHONE_PERCENT)) {
      trader.getIdentityBuilder().clearPhones();
      trader.getIdentityBuilder().addAllPhones(former.getIdentity().getPhonesList());
    }
    return trader;
  }
}
