package io.tributary.load.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines over two axes, as SVG. It grows and shrinks with the page; on a narrow one only its text
 * stays as large.
 *
 * @param about one sentence for those who cannot see it
 */
public record LineChart(String about, Axis x, Axis y, List<Line> lines) {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 300;
  private static final double LEFT = 64;
  private static final double RIGHT = 14;
  private static final double TOP = 12;
  private static final double BOTTOM = 36;

  /** A text in the middle of its tick would be cut off here. */
  private static final double NEAR_THE_END = 0.97;

  /**
   * A line.
   *
   * @param name of what the colour means, for the legend
   * @param hint what a reader is told who points at it
   */
  public record Line(String name, String hint, Hue hue, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  /** Values on both axes. */
  public record Point(double x, double y) {}

  public LineChart {
    lines = List.copyOf(lines);
  }

  /** Writes legend and drawing. */
  public void write(Markup out) {
    out.open("figure");
    Map<String, Hue> legend = new LinkedHashMap<>();
    lines.forEach(line -> legend.putIfAbsent(line.name(), line.hue()));
    Legend.write(out, legend);
    out.leaf("p", y.title(), "class", "axis");
    out.open(
        "svg",
        "viewBox",
        "0 0 %.0f %.0f".formatted(WIDTH, HEIGHT),
        "role",
        "img",
        "aria-label",
        about);
    grid(out);
    lines.forEach(line -> line(out, line));
    out.close().leaf("p", x.title(), "class", "axis under").close();
  }

  private void grid(Markup out) {
    for (Axis.Tick tick : y.ticks()) {
      String at = Axis.coordinate(vertical(tick.value()));
      out.empty(
          "line",
          "class",
          "grid",
          "x1",
          Axis.coordinate(LEFT),
          "x2",
          Axis.coordinate(WIDTH - RIGHT),
          "y1",
          at,
          "y2",
          at);
      out.leaf(
          "text",
          tick.text(),
          "class",
          "y",
          "x",
          Axis.coordinate(LEFT - 8),
          "y",
          at,
          "dy",
          "0.35em");
    }
    for (Axis.Tick tick : x.ticks()) {
      String at = Axis.coordinate(horizontal(tick.value()));
      out.empty(
          "line",
          "class",
          "tick",
          "x1",
          at,
          "x2",
          at,
          "y1",
          Axis.coordinate(HEIGHT - BOTTOM),
          "y2",
          Axis.coordinate(HEIGHT - BOTTOM + 5));
      out.leaf(
          "text",
          tick.text(),
          "class",
          x.place(tick.value()) > NEAR_THE_END ? "x last" : "x",
          "x",
          at,
          "y",
          Axis.coordinate(HEIGHT - BOTTOM + 10),
          "dy",
          "0.8em");
    }
  }

  private void line(Markup out, Line line) {
    List<String> parts = new ArrayList<>();
    for (Point point : line.points()) {
      parts.add(
          Axis.coordinate(horizontal(point.x())) + "," + Axis.coordinate(vertical(point.y())));
    }
    if (!parts.isEmpty()) {
      out.open("g", "class", line.hue().css());
      out.leaf("title", line.hint());
      out.empty("polyline", "class", "line", "points", String.join(" ", parts));
      out.close();
    }
  }

  private double horizontal(double value) {
    return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private double vertical(double value) {
    return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
  }
}
