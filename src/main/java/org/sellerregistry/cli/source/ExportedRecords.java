package org.sellerregistry.cli.source;

import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import org.sellerregistry.v1.ExportTradersResponse;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.ItemMeta;
import org.sellerregistry.v1.Storefront;

/** Makes what a registry exported into what any registry imports. */
final class ExportedRecords {

  private ExportedRecords() {}

  /**
   * Leaves out what the exporting registry gave: names, item ids, standings, times. Storefronts
   * that the trader no longer owns cannot be imported and are left out too.
   */
  static ImportRecord.Builder toImport(ExportTradersResponse exported) {
    var trader = exported.getTrader().toBuilder();
    trader
        .clearName()
        .clearEtag()
        .clearStandings()
        .clearRevision()
        .clearCreateTime()
        .clearUpdateTime()
        .clearContractEndTime();
    withoutMeta(trader);
    var record = ImportRecord.newBuilder().setTrader(trader);
    for (var storefront : exported.getStorefrontsList()) {
      if (!storefront.hasEndTime()) {
        record.addStorefronts(storefront(storefront));
      }
    }
    return record;
  }

  private static ImportStorefront storefront(Storefront storefront) {
    var name = storefront.getName();
    return ImportStorefront.newBuilder()
        .setStorefrontId(name.substring(name.lastIndexOf('/') + 1))
        .setUrl(storefront.getUrl())
        .build();
  }

  private static void withoutMeta(Message.Builder message) {
    for (var field : message.getAllFields().keySet()) {
      if (field.getJavaType() != JavaType.MESSAGE) {
        continue;
      }
      if (field.getMessageType().equals(ItemMeta.getDescriptor())) {
        message.clearField(field);
      } else if (field.isRepeated()) {
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
          withoutMeta(message.getRepeatedFieldBuilder(field, i));
        }
      } else {
        withoutMeta(message.getFieldBuilder(field));
      }
    }
  }
}
