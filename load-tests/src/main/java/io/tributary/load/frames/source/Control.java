package io.tributary.load.frames.source;

import io.tributary.load.frames.source.DirectInserts.Shape;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Does what lines say, and answers each with a line once it is done.
 *
 * <table>
 *   <caption>Commands</caption>
 *   <tr><td>{@code open prefix= tables= partitions=}</td><td>from now on rows go to these</td></tr>
 *   <tr><td>{@code flow batchRows= unsettledBytes=}</td><td>begins to send all it can</td></tr>
 *   <tr><td>{@code await rows=}</td><td>so many rows are settled in all</td></tr>
 *   <tr><td>{@code stop}</td><td>ends the flow, and all is settled</td></tr>
 *   <tr><td>{@code pace batchRows= perSecond= seconds=}</td><td>sends at times, and all is
 *       settled</td></tr>
 *   <tr><td>{@code insert table= inserts= batches= batchRows=}</td><td>client-v2 inserts</td></tr>
 *   <tr><td>{@code insert-paced table= batchRows= perSecond= seconds=}</td><td>the same at
 *       times</td></tr>
 * </table>
 *
 * <p>Thread: the source's event loop; inserts run on a worker.
 */
final class Control {
  /** Verdicts of one insert come together; after so long all of them are there. */
  private static final int TOGETHER_MILLIS = 3;

  private final Vertx vertx;
  private final FrameSource source;
  private final DirectInserts inserts;
  private @Nullable Flow flow;

  Control(Vertx vertx, FrameSource source, DirectInserts inserts) {
    this.vertx = vertx;
    this.source = source;
    this.inserts = inserts;
  }

  /** Listens on a free port of 127.0.0.1, which is returned. */
  Future<Integer> listen() {
    return vertx
        .createNetServer()
        .connectHandler(this::connected)
        .listen(0, "127.0.0.1")
        .map(NetServer::actualPort);
  }

  private void connected(NetSocket socket) {
    socket.handler(
        RecordParser.newDelimited(
            "\n",
            line -> {
              Future<Void> unused =
                  answer(line.toString())
                      .otherwise(ControlLine::failed)
                      .compose(answer -> socket.write(answer.text() + "\n"));
            }));
  }

  private Future<ControlLine> answer(String text) {
    try {
      ControlLine line = ControlLine.parse(text);
      return switch (line.word()) {
        case "open" ->
            source
                .open(line.string("prefix"), line.count("tables"), line.count("partitions"))
                .map(opened -> source.tally().line());
        case "flow" -> flow(line);
        case "await" -> source.tally().reached(line.number("rows")).compose(this::together);
        case "stop" -> stop();
        case "pace" -> pace(line);
        case "insert" -> insert(line);
        case "insert-paced" -> insertPaced(line);
        default -> throw new IllegalArgumentException("no command: " + text);
      };
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<ControlLine> flow(ControlLine line) {
    Flow begun = new Flow(source, line.count("batchRows"), line.number("unsettledBytes"));
    flow = begun;
    begun.start();
    return Future.succeededFuture(source.tally().line());
  }

  private Future<ControlLine> together(Void reached) {
    Promise<ControlLine> waited = Promise.promise();
    vertx.setTimer(TOGETHER_MILLIS, timer -> waited.complete(source.tally().line()));
    return waited.future();
  }

  private Future<ControlLine> stop() {
    Flow running = flow;
    if (running != null) {
      running.stop();
      flow = null;
    }
    return source.tally().allSettled().map(settled -> source.tally().line());
  }

  private Future<ControlLine> pace(ControlLine line) {
    Tally tally = source.tally();
    tally.freshLatency();
    return new Pace(source, schedule(line), line.count("batchRows"))
        .run(vertx)
        .compose(sent -> tally.allSettled())
        .map(settled -> latency(tally.line(), tally.latencyMicros()));
  }

  private Future<ControlLine> insert(ControlLine line) {
    Shape shape = new Shape(line.count("batches"), line.count("batchRows"));
    EncodedRows ready = source.ready();
    return vertx
        .executeBlocking(
            () -> inserts.insert(line.string("table"), ready, shape, line.number("inserts")))
        .map(nanos -> ControlLine.of(ControlLine.OK).with("nanos", nanos));
  }

  private Future<ControlLine> insertPaced(ControlLine line) {
    Shape shape = new Shape(1, line.count("batchRows"));
    EncodedRows ready = source.ready();
    Pace.Schedule schedule = schedule(line);
    return vertx
        .executeBlocking(() -> inserts.insertPaced(line.string("table"), ready, shape, schedule))
        .map(micros -> latency(ControlLine.of(ControlLine.OK), micros));
  }

  private static Pace.Schedule schedule(ControlLine line) {
    return Pace.Schedule.of(
        System.nanoTime(), Double.parseDouble(line.string("perSecond")), line.count("seconds"));
  }

  private static ControlLine latency(ControlLine line, Histogram micros) {
    return line.with("measured", micros.getTotalCount())
        .with("p50", micros.getValueAtPercentile(50))
        .with("p90", micros.getValueAtPercentile(90))
        .with("p99", micros.getValueAtPercentile(99))
        .with("max", micros.getMaxValue())
        .with(ControlLine.MICROS, micros);
  }
}
