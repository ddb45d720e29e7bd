package org.sellerregistry.onboarding;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.UUID;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.RevisionStore;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.ListTraderRevisionsRequest;
import org.sellerregistry.v1.ListTraderRevisionsResponse;

/** Reads the history of traders, newest first; a page's position is the last revision on it. */
public final class ReadHistory {
  private static final String METHOD = "ListTraderRevisions";

  private final Transactor transactor;
  private final TraderStore traders;
  private final RevisionStore revisions;
  private final PageTokens pageTokens;

  public ReadHistory(
      Transactor transactor, TraderStore traders, RevisionStore revisions, PageTokens pageTokens) {
    this.transactor = transactor;
    this.traders = traders;
    this.revisions = revisions;
    this.pageTokens = pageTokens;
  }

  /**
   * Reads a page.
   *
   * @throws Refusal RESOURCE_NOT_FOUND if there is no such trader
   */
  ListTraderRevisionsResponse read(Tenant tenant, UUID id, ListTraderRevisionsRequest request) {
    int size = PageTokens.size(request.getPageSize());
    long before =
        pageTokens
            .read(METHOD, request)
            .map(position -> ByteBuffer.wrap(position).getLong())
            .orElse(Long.MAX_VALUE);
    var found =
        transactor.read(db -> {
          if (traders.loadBasics(db, tenant, Set.of(id)).isEmpty()) {
            throw Refusal.notFound(request.getName());
          }
          return revisions.list(db, tenant, id, before, size + 1);
        });
    var page = found.subList(0, Math.min(size, found.size()));
    var response = ListTraderRevisionsResponse.newBuilder().addAllRevisions(page);
    if (found.size() > size) {
      var position = ByteBuffer.allocate(Long.BYTES).putLong(page.getLast().getRevision());
      response.setNextPageToken(pageTokens.next(METHOD, request, position.array()));
    }
    return response.build();
  }
}
