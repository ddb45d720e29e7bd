package org.sellerregistry.e2e;

import java.time.Duration;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.AssignStorefrontRequest;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.EraseTraderRequest;
import org.sellerregistry.v1.Keyset;
import org.sellerregistry.v1.ListOperationsRequest;
import org.sellerregistry.v1.OperationState;
import org.sellerregistry.v1.PreserveTraderRequest;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.RotateKeysRequest;
import org.sellerregistry.v1.Trader;

/** So much happens in a registry that each of its tables has rows. */
final class AlteredLife {
  private static final int TRADERS = 20;

  private AlteredLife() {}

  static void live(TestServer server) {
    for (int i = 0; i < 9; i++) {
      var _ = server.createMarketplace("extra-" + i, "eu");
      var _ = server.grant("extra-" + i, Role.ROLE_MARKETPLACE, "extra-" + i);
    }
    var channel = server.marketplace("altered", "anna");
    var shop = new Shop(channel, "altered");
    var admin = AdminServiceGrpc.newBlockingStub(channel);
    for (int i = 0; i < TRADERS; i++) {
      var trader = shop.create(Sellers.complete("s-" + i));
      server.clock().advance(Duration.ofSeconds(1));
      trader = shop.checkAll(trader);
      var _ = shop.get(trader.getName());
      assign(shop, trader, i);
      if (i >= TRADERS - 2) {
        // In between enough time passes for another checkpoint to be kept.
        server.clock().advance(Duration.ofMinutes(2));
        var _ =
            shop.traders.endContract(
                EndContractRequest.newBuilder().setName(trader.getName()).build());
      }
      var last = trader.getName();
      var _ =
          admin.eraseTrader(EraseTraderRequest.newBuilder().setName(last).setReason("x").build());
      var _ =
          admin.preserveTrader(
              PreserveTraderRequest.newBuilder()
                  .setName(last)
                  .setAuthority("Synthetic Authority")
                  .setReference("S-" + i)
                  .build());
    }
    rotate(server);
  }

  private static void assign(Shop shop, Trader trader, int number) {
    var _ =
        shop.traders.assignStorefront(
            AssignStorefrontRequest.newBuilder()
                .setName(shop.parent() + "/storefronts/altered-" + number)
                .setTrader(trader.getName())
                .setUrl("https://shop.example/" + number)
                .build());
  }

  private static void rotate(TestServer server) {
    var operator = AdminServiceGrpc.newBlockingStub(server.operator());
    for (var keyset : Keyset.values()) {
      if (keyset != Keyset.UNRECOGNIZED && keyset.getNumber() > 0) {
        var _ = operator.rotateKeys(RotateKeysRequest.newBuilder().setKeyset(keyset).build());
      }
    }
    var list = ListOperationsRequest.getDefaultInstance();
    while (operator.listOperations(list).getOperationsList().stream()
        .anyMatch(it -> it.getState() == OperationState.OPERATION_STATE_RUNNING)) {
      // The server goes on with them.
    }
  }
}
