package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.util.stream.Collectors;
import org.sellerregistry.v1.ClassRetention;
import org.sellerregistry.v1.Erasure;
import org.sellerregistry.v1.Preservation;
import org.sellerregistry.v1.RetentionClass;
import org.sellerregistry.v1.TraderRetention;

/** What is kept and erased, for people. */
final class RetentionTable {

  private RetentionTable() {}

  static Table of(TraderRetention retention) {
    var table = Table.ofProperties().row("Trader", retention.getTrader());
    retention.getClassesList().forEach(each -> row(table, each));
    retention.getPreservationsList().forEach(each -> table.row("Preservation", text(each)));
    for (var erasure : retention.getErasuresList()) {
      table.row("Erasure", erasure.getId() + " " + state(erasure));
    }
    if (retention.hasErasedEverywhereTime()) {
      table.row("Erased now is gone", Timestamps.toString(retention.getErasedEverywhereTime()));
    }
    return table;
  }

  static Table of(Erasure erasure) {
    var table =
        Table.ofProperties()
            .row("Erasure", erasure.getId())
            .row("State", state(erasure))
            .row(
                "Erases",
                erasure.getRetentionClassesList().stream()
                    .map(RetentionTable::name)
                    .collect(Collectors.joining(", ")));
    erasure.getKeptList().forEach(each -> row(table, each));
    if (erasure.hasErasedEverywhereTime()) {
      table.row("In no backup from", Timestamps.toString(erasure.getErasedEverywhereTime()));
    }
    return table;
  }

  static Table of(Preservation preservation) {
    return Table.ofProperties()
        .row("Preservation", text(preservation))
        .row(
            "Until",
            preservation.hasUntilTime()
                ? Timestamps.toString(preservation.getUntilTime())
                : "it is released");
  }

  private static void row(Table table, ClassRetention each) {
    table.row(name(each.getRetentionClass()), when(each) + " " + each.getBasis());
  }

  private static String when(ClassRetention each) {
    if (each.hasEraseTime()) {
      return "erased " + Timestamps.toString(each.getEraseTime());
    }
    return each.hasRetainUntilTime()
        ? "kept until " + Timestamps.toString(each.getRetainUntilTime())
        : "kept while the contract lasts";
  }

  private static String text(Preservation preservation) {
    return preservation.getId()
        + " "
        + preservation.getAuthority()
        + " "
        + preservation.getReference()
        + (preservation.hasReleaseTime()
            ? " released " + Timestamps.toString(preservation.getReleaseTime())
            : "");
  }

  private static String state(Erasure erasure) {
    return erasure.getState().name().replaceFirst("^ERASURE_STATE_", "");
  }

  private static String name(RetentionClass each) {
    return each.name().replaceFirst("^RETENTION_CLASS_", "");
  }
}
