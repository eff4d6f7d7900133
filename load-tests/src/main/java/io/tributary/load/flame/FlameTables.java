package io.tributary.load.flame;

import io.tributary.load.flame.Tally.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same weights as the graphs', as Markdown. */
final class FlameTables {
  private static final int MOST_METHODS = 15;

  /** Of threads, components and classes each: what follows is hardly a thousandth. */
  private static final int MOST_LINES = 20;

  /** What would be shown as 0.0 %. */
  private static final double LEAST_SHARE = 0.0005;

  private final List<String> lines = new ArrayList<>();

  private FlameTables() {}

  /**
   * A section for each graph.
   *
   * @param problems what could not be read, a sentence each
   */
  static String render(List<FlameGraph> graphs, List<String> problems) {
    FlameTables tables = new FlameTables();
    tables.line("# Flame graphs");
    tables.line("");
    tables.line(
        "A frame of the JDK counts for the component that called it, in the column `innermost`."
            + " `on the stack` is the share of samples that have the component anywhere, so these"
            + " do not add up. Collecting garbage and compiling are not in samples.");
    tables.line("");
    if (!problems.isEmpty()) {
      problems.forEach(problem -> tables.line("- " + problem));
      tables.line("");
    }
    graphs.forEach(tables::graph);
    return String.join("\n", tables.lines).stripTrailing() + "\n";
  }

  private void graph(FlameGraph graph) {
    Fold fold = graph.fold();
    line("## " + graph.name() + ": " + graph.kind().noun());
    line("");
    line(
        String.format(
            Locale.ROOT,
            "%s: [%s](%s)%s%s",
            graph.amount(),
            graph.fileName(),
            graph.fileName(),
            graph.lost() == 0
                ? ""
                : String.format(Locale.ROOT, "; %,d more samples were lost", graph.lost()),
            fold.cutWeight() == 0
                ? "."
                : String.format(
                    Locale.ROOT,
                    "; the innermost frames of %s %% are left out.",
                    share(fold.cutWeight(), fold))));
    line("");
    shares("threads", fold.groups().heaviest(MOST_LINES), fold);
    components(fold);
    shares("method, by itself", fold.methods().heaviest(MOST_METHODS), fold);
    if (graph.kind() == SampleKind.ALLOCATION) {
      shares("allocated class", fold.classes().heaviest(MOST_LINES), fold);
    }
  }

  private void shares(String what, List<Entry> entries, Fold fold) {
    line("| " + what + " | % |");
    line("|---|--:|");
    for (Entry entry : entries) {
      if (entry.weight() < fold.root().weight() * LEAST_SHARE) {
        break;
      }
      line("| %s | %s |".formatted(cell(entry.name()), share(entry.weight(), fold)));
    }
    line("");
  }

  private void components(Fold fold) {
    line("| component | innermost % | on the stack % |");
    line("|---|--:|--:|");
    for (Entry entry : fold.components().heaviest(MOST_LINES)) {
      if (entry.weight() < fold.root().weight() * LEAST_SHARE) {
        break;
      }
      line(
          "| %s | %s | %s |"
              .formatted(
                  cell(entry.name()),
                  share(entry.weight(), fold),
                  share(
                      Math.max(entry.weight(), fold.componentsOnStack().of(entry.name())), fold)));
    }
    line("");
  }

  private static String share(long weight, Fold fold) {
    return String.format(Locale.ROOT, "%.1f", weight * 100.0 / fold.root().weight());
  }

  /** Names come out of files. */
  private static String cell(String name) {
    return "`" + name.replace('`', '\'').replace("|", "\\|").replaceAll("\\p{Cntrl}", " ") + "`";
  }

  private void line(String text) {
    lines.add(text);
  }
}
