package io.tributary.load.flame;

import io.tributary.load.flame.BoxLayout.Box;
import io.tributary.load.html.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A flame graph as an SVG file of its own: what calls stands above what it calls, since stacks are
 * deep and a browser shows the top first, and the width of a frame is its share. No script, nothing
 * from elsewhere; pointing at a frame tells its full name.
 */
final class FlameSvg {
  private static final int WIDTH = 1400;
  private static final int MARGIN = 10;
  private static final int HEAD = 66;
  private static final int ROW = 17;
  private static final double PIXELS_PER_LETTER = 6.8;
  private static final int FEWEST_LETTERS = 3;
  private static final int SHADES = 3;
  private static final int LEGEND_PIXELS = 26;
  private static final String CSS = css();

  private final FlameGraph graph;
  private final List<Box> boxes;
  private final int height;
  private final Markup out = new Markup();

  private FlameSvg(FlameGraph graph) {
    this.graph = graph;
    this.boxes = BoxLayout.of(graph.fold());
    int depth = boxes.stream().mapToInt(Box::depth).max().orElse(0);
    this.height = HEAD + (depth + 1) * ROW + MARGIN;
  }

  /** The file's text; UTF-8 is what XML means without a declaration. */
  static String render(FlameGraph graph) {
    return new FlameSvg(graph).render();
  }

  private String render() {
    out.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "width",
        Integer.toString(WIDTH),
        "height",
        Integer.toString(height));
    out.leaf("style", CSS);
    out.empty("rect", "class", "paper", "width", "100%", "height", "100%");
    head();
    legend();
    boxes.forEach(this::box);
    return out.close().toString();
  }

  private void head() {
    out.leaf(
        "text",
        graph.name() + ": " + graph.kind().noun(),
        "class",
        "head",
        "x",
        number(MARGIN),
        "y",
        "22");
    out.leaf(
        "text",
        graph.amount() + "; frames below 0.1 % are left out",
        "class",
        "soft",
        "x",
        number(MARGIN),
        "y",
        "38");
  }

  private void legend() {
    double x = MARGIN;
    for (Origin origin : Origin.values()) {
      out.empty(
          "rect", "class", origin.css(), "x", number(x), "y", "46", "width", "11", "height", "11");
      out.leaf("text", origin.title(), "x", number(x + 15), "y", "55");
      x += LEGEND_PIXELS + origin.title().length() * PIXELS_PER_LETTER;
    }
  }

  private void box(Box box) {
    double inner = WIDTH - 2.0 * MARGIN;
    double x = MARGIN + box.start() * inner;
    double y = HEAD + (double) box.depth() * ROW;
    // The gap keeps neighbours apart.
    double width = Math.max(0.5, box.share() * inner - 0.5);
    Frame frame = box.node().frame();
    out.open("g").leaf("title", hint(box));
    out.empty(
        "rect",
        "class",
        frame.origin().css() + " s" + Math.floorMod(frame.name().hashCode(), SHADES),
        "x",
        number(x),
        "y",
        number(y),
        "width",
        number(width),
        "height",
        number(ROW - 1));
    int letters = (int) ((width - 4) / PIXELS_PER_LETTER);
    if (letters >= FEWEST_LETTERS) {
      out.leaf("text", cut(frame.label(), letters), "x", number(x + 3), "y", number(y + 12));
    }
    out.close();
  }

  private String hint(Box box) {
    long whole = graph.fold().root().weight();
    return String.format(
        Locale.ROOT,
        "%s\n%.1f %% of %s, %s; itself %.1f %%",
        box.node().frame().name(),
        box.share() * 100,
        graph.kind().noun(),
        graph.kind().text(box.node().weight()),
        box.node().selfWeight() * 100.0 / whole);
  }

  private static String cut(String label, int letters) {
    return label.length() <= letters ? label : label.substring(0, letters - 1) + "…";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String css() {
    try (InputStream in = FlameSvg.class.getResourceAsStream("flame.css")) {
      if (in == null) {
        throw new IllegalStateException("flame.css is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read flame.css", e);
    }
  }
}
