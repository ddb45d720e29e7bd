package org.sellerregistry.demo;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sellerregistry.v1.Audience;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.OfferingVerification;
import org.sellerregistry.v1.StandingState;
import org.sellerregistry.v1.TraderType;

/**
 * Shows in a minute what the registry is for: a server of its own, some hundred synthetic traders,
 * and a client that goes through a marketplace's day. Each line is made from the server's replies.
 */
public final class Demo {
  private static final String OFFERING = "eu";

  /** Reads of public information for the timing, for each trader. */
  private static final int READS = 4;

  private final SyntheticTraders synthetic;
  private final long seed;
  private final int count;
  private final Screen screen;
  private final Timings timings = new Timings();

  /** A demonstration with so many traders of a seed. */
  public Demo(PrintWriter out, int count, long seed) {
    this.synthetic = new SyntheticTraders(seed);
    this.seed = seed;
    this.count = count;
    this.screen = new Screen(out);
  }

  /** Runs it from the server's start to its stop; nothing is left running or on disk. */
  public void run() {
    var watch = new Stopwatch();
    screen.line(
        "Seller Registry demo: the traders are synthetic, the server and its replies are not.");
    try (DemoServer server = DemoServer.start();
        Session session = server.open(OFFERING)) {
      screen.step("A server with TLS on an embedded database, and a marketplace");
      screen.line(
          "  %s serves %s \"%s\"; started in %.1f s"
              .formatted(
                  server.address(),
                  session.parent(),
                  session.marketplace().getDisplayName(),
                  watch.seconds()));
      tell(server, session);
      screen.step("Timings on this machine, server and client together");
      timings.print(screen);
      screen.line("  All of it took %.0f s.".formatted(watch.seconds()));
    }
    screen.line("");
    screen.line("The server is stopped and its data removed. To keep one:");
    screen.line("  seller-registry serve");
    screen.line("  seller-registry marketplace create shop --offering " + OFFERING);
    screen.line("  seller-registry import --marketplace shop sellers.csv");
  }

  private void tell(DemoServer server, Session session) {
    SimulatedSources sources = server.sources();
    synthetic
        .range(0, count)
        .filter(each -> each.truth().defect().isEmpty())
        .forEach(each -> sources.know(each.record().getTrader()));
    sources.setAvailable(false);

    screen.step("%,d sellers are imported".formatted(count));
    List<Imported> traders = new ImportStep(session, synthetic).run(count, screen, timings);

    screen.step("VIES and the Global LEI Foundation are down (both simulated here)");
    new SourceStep(session, sources, screen).run(traders, timings);

    screen.step("Staff check what the server asks for");
    var staff = new CheckStep(session, seed);
    staff.run(traders, screen, timings);

    screen.step("How far each item that DSA Art. 30(1) demands has come");
    Map<Imported, OfferingVerification> verified = verify(session, traders);

    screen.step("One seller whose register number cannot be right");
    new CorrectionStep(session, synthetic, staff, screen).run(verified, new Reviewer(seed, count));

    screen.step("A seller that no online source knows");
    new PaperSellerStep(session, screen).run(synthetic, count);

    screen.step("A company takes another name");
    Imported renamed = company(verified);
    new NameChangeStep(session, staff, screen)
        .run(renamed, otherName(renamed), new Reviewer(seed, count + 1));

    screen.step("Sellers are found by what is known of them");
    new LookupStep(session, screen).run(queries(verified, renamed));
    read(session, verified);
  }

  private Map<Imported, OfferingVerification> verify(Session session, List<Imported> traders) {
    var watch = new Stopwatch();
    List<OfferingVerification> verifications =
        Work.onEach(traders, each -> session.verification(each.name(), Audience.AUDIENCE_STAFF));
    timings.add("verifications read (GetVerification)", verifications, watch);
    var funnel = new Funnel();
    verifications.forEach(funnel::add);
    funnel.print(screen);
    screen.line(
        "  %d of %d sellers may sell; %d are pending."
            .formatted(
                funnel.count(StandingState.STANDING_STATE_ELIGIBLE),
                traders.size(),
                funnel.count(StandingState.STANDING_STATE_PENDING)));
    var verified = new LinkedHashMap<Imported, OfferingVerification>();
    IntStream.range(0, traders.size())
        .forEach(i -> verified.put(traders.get(i), verifications.get(i)));
    return verified;
  }

  /** A company that may sell, best one whose name is not in Latin script. */
  private static Imported company(Map<Imported, OfferingVerification> verified) {
    List<Imported> companies =
        verified.keySet().stream()
            .filter(each -> maySell(verified, each))
            .filter(each -> each.record().getType() == TraderType.TRADER_TYPE_LEGAL_ENTITY)
            .filter(each -> each.record().getTax().getVatNumbersCount() > 0)
            .toList();
    return companies.stream()
        .filter(each -> List.of("GR", "BG").contains(each.record().getRegionCode()))
        .filter(each -> isShort(each.record().getIdentity().getNames(0)))
        .findFirst()
        .orElseGet(companies::getFirst);
  }

  /** The name of another synthetic company of the same country, one that was not imported. */
  private Name otherName(Imported trader) {
    return IntStream.iterate(count, index -> index + 1)
        .mapToObj(index -> synthetic.sound(index))
        .filter(other ->
            other.getRegionCode().equals(trader.record().getRegionCode())
                && other.getType() == trader.record().getType())
        .map(other -> other.getIdentity().getNames(0))
        .filter(Demo::isShort)
        .findFirst()
        .orElseThrow();
  }

  /** Whether a line can tell of the name in both scripts. */
  private static boolean isShort(Name name) {
    return Screen.width(ProductPage.both(name)) <= 55;
  }

  /** By a VAT number, by the name from before, by a telephone that a re-entry shares. */
  private List<LookupQuery> queries(
      Map<Imported, OfferingVerification> verified, Imported renamed) {
    String phone =
        verified.keySet().stream()
            .filter(each -> each.sent().truth().reentryOf().isPresent())
            .map(each -> each.record().getIdentity().getPhones(0).getNumber())
            .filter(number ->
                verified.keySet().stream().filter(each -> hasPhone(each, number)).count() > 1)
            .findFirst()
            .orElseGet(() -> renamed.record().getIdentity().getPhones(0).getNumber());
    return List.of(
        LookupQuery.newBuilder()
            .setIdentifier(renamed.record().getTax().getVatNumbers(0).getIdentifier())
            .build(),
        LookupQuery.newBuilder()
            .setTraderName(renamed.record().getIdentity().getNames(0).getFull())
            .build(),
        LookupQuery.newBuilder().setPhone(phone).build());
  }

  private void read(Session session, Map<Imported, OfferingVerification> verified) {
    List<String> storefronts =
        verified.keySet().stream().map(each -> each.storefront(session)).toList();
    var watch = new Stopwatch();
    var read =
        Work.onEach(
            IntStream.range(0, READS * storefronts.size()).boxed().toList(),
            i -> session.publicInfo(storefronts.get(i % storefronts.size())));
    timings.add("product pages read (GetPublicTraderInfo)", read, watch);
  }

  private static boolean hasPhone(Imported trader, String number) {
    return trader.record().getIdentity().getPhonesList().stream()
        .anyMatch(phone -> phone.getNumber().equals(number));
  }

  private static boolean maySell(Map<Imported, OfferingVerification> verified, Imported trader) {
    OfferingVerification found = verified.get(trader);
    return found != null && found.getStanding().getState() == StandingState.STANDING_STATE_ELIGIBLE;
  }
}
