package io.tributary.load.frames;

import static io.tributary.load.frames.SaturatedPhase.text;

import io.tributary.load.frames.source.ControlLine;
import io.tributary.load.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Single small batches with nothing else to do: from when one was due to its verdict, at two flush
 * intervals, each against inserts of the same rows by client-v2, in turns: A B, B A, A B. What is
 * slow on the machine for a while so favours neither side.
 */
final class IdlePhase {
  private static final List<Integer> FLUSH_MILLIS = List.of(200, 1_000);

  /** Of each side; batches of all of them count together. */
  private static final int TURNS = 3;

  private static final int PER_SECOND = 5;
  private static final int WARM_UP_PER_SECOND = 50;
  private static final int WARM_UP_SECONDS = 10;

  private final FramesDeployment deployment;
  private final Progress progress;
  private final List<String> problems = new ArrayList<>();

  IdlePhase(FramesDeployment deployment, Progress progress) {
    this.deployment = deployment;
    this.progress = progress;
  }

  /** Latencies at one flush interval in microseconds, of frames and of bare inserts. */
  private record Pair(int flushMillis, Histogram frames, Histogram inserts) {}

  PhaseReport run() {
    List<Pair> pairs = new ArrayList<>();
    for (int flushMillis : FLUSH_MILLIS) {
      Pair pair = measure(flushMillis);
      pairs.add(pair);
      progress.say(
          text(
              "    FLUSH_INTERVAL %,d ms: p50 %.1f ms, p99 %.1f ms; bare insert p99 %.1f ms",
              flushMillis,
              millis(pair.frames(), 50),
              millis(pair.frames(), 99),
              millis(pair.inserts(), 99)));
    }
    return report(pairs);
  }

  private Pair measure(int flushMillis) {
    FramesOptions.Idle how = deployment.options().idle();
    deployment.restart(Map.of("FLUSH_INTERVAL", flushMillis + "ms"));
    SourceProcess source = deployment.source();
    String prefix = "single_" + flushMillis + "_";
    ControlLine pace = ControlLine.of("pace").with("batchRows", how.batchRows());
    ControlLine insert =
        ControlLine.of("insert-paced")
            .with("batchRows", how.batchRows())
            .with("table", prefix + "bare_0");
    ControlLine unused = open(prefix + "bare_");
    unused = source.ask(timed(insert, WARM_UP_PER_SECOND, WARM_UP_SECONDS));
    ControlLine opened = open(prefix + "frames_");
    ControlLine last = source.ask(timed(pace, WARM_UP_PER_SECOND, WARM_UP_SECONDS));
    Histogram frames = new Histogram(3);
    Histogram inserts = new Histogram(3);
    for (int turn = 0; turn < TURNS; turn++) {
      boolean framesFirst = turn % 2 == 0;
      if (!framesFirst) {
        add(inserts, source.ask(timed(insert, PER_SECOND, how.seconds())));
      }
      last = source.ask(timed(pace, PER_SECOND, how.seconds()));
      add(frames, last);
      if (framesFirst) {
        add(inserts, source.ask(timed(insert, PER_SECOND, how.seconds())));
      }
    }
    long settled = last.number("rows") - opened.number("rows");
    long stored = deployment.rows(prefix + "frames_0");
    if (settled != stored) {
      problems.add(text("idle: %,d rows settled, %,d stored", settled, stored));
    }
    return new Pair(flushMillis, frames, inserts);
  }

  private static void add(Histogram sum, ControlLine turn) {
    sum.add(turn.histogram(ControlLine.MICROS));
  }

  private ControlLine open(String prefix) {
    return deployment
        .source()
        .ask(ControlLine.of("open").with("prefix", prefix).with("tables", 1).with("partitions", 1));
  }

  private static ControlLine timed(ControlLine command, int perSecond, int seconds) {
    return command.with("perSecond", perSecond).with("seconds", seconds);
  }

  private PhaseReport report(List<Pair> pairs) {
    FramesOptions.Idle how = deployment.options().idle();
    List<Figure> figures = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Pair pair : pairs) {
      double bare = millis(pair.inserts(), 99);
      figures.add(
          Figure.judged(
              text("frame → settled p99 at FLUSH_INTERVAL %,d ms", pair.flushMillis()),
              millis(pair.frames(), 99),
              "ms",
              Bound.atMost(pair.flushMillis() + 2 * bare, pair.flushMillis() + 1.3 * bare),
              text(
                  "from when a batch was due to its verdict; the bounds are the interval and 2 or"
                      + " 1.3 times the p99 of bare inserts, %.1f ms",
                  bare)));
      rows.add(row(pair, "frames", pair.frames()));
      rows.add(row(pair, "client-v2", pair.inserts()));
    }
    return new PhaseReport(
        FramesPhase.IDLE,
        text(
            "A batch of %d rows %d times a second into one table, and nothing else; then inserts of"
                + " as many rows by client-v2 at the same times: %d turns of %d s each, in which"
                + " either side comes first by turns. Latency begins when a batch was due.",
            how.batchRows(), PER_SECOND, TURNS, how.seconds()),
        figures,
        List.of(
            new Table(
                "Latency over all turns, ms",
                List.of("FLUSH_INTERVAL", "side", "batches", "p50", "p90", "p99", "max"),
                rows)),
        problems);
  }

  private static List<String> row(Pair pair, String side, Histogram latency) {
    return List.of(
        pair.flushMillis() + "ms",
        side,
        "" + latency.getTotalCount(),
        text("%.1f", millis(latency, 50)),
        text("%.1f", millis(latency, 90)),
        text("%.1f", millis(latency, 99)),
        text("%.1f", latency.getMaxValue() / 1e3));
  }

  private static double millis(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }
}
