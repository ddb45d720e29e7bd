package org.sellerregistry.cli;

import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sellerregistry.v1.GetTraderRequest;
import org.sellerregistry.v1.ItemMeta;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TraderView;

/** The revisions of what a trader's items hold now. */
final class ItemRevisions {

  private ItemRevisions() {}

  /** By the items' ids. */
  static Map<String, Long> read(Connection open, String trader) {
    var revisions = new HashMap<String, Long>();
    collect(
        open.unary(TraderServiceGrpc::newBlockingStub)
            .getTrader(
                GetTraderRequest.newBuilder()
                    .setName(trader)
                    .setView(TraderView.TRADER_VIEW_MASKED)
                    .build()),
        revisions);
    return revisions;
  }

  private static void collect(Message message, Map<String, Long> revisions) {
    if (message instanceof ItemMeta meta) {
      revisions.put(meta.getId(), meta.getRevision());
      return;
    }
    message
        .getAllFields()
        .forEach((field, value) -> {
          if (field.getJavaType() == JavaType.MESSAGE) {
            var parts = value instanceof List<?> list ? list : List.of(value);
            parts.forEach(part -> collect((Message) part, revisions));
          }
        });
  }
}
