package org.sellerregistry.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.ListAccessesRequest;
import org.sellerregistry.v1.ListAccessesResponse;

/** Pages of who was shown data of a trader. */
final class ListAccesses {
  private static final String METHOD = "ListAccesses";

  private final TraderAccesses accesses;
  private final PageTokens pageTokens;

  ListAccesses(TraderAccesses accesses, PageTokens pageTokens) {
    this.accesses = accesses;
    this.pageTokens = pageTokens;
  }

  ListAccessesResponse list(ListAccessesRequest request) {
    var trader = ResourceNames.requireTrader("parent", request.getParent());
    long from =
        pageTokens
            .read(METHOD, request)
            .map(bytes -> Long.parseLong(new String(bytes, UTF_8)))
            .orElse(0L);
    var page = accesses.list(trader, from, PageTokens.size(request.getPageSize()));
    var response = ListAccessesResponse.newBuilder().addAllAccesses(page.accesses());
    page.next()
        .ifPresent(next ->
            response.setNextPageToken(
                pageTokens.next(METHOD, request, Long.toString(next).getBytes(UTF_8))));
    return response.build();
  }
}
