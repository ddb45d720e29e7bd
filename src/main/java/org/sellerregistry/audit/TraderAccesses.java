package org.sellerregistry.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.sellerregistry.journal.AccessIndex;
import org.sellerregistry.journal.JournalDamagedException;
import org.sellerregistry.journal.JournalReader;
import org.sellerregistry.journal.Leaf;
import org.sellerregistry.journal.Log;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceName.TraderName;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.Access;
import org.sellerregistry.v1.AccessBatch;

/** Who was shown data of a trader, as the access log has it. */
public final class TraderAccesses {
  private final AccessIndex index;
  private final JournalReader reader;

  TraderAccesses(AccessIndex index, JournalReader reader) {
    this.index = index;
    this.reader = reader;
  }

  /**
   * Some of the accesses.
   *
   * @param accesses in the order in which they were recorded, each with the other traders that the
   *     same reply returned left out
   * @param next where to go on; empty on the last page
   */
  public record Page(List<Access> accesses, OptionalLong next) {
    public Page {
      accesses = List.copyOf(accesses);
    }
  }

  /**
   * The accesses in some leaves of the log.
   *
   * @param from 0, or where a page says to go on
   * @param leaves how many leaves to read
   * @throws Refusal JOURNAL_DAMAGED
   */
  public Page list(TraderName trader, long from, int leaves) {
    try {
      var found = index.find(trader.marketplace(), trader.trader(), from, leaves + 1);
      var name = ResourceNames.trader(trader.marketplace(), trader.trader());
      var accesses = new ArrayList<Access>();
      for (var leaf :
          reader.entries(Log.ACCESS, found.subList(0, Math.min(leaves, found.size())))) {
        accesses(leaf).forEach(access -> add(access, name, accesses));
      }
      return new Page(
          accesses,
          found.size() > leaves ? OptionalLong.of(found.getLast()) : OptionalLong.empty());
    } catch (JournalDamagedException e) {
      throw JournalService.damaged(e);
    }
  }

  /** Of the access only what it returned of this trader: a leaf holds those of others too. */
  private static void add(Access access, String trader, List<Access> accesses) {
    var own = access.getTradersList().stream().filter(it -> it.getTrader().equals(trader)).toList();
    if (!own.isEmpty()) {
      accesses.add(access.toBuilder().clearTraders().addAllTraders(own).build());
    }
  }

  private static List<Access> accesses(Leaf leaf) {
    if (leaf.content() == null) {
      return List.of();
    }
    try {
      return AccessBatch.parseFrom(leaf.content()).getAccessesList();
    } catch (InvalidProtocolBufferException e) {
      throw new JournalDamagedException("Entry %d cannot be read".formatted(leaf.sequence()));
    }
  }
}
