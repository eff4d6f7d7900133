package io.tributary.load.html;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Horizontal bars, each of several pieces one after the other, all to the same scale.
 *
 * @param unit behind the sums
 */
public record BarChart(String unit, List<Bar> bars) {

  /** One bar with its name. */
  public record Bar(String name, List<Piece> pieces) {
    public Bar {
      pieces = List.copyOf(pieces);
    }

    private double sum() {
      return pieces.stream().mapToDouble(Piece::value).sum();
    }
  }

  /** A piece of a bar; the same name has the same colour everywhere. */
  public record Piece(String name, Hue hue, double value) {}

  public BarChart {
    bars = List.copyOf(bars);
  }

  /** Writes legend and bars. */
  public void write(Markup out) {
    double largest = bars.stream().mapToDouble(Bar::sum).max().orElse(0);
    out.open("figure");
    Map<String, Hue> legend = new LinkedHashMap<>();
    bars.forEach(
        bar -> bar.pieces().forEach(piece -> legend.putIfAbsent(piece.name(), piece.hue())));
    Legend.write(out, legend);
    out.open("div", "class", "bars");
    for (Bar bar : bars) {
      out.leaf("span", bar.name(), "class", "name");
      out.open("span", "class", "bar");
      for (Piece piece : bar.pieces()) {
        if (piece.value() > 0 && largest > 0) {
          out.leaf(
              "span",
              "",
              "class",
              "piece " + piece.hue().css(),
              "style",
              String.format(Locale.ROOT, "width:%.2f%%", piece.value() / largest * 100),
              "title",
              piece.name() + ": " + BriefNumber.of(piece.value()) + " " + unit);
        }
      }
      out.close().leaf("span", BriefNumber.of(bar.sum()), "class", "sum");
    }
    out.close().leaf("p", unit, "class", "axis under").close();
  }
}
