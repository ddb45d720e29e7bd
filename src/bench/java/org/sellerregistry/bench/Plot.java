package org.sellerregistry.bench;

import java.util.List;
import java.util.Locale;

/** Draws calls a second as bars. */
final class Plot {
  private static final int ROW = 34;
  private static final int LEFT = 120;
  private static final int WIDTH = 560;

  private Plot() {}

  static String svg(Result result) {
    var title =
        "%s traders, %s keys, %s"
            .formatted(
                String.format(Locale.ROOT, "%,d", result.traders()),
                result.facts().get("keys"),
                result.facts().get("database"));
    var bars = result.measured().stream().filter(each -> each.get("per second") > 0).toList();
    double most = bars.stream().mapToDouble(each -> each.get("per second")).max().orElse(1);
    int height = 50 + bars.size() * ROW;
    var svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="10" y="24" font-weight="bold">%s</text>
        """
            .formatted(LEFT + WIDTH + 140, height, title));
    for (int i = 0; i < bars.size(); i++) {
      var bar = bars.get(i);
      int y = 44 + i * ROW;
      double width = bar.get("per second") / most * WIDTH;
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="%d" y="%d" text-anchor="end">%s</text>
              <rect x="%d" y="%d" width="%.0f" height="20" fill="%s"/>
              <text x="%.0f" y="%d">%,.0f/s%s</text>
              """,
              LEFT - 8,
              y + 15,
              bar.name(),
              LEFT,
              y,
              width,
              List.of("empty", "naive", "raw").contains(bar.name()) ? "#999999" : "#2f6db3",
              LEFT + width + 6,
              y + 15,
              bar.get("per second"),
              bar.values().containsKey("p99 ms")
                  ? String.format(Locale.ROOT, ", p99 %.1f ms", bar.get("p99 ms"))
                  : ""));
    }
    return svg.append("</svg>\n").toString();
  }
}
