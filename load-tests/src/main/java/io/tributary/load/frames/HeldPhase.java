package io.tributary.load.frames;

import static io.tributary.load.frames.SaturatedPhase.text;

import io.tributary.load.frames.source.ControlLine;
import io.tributary.load.measure.ProcStat;
import io.tributary.load.process.Await;
import io.tributary.load.run.Progress;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets ClickHouse stand still (SIGSTOP) and sends until no credit is left: what the gatherer's
 * memory, of which payloads lie outside of the heap, has grown by then, divided by the payload
 * bytes that it says it holds.
 */
final class HeldPhase {
  private static final String HELD = "tributary_gatherer_memory_held_bytes";

  /** Memory outside of the heap. */
  private static final String PAYLOAD = "tributary_gatherer_payload_memory_bytes";

  private static final String MEMORY_BOUND = "tributary_gatherer_memory_bound_bytes";

  /** The warm-up keeps little in the gatherer, so that its buffers stay small. */
  private static final long WARM_UP_UNSETTLED = 8L << 20;

  private static final long WARM_UP_ROWS = 2_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STEADY = Duration.ofSeconds(3);
  private static final Bound MEMORY = Bound.atMost(1.25, 1.1);

  private final FramesDeployment deployment;
  private final Progress progress;

  HeldPhase(FramesDeployment deployment, Progress progress) {
    this.deployment = deployment;
    this.progress = progress;
  }

  /**
   * Memory at one moment.
   *
   * @param residentBytes before the full collection, and after it
   * @param liveBytes live objects of the heap
   * @param payloadBytes taken for payloads outside of the heap, used or not
   */
  private record Memory(
      long residentBytes, long liveBytes, long residentAfterBytes, long payloadBytes) {}

  PhaseReport run() {
    int tables = deployment.options().tables().held();
    deployment.restart(Map.of());
    SourceProcess source = deployment.source();
    ControlLine opened =
        source.ask(
            ControlLine.of("open")
                .with("prefix", "held_")
                .with("tables", tables)
                .with("partitions", 1));
    flow(WARM_UP_UNSETTLED);
    ControlLine warm =
        source.ask(ControlLine.of("await").with("rows", opened.number("rows") + WARM_UP_ROWS));
    ControlLine quiet = source.ask(ControlLine.of("stop"));
    progress.say("  held: warm after %,d rows".formatted(warm.number("rows")));
    Memory before;
    Memory then;
    double held;
    try (JvmView jvm = JvmView.of(deployment.gathererPid())) {
      // Once before: what the collection frees must not count as memory of held rows.
      long unused = jvm.liveBytes();
      before = memory(jvm);
      deployment.clickHouse().suspend();
      try {
        // More than all credit there is.
        flow((long) (1.25 * deployment.gatherer().metrics().sum(MEMORY_BOUND)));
        held = steadyHeldBytes();
        then = memory(jvm);
      } finally {
        deployment.clickHouse().resume();
      }
    }
    ControlLine stopped = source.ask(ControlLine.of("stop"));
    long settled = stopped.number("rows") - opened.number("rows");
    long stored = 0;
    for (int table = 0; table < tables; table++) {
      stored += deployment.rows("held_" + table);
    }
    List<String> problems = new ArrayList<>();
    if (stored != settled) {
      problems.add("held: %,d rows settled, %,d stored".formatted(settled, stored));
    }
    progress.say(
        text(
            "    %.1f MiB held: RSS %,d to %,d MiB, live heap %,d to %,d MiB, payload memory %,d"
                + " MiB",
            held / 1048576,
            before.residentBytes() >> 20,
            then.residentBytes() >> 20,
            before.liveBytes() >> 20,
            then.liveBytes() >> 20,
            then.payloadBytes() >> 20));
    return report(tables, quiet.number("rows"), held, new Span(before, then), problems);
  }

  private void flow(long unsettledBytes) {
    ControlLine unused =
        deployment
            .source()
            .ask(
                ControlLine.of("flow")
                    .with("batchRows", deployment.options().rows().batchRows())
                    .with("unsettledBytes", unsettledBytes));
  }

  private Memory memory(JvmView jvm) {
    long resident = residentBytes();
    long live = jvm.liveBytes();
    long payload = (long) deployment.gatherer().metrics().sum(PAYLOAD);
    return new Memory(resident, live, residentBytes(), payload);
  }

  private long residentBytes() {
    return ProcStat.of(deployment.gathererPid()).orElseThrow().residentBytes();
  }

  /** What the gatherer holds once that does not grow any more. */
  private double steadyHeldBytes() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    double last = -1;
    long since = System.nanoTime();
    while (System.nanoTime() < deadline) {
      double now = heldBytes();
      if (now != last) {
        last = now;
        since = System.nanoTime();
      } else if (now > 0 && System.nanoTime() - since > STEADY.toNanos()) {
        return now;
      }
      Await.pause(Duration.ofMillis(200));
    }
    throw new IllegalStateException("what the gatherer holds did not stop to grow within 60 s");
  }

  private double heldBytes() {
    try {
      return deployment.gatherer().metrics().sum(HELD);
    } catch (UncheckedIOException e) {
      throw new IllegalStateException(
          "the gatherer does not answer any more, see "
              + deployment.gatherer().log()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private record Span(Memory before, Memory then) {}

  private PhaseReport report(
      int tables, long warmUpRows, double held, Span span, List<String> problems) {
    Memory before = span.before();
    Memory then = span.then();
    double resident = (then.residentBytes() - before.residentAfterBytes()) / held;
    // Before, nothing is held: what payloads have taken then and keep is a cost of holding, too.
    double live = then.liveBytes() - before.liveBytes();
    double taken = (live + then.payloadBytes()) / held;
    String divided = text(" ÷ %,.0f payload bytes received and not settled (%s)", held, HELD);
    return new PhaseReport(
        FramesPhase.HELD,
        text(
            "%d tables with one partition each. After %,d rows of warm-up, with at most 8 MiB under"
                + " way, and a full collection, ClickHouse stands still and full batches are sent"
                + " until no credit is left. Settings are the defaults.",
            tables, warmUpRows),
        List.of(
            Figure.judged(
                "memory per held byte",
                taken,
                "",
                MEMORY,
                "memory outside of the heap that payloads take ("
                    + PAYLOAD
                    + "), and what the live heap has grown by, with rows held"
                    + divided),
            Figure.judged(
                "RSS per held byte",
                resident,
                "",
                MEMORY,
                "RSS when no credit is left, before any collection, less that after the full"
                    + " collection before"
                    + divided),
            Figure.told(
                "live heap per held byte",
                live / held,
                "",
                "live heap (after a full collection) with rows held, less that before" + divided),
            Figure.told("payload held", held / 1048576, "MiB", HELD),
            Figure.told(
                "RSS ÷ payload held",
                then.residentBytes() / held,
                "",
                "all resident memory of the process ÷ payload bytes held")),
        List.of(
            new Table(
                "Memory of the gatherer, MiB",
                List.of("moment", "RSS", "live heap", "payload memory", "RSS after the collection"),
                List.of(row("warm, nothing held", before), row("no credit left", then)))),
        problems);
  }

  private static List<String> row(String moment, Memory memory) {
    return List.of(
        moment,
        text("%.1f", memory.residentBytes() / 1048576.0),
        text("%.1f", memory.liveBytes() / 1048576.0),
        text("%.1f", memory.payloadBytes() / 1048576.0),
        text("%.1f", memory.residentAfterBytes() / 1048576.0));
  }
}
