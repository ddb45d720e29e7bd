package org.sellerregistry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.SellerRegistry;
import org.sellerregistry.v1.Access;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.ListAccessesRequest;

/** Who was shown something is on record, even if the server dies right behind the reply. */
class AccessBeforeReplyTest {
  @Test
  void aReplyFollowedByTheServersEndHasItsEntry(@TempDir Path data) throws Exception {
    String name;
    try (var server = ServerProcess.start(data)) {
      assertThat(
              SellerRegistry.commandLine()
                  .execute("marketplace", "create", "shop", "--data", data.toString()))
          .isZero();
      var channel = server.channel("shop");
      var shop = new Shop(channel, "shop");
      name = shop.create(Sellers.complete("s-1")).getName();
      var _ = shop.get(name);
      server.kill();
      channel.shutdownNow();
    }
    try (var server = ServerProcess.start(data)) {
      var channel = server.channel("shop");
      var journal = JournalServiceGrpc.newBlockingStub(channel);
      var request = ListAccessesRequest.newBuilder().setParent(name).build();
      List<Access> found = List.of();
      while (found.size() < 2) {
        found = journal.listAccesses(request).getAccessesList();
      }
      assertThat(found)
          .extracting(Access::getMethod)
          .containsExactly("TraderService.CreateTrader", "TraderService.GetTrader");
      channel.shutdownNow();
    }
  }
}
