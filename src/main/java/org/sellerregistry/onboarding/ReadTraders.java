package org.sellerregistry.onboarding;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.Masking;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderView;
import org.sellerregistry.verification.DueStandings;

/** Reads traders in a view. */
public final class ReadTraders {
  /** How many are read at once: the largest of them together still fit into memory. */
  private static final int FEW = 50;

  /** How many are read together with what other calls read. */
  private static final int SHARED = 4;

  private final Transactor transactor;
  private final TraderStore traders;
  private final CurrentReads current;
  private final DueStandings dueStandings;
  private final InstantSource clock;

  public ReadTraders(
      Transactor transactor,
      TraderStore traders,
      CurrentReads current,
      DueStandings dueStandings,
      InstantSource clock) {
    this.transactor = transactor;
    this.traders = traders;
    this.current = current;
    this.dueStandings = dueStandings;
    this.clock = clock;
  }

  /** Those that exist, in the order asked for. */
  public Map<UUID, Trader> read(Tenant tenant, Collection<UUID> ids, TraderView view) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    var result = new LinkedHashMap<UUID, Trader>();
    if (ids.size() <= SHARED) {
      result.putAll(
          sections(view).isEmpty() ? current.basics(tenant, ids) : current.traders(tenant, ids));
      result.replaceAll((id, trader) -> in(view, trader));
    } else if (sections(view).isEmpty()) {
      result.putAll(transactor.read(db -> traders.loadBasics(db, tenant, ids)));
    } else {
      transactor
          .read(db -> traders.load(db, tenant, ids, sections(view)))
          .forEach((id, stored) -> result.put(id, in(view, stored.trader())));
    }
    result.replaceAll((id, trader) -> dueStandings.fresh(tenant, id, trader));
    return result;
  }

  /**
   * Those that exist, a few at a time.
   *
   * @throws Refusal MESSAGE_TOO_LARGE if they do not fit into one reply
   */
  public Map<UUID, Trader> readWhole(Tenant tenant, Collection<UUID> ids, TraderView view) {
    var budget = new ReplyBudget();
    var result = new LinkedHashMap<UUID, Trader>();
    for (var some : fewAtATime(List.copyOf(ids))) {
      var found = read(tenant, some, view);
      found.values().forEach(budget::require);
      result.putAll(found);
    }
    return result;
  }

  /** The first of those that exist, as many as fit into one reply, and at least one. */
  public List<Trader> readFirst(Tenant tenant, List<UUID> ids, TraderView view) {
    var budget = new ReplyBudget();
    var result = new ArrayList<Trader>();
    for (var some : fewAtATime(ids)) {
      for (var trader : read(tenant, some, view).values()) {
        if (!budget.take(trader) && !result.isEmpty()) {
          return result;
        }
        result.add(trader);
      }
    }
    return result;
  }

  /**
   * One trader as it is or as it was.
   *
   * @throws Refusal RESOURCE_NOT_FOUND if there is none, or was none then
   */
  public Trader read(Tenant tenant, UUID id, GetTraderRequest request) {
    var view = request.getView();
    Trader trader;
    if (request.hasAsOf()) {
      var moment = Times.past("as_of", request.getAsOf(), clock);
      trader =
          transactor.read(db ->
              traders
                  .loadAsOf(db, tenant, id, moment, sections(view))
                  .map(stored -> in(view, stored.trader()))
                  .orElse(null));
    } else {
      trader = read(tenant, Set.of(id), view).get(id);
    }
    if (trader == null) {
      throw Refusal.notFound(ResourceNames.trader(tenant.marketplaceId(), id));
    }
    return trader;
  }

  private static List<List<UUID>> fewAtATime(List<UUID> ids) {
    return IntStream.iterate(0, from -> from < ids.size(), from -> from + FEW)
        .mapToObj(from -> ids.subList(from, Math.min(from + FEW, ids.size())))
        .toList();
  }

  private static Set<SectionKind> sections(TraderView view) {
    return switch (view) {
      case TRADER_VIEW_FULL, TRADER_VIEW_MASKED -> Sections.kinds();
      case TRADER_VIEW_BASIC, TRADER_VIEW_UNSPECIFIED, UNRECOGNIZED -> Set.of();
    };
  }

  private static Trader in(TraderView view, Trader trader) {
    return view == TraderView.TRADER_VIEW_MASKED ? Masking.mask(read(trader)) : trader;
  }

  /** The trader with sections that were passed on as bytes so far. */
  private static Trader read(Trader trader) {
    if (trader.getUnknownFields().asMap().isEmpty()) {
      return trader;
    }
    try {
      return Trader.parseFrom(trader.toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a sealed section is no section", e);
    }
  }
}
