package org.sellerregistry.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.sellerregistry.journal.AccessIndex;
import org.sellerregistry.journal.JournalDamagedException;
import org.sellerregistry.journal.JournalReader;
import org.sellerregistry.journal.Leaf;
import org.sellerregistry.journal.Log;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.Access;
import org.sellerregistry.v1.AccessBatch;
import org.sellerregistry.v1.ListAccessesRequest;
import org.sellerregistry.v1.ListAccessesResponse;

/** Who was shown data of a trader. */
final class ListAccesses {
  private static final String METHOD = "ListAccesses";

  private final AccessIndex index;
  private final JournalReader reader;
  private final PageTokens pageTokens;

  ListAccesses(AccessIndex index, JournalReader reader, PageTokens pageTokens) {
    this.index = index;
    this.reader = reader;
    this.pageTokens = pageTokens;
  }

  ListAccessesResponse list(ListAccessesRequest request) {
    var trader = ResourceNames.requireTrader("parent", request.getParent());
    int limit = PageTokens.size(request.getPageSize());
    long from =
        pageTokens
            .read(METHOD, request)
            .map(bytes -> Long.parseLong(new String(bytes, UTF_8)))
            .orElse(0L);
    var found = index.find(trader.marketplace(), trader.trader(), from, limit + 1);
    var response = ListAccessesResponse.newBuilder();
    for (var leaf : reader.entries(Log.ACCESS, found.subList(0, Math.min(limit, found.size())))) {
      accesses(leaf).forEach(access -> add(access, request.getParent(), response));
    }
    if (found.size() > limit) {
      var next = Long.toString(found.getLast()).getBytes(UTF_8);
      response.setNextPageToken(pageTokens.next(METHOD, request, next));
    }
    return response.build();
  }

  /** Of the access only what it returned of this trader: a leaf holds those of others too. */
  private static void add(Access access, String trader, ListAccessesResponse.Builder response) {
    var own = access.getTradersList().stream().filter(it -> it.getTrader().equals(trader)).toList();
    if (!own.isEmpty()) {
      response.addAccesses(access.toBuilder().clearTraders().addAllTraders(own));
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
