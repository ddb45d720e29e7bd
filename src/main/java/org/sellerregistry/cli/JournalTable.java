package org.sellerregistry.cli;

import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.stream.Collectors;
import org.sellerregistry.v1.Access;
import org.sellerregistry.v1.ReturnedTrader;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.SequencedEntry;

/** The journal for people. */
final class JournalTable {

  private JournalTable() {}

  /** A line for one entry. */
  static String line(SequencedEntry sequenced) {
    return switch (sequenced.getDecodedCase()) {
      case ENTRY -> {
        var entry = sequenced.getEntry();
        yield "%d  %s  %s  %s%s  %s"
            .formatted(
                sequenced.getSequence(),
                Timestamps.toString(entry.getTime()),
                entry.getMethod(),
                entry.getResource(),
                entry.getRevision() == 0 ? "" : " @" + entry.getRevision(),
                by(entry.getPrincipal(), entry.getPerson()));
      }
      case ACCESS_BATCH ->
          "%d  %d accesses"
              .formatted(sequenced.getSequence(), sequenced.getAccessBatch().getAccessesCount());
      case DECODED_NOT_SET -> "%d  (pruned)".formatted(sequenced.getSequence());
    };
  }

  static Table ofAccesses(List<Access> accesses) {
    var table = Table.of("TIME", "METHOD", "BY", "PURPOSE", "SECTIONS");
    for (var access : accesses) {
      table.row(
          Timestamps.toString(access.getTime()),
          access.getMethod(),
          by(access.getPrincipal(), access.getPerson()),
          access.getPurpose().isEmpty() ? "-" : access.getPurpose(),
          sections(access.getTradersList()));
    }
    return table;
  }

  private static String by(String principal, String person) {
    return person.isEmpty() ? principal : person + " through " + principal;
  }

  private static String sections(List<ReturnedTrader> traders) {
    var sections =
        traders.stream()
            .flatMap(trader -> trader.getSectionsList().stream())
            .map(SectionKind::name)
            .map(name -> name.replaceFirst("^SECTION_KIND_", "").toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining(" "));
    return sections.isEmpty() ? "-" : sections;
  }
}
