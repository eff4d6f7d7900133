package io.tributary.load.frames;

import static io.tributary.load.frames.SaturatedPhase.text;

import io.tributary.load.frames.source.ControlLine;
import io.tributary.load.measure.ProcStat;
import io.tributary.load.process.Await;
import io.tributary.load.run.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What tables take in a gatherer that were opened, or written to once, and are silent since. */
final class IdleTablesPhase {
  /** What a gatherer still does for a table after its last row is then over. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private static final Duration WATCHED = Duration.ofSeconds(20);
  private static final Bound HEAP = Bound.atMost(16, 4);

  /** None, but a few of the process come and go. */
  private static final Bound NO_TIMER = Bound.atMost(0.01, 0.01);

  private static final int WARM_UP_SECONDS = 5;
  private static final int CLASSES_SHOWN = 15;

  /** Of Netty: each of Vert.x's timers is one of these. */
  private static final String TIMER = "io.netty.util.concurrent.ScheduledFutureTask";

  private final FramesDeployment deployment;
  private final Progress progress;

  IdleTablesPhase(FramesDeployment deployment, Progress progress) {
    this.deployment = deployment;
    this.progress = progress;
  }

  /**
   * The gatherer at rest.
   *
   * @param millisPerSecond CPU while nothing was sent
   */
  private record Rest(
      long liveBytes, long threads, Map<String, Instances> classes, double millisPerSecond) {
    long timers() {
      return classes.getOrDefault(TIMER, Instances.NONE).count();
    }
  }

  PhaseReport run() {
    int tables = deployment.options().tables().idle();
    deployment.restart(ManyTables.SETTINGS);
    SourceProcess source = deployment.source();
    open("busy_", 1);
    ControlLine unused = source.ask(pace(100, 100, WARM_UP_SECONDS));
    try (JvmView jvm = JvmView.of(deployment.gathererPid())) {
      Rest none = rest(jvm, "one table");
      open("idle_", tables);
      Rest opened = rest(jvm, text("%,d more, opened", tables));
      // One batch for each.
      unused = source.ask(pace(1, tables, 1));
      Rest written = rest(jvm, "and written to once");
      return report(tables, none, opened, written);
    }
  }

  private void open(String prefix, int tables) {
    ControlLine unused =
        deployment
            .source()
            .ask(
                ControlLine.of("open")
                    .with("prefix", prefix)
                    .with("tables", tables)
                    .with("partitions", 1));
  }

  private static ControlLine pace(int batchRows, int perSecond, int seconds) {
    return ControlLine.of("pace")
        .with("batchRows", batchRows)
        .with("perSecond", perSecond)
        .with("seconds", seconds);
  }

  private Rest rest(JvmView jvm, String what) {
    Await.pause(SETTLING);
    long live = jvm.liveBytes();
    Map<String, Instances> classes = jvm.histogram();
    long threads = jvm.threadCount();
    long before = cpuMillis();
    long began = System.nanoTime();
    Await.pause(WATCHED);
    double seconds = (System.nanoTime() - began) / 1e9;
    Rest rest = new Rest(live, threads, classes, (cpuMillis() - before) / seconds);
    progress.say(
        text(
            "    %s: %,d KiB live, %d threads, %d timers, %.1f ms of CPU a second",
            what, live >> 10, threads, rest.timers(), rest.millisPerSecond()));
    return rest;
  }

  private long cpuMillis() {
    return ProcStat.of(deployment.gathererPid()).orElseThrow().cpuMillis();
  }

  private static PhaseReport report(int tables, Rest none, Rest opened, Rest written) {
    String heap = text("growth of the live heap after a full collection ÷ %,d tables", tables);
    return new PhaseReport(
        FramesPhase.IDLE_TABLES,
        text(
            "One table that was written to, then %,d more that are opened by a connector and left"
                + " alone, then one row for each and silence again. The connector stays. The"
                + " gatherer has %s.",
            tables, ManyTables.WORDS),
        List.of(
            Figure.judged(
                "heap of a table that was opened",
                perTable(none, opened, tables),
                "KiB",
                HEAP,
                heap),
            Figure.judged(
                "heap of a table that was written to once",
                perTable(none, written, tables),
                "KiB",
                HEAP,
                heap),
            Figure.judged(
                "timers of a table",
                (double) (written.timers() - none.timers()) / tables,
                "",
                NO_TIMER,
                "growth of the number of " + TIMER + " ÷ tables; a few of the process come and go"),
            Figure.told(
                "CPU of idle tables",
                (written.millisPerSecond() - none.millisPerSecond()) / tables * 1e3,
                "µs/s",
                "CPU per second at rest, less that with one table, ÷ tables")),
        List.of(
            new Table(
                "The gatherer at rest; memory in KiB, CPU in ms per second",
                List.of("tables", "live heap", "threads", "timers", "CPU"),
                List.of(
                    row("one", none),
                    row(text("%,d more, opened", tables), opened),
                    row("the same, written to once", written))),
            growth("Objects of tables that were opened", tables, none, opened),
            growth("Objects of tables that were written to once", tables, none, written)),
        List.of());
  }

  private static double perTable(Rest before, Rest after, int tables) {
    return (after.liveBytes() - before.liveBytes()) / 1024.0 / tables;
  }

  private static List<String> row(String name, Rest rest) {
    return List.of(
        name,
        text("%,d", rest.liveBytes() >> 10),
        "" + rest.threads(),
        "" + rest.timers(),
        text("%.1f", rest.millisPerSecond()));
  }

  private static Table growth(String title, int tables, Rest before, Rest after) {
    record Grown(String type, Instances by) {}
    List<Grown> grown = new ArrayList<>();
    for (String type : new TreeSet<>(after.classes().keySet())) {
      Instances more =
          after
              .classes()
              .getOrDefault(type, Instances.NONE)
              .less(before.classes().getOrDefault(type, Instances.NONE));
      if (more.bytes() > 0) {
        grown.add(new Grown(type, more));
      }
    }
    return new Table(
        title + ", per table",
        List.of("class", "objects", "bytes"),
        grown.stream()
            .sorted(Comparator.comparingLong((Grown one) -> one.by().bytes()).reversed())
            .limit(CLASSES_SHOWN)
            .map(
                one ->
                    List.of(
                        "`" + one.type() + "`",
                        text("%.1f", (double) one.by().count() / tables),
                        text("%.0f", (double) one.by().bytes() / tables)))
            .toList());
  }
}
