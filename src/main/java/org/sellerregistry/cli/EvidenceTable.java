package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.util.HexFormat;
import java.util.List;
import org.sellerregistry.v1.Evidence;

/** Evidence as people read it. */
final class EvidenceTable {

  private EvidenceTable() {}

  static Table of(Evidence evidence) {
    return Table.ofProperties()
        .row("Evidence", evidence.getName())
        .row("Section", EnumNames.brief(evidence.getSection()))
        .row("Type", evidence.getMediaType())
        .row("Bytes", "%,d".formatted(evidence.getSize()))
        .row("SHA-256", HexFormat.of().formatHex(evidence.getSha256().toByteArray()))
        .row("Uploaded", Timestamps.toString(evidence.getUploadTime()));
  }

  static Table of(List<Evidence> evidence) {
    var table = Table.of("Evidence", "Uploaded", "Section", "Type", "Bytes", "File", "By");
    for (var one : evidence) {
      table.row(
          Names.last(one.getName()),
          Timestamps.toString(one.getUploadTime()),
          EnumNames.brief(one.getSection()),
          one.getMediaType(),
          "%,d".formatted(one.getSize()),
          one.getErased() ? "(erased)" : one.getFileName(),
          one.getPerson().isEmpty() ? one.getPrincipal() : one.getPerson());
    }
    return table;
  }
}
