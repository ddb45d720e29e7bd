package org.sellerregistry.onboarding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.journal.ChangeFeed;
import org.sellerregistry.trader.Times;

/**
 * What buyers are shown now, within a bound of memory.
 *
 * <p>Guarantees: an answer is never staler than a second: the journal says what changed, and when
 * nothing was heard of it for that long, there are no answers here. What this server itself changes
 * is not answered from here from before its commit on. An answer ends when a standing that it rests
 * on is due. Safe for use by many threads.
 */
public final class PublicInfoCache implements ChangeFeed.Listener {
  private static final Duration STALEST = Duration.ofSeconds(1);

  /**
   * How long what changed is not kept again. A reading that began before the change and ends within
   * half of it does not bring the former state back.
   */
  private static final Duration UNSETTLED = Duration.ofSeconds(6);

  private static final long ANY = 0;

  private final InstantSource clock;
  private final Ticker ticker;
  private final Cache<String, Owner> owners;
  private final Cache<String, OfTrader> traders;
  private final Cache<String, Boolean> unsettled;
  private final AtomicLong states = new AtomicLong();
  private final AtomicLong losses = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();
  private volatile @Nullable Heard heard;

  /** Who owns a storefront, as long as the trader is still kept as it was then. */
  private record Owner(String trader, long state) {}

  /** What is kept of a trader; the state is another number after each change. */
  private record OfTrader(long state, Map<String, Shown> byOffering) {
    int weight() {
      return byOffering.values().stream().mapToInt(Shown::weight).sum();
    }
  }

  private record Heard(long ticks, Instant time) {}

  /** A reading that has begun: what it finds may be kept unless something changed meanwhile. */
  record Reading(long ticks, long losses, Instant time) {}

  /**
   * @param bytes about how much memory it takes
   */
  public PublicInfoCache(long bytes, InstantSource clock, Ticker ticker) {
    this.clock = clock;
    this.ticker = ticker;
    this.owners = Caffeine.newBuilder().maximumSize(Math.max(1, bytes / 1_000)).build();
    this.traders =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((String name, OfTrader trader) -> trader.weight())
            .build();
    this.unsettled = Caffeine.newBuilder().ticker(ticker).expireAfterWrite(UNSETTLED).build();
  }

  /**
   * The answer, if it is kept and good.
   *
   * @param name a storefront's or a trader's resource name
   * @param atLeastRevision the trader's revision that the caller knows of; 0 for none
   */
  Optional<Answer> find(String name, String offering, long atLeastRevision) {
    var last = heard;
    if (last == null || ticker.read() - last.ticks() > STALEST.toNanos()) {
      return Optional.empty();
    }
    var trader = name;
    long state = ANY;
    if (ReadPublicInfo.isStorefront(name)) {
      var owner = owners.getIfPresent(name);
      // A caller that knows a revision knows it of the present owner, who may be another.
      if (owner == null || atLeastRevision > 0) {
        return Optional.empty();
      }
      trader = owner.trader();
      state = owner.state();
    }
    var kept = traders.getIfPresent(trader);
    if (kept == null || (state != ANY && state != kept.state())) {
      return Optional.empty();
    }
    var shown = kept.byOffering().get(offering);
    if (shown == null || !shown.isGood(clock.instant(), atLeastRevision)) {
      return Optional.empty();
    }
    return Optional.of(
        Answer.of(shown, shown.time().isAfter(last.time()) ? shown.time() : last.time()));
  }

  /** How often something had to be read, because it was not there or not good. */
  public long misses() {
    return misses.get();
  }

  /** Of about how many traders something is there. */
  public long size() {
    return traders.estimatedSize();
  }

  /** To be called before anything is read of what {@link #keep} may get. */
  Reading begin() {
    var _ = misses.incrementAndGet();
    return new Reading(ticker.read(), losses.get(), Times.micros(clock.instant()));
  }

  /**
   * Keeps what was read.
   *
   * @param name the storefront's or the trader's resource name
   * @param trader the owner's resource name
   */
  void keep(Reading reading, String name, String trader, String offering, Shown shown) {
    boolean quick = ticker.read() - reading.ticks() < UNSETTLED.toNanos() / 2;
    if (!quick || trader.isEmpty() || isUnsettled(name, trader)) {
      return;
    }
    var kept =
        traders
            .asMap()
            .compute(
                trader,
                (key, former) -> {
                  if (former == null) {
                    return new OfTrader(states.incrementAndGet(), Map.of(offering, shown));
                  }
                  var offerings = new HashMap<>(former.byOffering());
                  offerings.put(offering, shown);
                  return new OfTrader(former.state(), Map.copyOf(offerings));
                });
    if (ReadPublicInfo.isStorefront(name)) {
      owners.put(name, new Owner(trader, kept.state()));
    }
    // Changed while it was put in: whoever came last takes it out again.
    if (isUnsettled(name, trader) || reading.losses() != losses.get()) {
      owners.invalidate(name);
      traders.invalidate(trader);
    }
  }

  private boolean isUnsettled(String name, String trader) {
    return unsettled.getIfPresent(name) != null || unsettled.getIfPresent(trader) != null;
  }

  @Override
  public void changed(String resource) {
    var parts = resource.split("/", 5);
    if (parts.length >= 4 && parts[0].equals("marketplaces")) {
      var name = String.join("/", parts[0], parts[1], parts[2], parts[3]);
      if (parts[2].equals("traders")) {
        unsettled.put(name, true);
        traders.invalidate(name);
        return;
      }
      if (parts[2].equals("storefronts")) {
        unsettled.put(resource, true);
        owners.invalidate(resource);
        return;
      }
    }
    if (!resource.isEmpty() && !saysNothingShown(parts)) {
      changedAnything();
    }
  }

  /**
   * Marketplaces and grants say who may call, not what is shown; nor do the journal's own entries,
   * nor one without a resource, which counts refused calls: or whoever floods would empty the
   * memory every minute.
   */
  private static boolean saysNothingShown(String[] parts) {
    return parts.length == 2
        && (parts[0].equals("marketplaces")
            || parts[0].equals("grants")
            || parts[0].equals("journal"));
  }

  @Override
  public void changedAnything() {
    var _ = losses.incrementAndGet();
    owners.invalidateAll();
    traders.invalidateAll();
  }

  @Override
  public void heard(long ticks, Instant time) {
    heard = new Heard(ticks, Times.micros(time));
  }
}
