package io.tributary.load.frames;

import static io.tributary.load.frames.SaturatedPhase.text;

import io.tributary.load.frames.SaturatedRun.Side;
import io.tributary.load.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What pairs of runs say. */
record SaturatedReport(FramesOptions options, List<SaturatedRun> runs) {
  private static final Bound SPEED = Bound.atLeast(0.90, 0.97);
  private static final Bound CPU = Bound.atMost(10, 5);
  private static final Bound GARBAGE = Bound.atMost(5, 0);
  private static final Bound PARTS = Bound.atMost(10, 5);
  private static final int ROWS_SHOWN = 12;

  SaturatedReport {
    runs = List.copyOf(runs);
  }

  PhaseReport report(List<String> problems) {
    return new PhaseReport(
        FramesPhase.SATURATED,
        text(
            "Data set W over one table with %d partitions in batches of %,d rows, as fast as the"
                + " gatherer takes them; %,d rows each after %,d of warm-up, %d pairs with"
                + " client-v2 in turns. Settings are the defaults. Figures are medians of the"
                + " runs, with the lowest and the highest.",
            options.rows().partitions(),
            options.rows().batchRows(),
            options.saturation().rows(),
            options.saturation().warmUpRows(),
            options.saturation().pairs()),
        figures(),
        List.of(runTable(), threads(), garbage(), flushes()),
        problems,
        Optional.of(
            new SaturatedRatios(
                ratios(),
                spread(SaturatedRun::gathererOfClickHouse),
                spread(SaturatedRun::garbagePerRow))));
  }

  private List<SaturatedRun> of(Side side) {
    return runs.stream().filter(run -> run.side() == side).toList();
  }

  private Spread spread(ToDoubleFunction<SaturatedRun> figure) {
    return Spread.of(of(Side.FRAMES).stream().map(figure::applyAsDouble).toList());
  }

  private Spread ratios() {
    List<SaturatedRun> frames = of(Side.FRAMES);
    List<SaturatedRun> direct = of(Side.CLIENT_V2);
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < frames.size(); pair++) {
      ratios.add(frames.get(pair).rowsPerSecond() / direct.get(pair).rowsPerSecond());
    }
    return Spread.of(ratios);
  }

  private List<Figure> figures() {
    Spread ratio = ratios();
    Spread cpu = spread(run -> run.gathererOfClickHouse() * 100);
    Spread garbage = spread(SaturatedRun::garbagePerRow);
    Spread parts = spread(SaturatedRun::partsPerMillion);
    double mebibytes = spread(run -> run.gatherer().peakResidentBytes() / 1048576.0).median();
    return List.of(
        Figure.judged(
            "rows/s ÷ client-v2",
            ratio.median(),
            "",
            SPEED,
            "rows settled per second ÷ rows that client-v2 inserted per second, in each pair"
                + range(ratio)),
        Figure.judged(
            "gatherer CPU ÷ ClickHouse CPU",
            cpu.median(),
            "%",
            CPU,
            "user and system time of both processes in the measured window" + range(cpu)),
        Figure.judged(
            "garbage of the gatherer",
            garbage.median(),
            "B/row",
            GARBAGE,
            "heap bytes that its threads allocated, counted by the JVM, ÷ rows; without the threads"
                + " that measure"
                + range(garbage)),
        Figure.judged(
            "parts per million rows",
            parts.median(),
            "",
            PARTS,
            "parts that inserts made ÷ rows, over the whole table" + range(parts)),
        Figure.told(
            "rows/s",
            spread(SaturatedRun::rowsPerSecond).median(),
            "rows/s",
            "between two verdicts, on two cores that all processes share"),
        Figure.told(
            "CPU of the gatherer",
            spread(run -> run.perMillion(run.cpu().gatherer())).median(),
            "s/million rows",
            "user and system time"),
        Figure.told("peak RSS of the gatherer", mebibytes, "MiB", "since its start"));
  }

  private static String range(Spread spread) {
    return text(" (%.3g to %.3g)", spread.min(), spread.max());
  }

  private Table runTable() {
    List<List<String>> rows = new ArrayList<>();
    for (SaturatedRun run : runs) {
      boolean frames = run.side() == Side.FRAMES;
      rows.add(
          List.of(
              run.side().word,
              text("%,d", run.rows()),
              text("%,.0f", run.rowsPerSecond()),
              text("%,.0f", run.rowsPerInsert()),
              text("%.2f", run.partsPerMillion()),
              frames ? text("%.4f", run.perMillion(run.cpu().gatherer())) : "–",
              text("%.3f", run.perMillion(run.cpu().clickHouse())),
              text("%.4f", run.perMillion(run.cpu().source())),
              frames ? text("%.2f", run.garbagePerRow()) : "–",
              frames ? "" + run.gatherer().collections() : "–",
              frames ? text("%,d", run.gatherer().residentBytes() >> 20) : "–"));
    }
    return new Table(
        "Runs in their order; CPU in seconds per million rows, RSS in MiB",
        List.of(
            "side",
            "rows",
            "rows/s",
            "rows per insert",
            "parts per million",
            "CPU gatherer",
            "CPU ClickHouse",
            "CPU source",
            "garbage B/row",
            "collections",
            "RSS gatherer"),
        rows);
  }

  private Table threads() {
    return perThread(
        "CPU of the gatherer's threads, microseconds per thousand rows and share, all runs",
        run -> run.cpu().threads().millis(),
        1e6);
  }

  private Table garbage() {
    return perThread(
        "Garbage of the gatherer's threads, bytes per row and share, all runs",
        run -> run.gatherer().allocatedByThread(),
        1);
  }

  private Table perThread(
      String title, Function<SaturatedRun, Map<String, Long>> figure, double factor) {
    Map<String, Long> sums = new TreeMap<>();
    long rows = 0;
    for (SaturatedRun run : of(Side.FRAMES)) {
      figure.apply(run).forEach((name, value) -> sums.merge(name, value, Long::sum));
      rows += run.rows();
    }
    long all = Math.max(1, sums.values().stream().mapToLong(Long::longValue).sum());
    double perRow = factor / Math.max(1, rows);
    List<List<String>> lines =
        sums.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(ROWS_SHOWN)
            .map(
                entry ->
                    List.of(
                        entry.getKey(),
                        text("%.3f", entry.getValue() * perRow),
                        text("%.1f %%", entry.getValue() * 100.0 / all)))
            .toList();
    return new Table(title, List.of("thread", "figure", "share"), lines);
  }

  private Table flushes() {
    Map<String, Long> sums = new TreeMap<>();
    for (SaturatedRun run : of(Side.FRAMES)) {
      run.gatherer().flushes().forEach((reason, count) -> sums.merge(reason, count, Long::sum));
    }
    return new Table(
        "Flushes by reason, all runs",
        List.of("reason", "flushes"),
        sums.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> List.of(entry.getKey(), "" + entry.getValue()))
            .toList());
  }
}
