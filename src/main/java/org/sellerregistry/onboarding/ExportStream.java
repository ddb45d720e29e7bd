package org.sellerregistry.onboarding;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Function;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.ExportTradersResponse;

/** One export: reads the next page when the client has taken the one before. */
final class ExportStream {
  /** Few: a client may leave them unread, in many streams, and a record may have megabytes. */
  private static final int PAGE = 10;

  /** Lists the keys of the traders behind one. */
  interface Keys {
    List<UUID> list(Optional<UUID> behind, int limit);
  }

  private final Keys keys;
  private final Function<List<UUID>, List<ExportTradersResponse>> load;
  private final Function<UUID, String> token;
  private final ServerCallStreamObserver<ExportTradersResponse> replies;
  private final Queue<ExportTradersResponse> page = new ArrayDeque<>();
  private Optional<UUID> behind;
  private boolean done;

  ExportStream(
      Keys keys,
      Function<List<UUID>, List<ExportTradersResponse>> load,
      Function<UUID, String> token,
      Optional<UUID> behind,
      ServerCallStreamObserver<ExportTradersResponse> replies) {
    this.keys = keys;
    this.load = load;
    this.token = token;
    this.behind = behind;
    this.replies = replies;
  }

  /** Begins; goes on whenever the client can take more. */
  void start() {
    replies.setOnReadyHandler(this::send);
    send();
  }

  private void send() {
    while (!done && replies.isReady()) {
      if (page.isEmpty()) {
        readPage();
      }
      var next = page.poll();
      if (next == null) {
        done = true;
        replies.onCompleted();
      } else {
        var id = ResourceNames.requireTrader("name", next.getTrader().getName()).trader();
        replies.onNext(next.toBuilder().setPageToken(token.apply(id)).build());
      }
    }
  }

  private void readPage() {
    var ids = keys.list(behind, PAGE);
    if (!ids.isEmpty()) {
      behind = Optional.of(ids.getLast());
      page.addAll(load.apply(ids));
    }
  }
}
