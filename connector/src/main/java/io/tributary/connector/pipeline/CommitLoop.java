package io.tributary.connector.pipeline;

import io.tributary.connector.claim.CommitPoint;
import io.tributary.connector.claim.Tenure;
import io.tributary.connector.kafka.CommitProof;
import io.tributary.connector.kafka.KafkaSource;
import io.tributary.connector.kafka.TopicWatch;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.service.telemetry.Trail;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what the lanes have settled, one commit at a time, and also where nothing moved: a commit
 * that succeeds proves that the partition is still ours. Before each, the topic has to be the one
 * that was read.
 *
 * <p>Failure semantics: a failed commit is logged and its offsets go with the next one; at worst
 * settled records are read again.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class CommitLoop {
  private static final Logger log = LoggerFactory.getLogger(CommitLoop.class);

  private final String datasource;
  private final Ends ends;
  private final Map<Integer, PartitionLane> lanes;
  private final long renewNanos;
  private final Hooks hooks;
  private final Map<Integer, Committed> committed = new HashMap<>();
  private Future<Void> underWay = Future.succeededFuture();
  private boolean ended;

  /** Where commits go, and what watches over them. */
  record Ends(KafkaSource source, TopicWatch topic, PipelineMeters meters) {}

  /**
   * Who is told.
   *
   * @param reports a lane may have settled offsets that were not reported
   * @param proved what a commit has proved
   * @param failed the pipeline cannot go on; one line without the datasource
   */
  record Hooks(
      Consumer<PartitionLane> reports, Consumer<CommitProof> proved, Consumer<String> failed) {}

  private record Committed(PartitionLane lane, long offset, long atNanos) {}

  /**
   * @param lanes the partitions that are held, read at each commit
   * @param renewNanos age of a commit at which it is repeated
   */
  CommitLoop(
      String datasource,
      Ends ends,
      Map<Integer, PartitionLane> lanes,
      long renewNanos,
      Hooks hooks) {
    this.datasource = datasource;
    this.ends = ends;
    this.lanes = lanes;
    this.renewNanos = renewNanos;
    this.hooks = hooks;
  }

  /** Commits what is due, unless a commit is still under way. */
  void tick() {
    if (!ended && underWay.isComplete()) {
      underWay = commit();
    }
  }

  /** Commits what is left; then nothing more, so that nothing is under way when the source ends. */
  Future<Void> last() {
    ended = true;
    return underWay.transform(result -> commit());
  }

  /** Commits every partition that moved since its last commit, or whose last one is old. */
  private Future<Void> commit() {
    Map<Integer, CommitPoint> due = due(System.nanoTime());
    if (due.isEmpty()) {
      return Future.succeededFuture();
    }
    Map<Integer, PartitionLane> of = Map.copyOf(lanes);
    // Before the commit: what it passes is then reported, or read and reported again.
    due.keySet().forEach(partition -> hooks.reports().accept(of.get(partition)));
    Map<Integer, Tenure> tenures = new HashMap<>();
    of.forEach((partition, lane) -> tenures.put(partition, lane.holding().tenure()));
    // What was read before the topic is found to be the same one was read from that one.
    return ends.topic()
        .sameTopic()
        .compose(
            same -> {
              if (!same) {
                hooks.failed().accept(ends.topic().recreated());
                return Future.succeededFuture();
              }
              return ends.source()
                  .commit(due, tenures)
                  .onSuccess(proof -> committed(due, of, proof))
                  .<Void>mapEmpty();
            })
        .onFailure(
            failure -> {
              ends.meters().commitFailed();
              log.warn(
                  "datasource {}: commit failed, its offsets go with the next one: {}",
                  datasource,
                  failure.getMessage());
            });
  }

  private Map<Integer, CommitPoint> due(long nowNanos) {
    Map<Integer, CommitPoint> due = new HashMap<>();
    for (PartitionLane lane : lanes.values()) {
      CommitPoint point = lane.holding().tenure().now();
      Committed last = committed.get(lane.partition());
      if (last == null
          || last.lane() != lane
          || point.offset() > last.offset()
          || nowNanos - last.atNanos() >= renewNanos) {
        due.put(lane.partition(), point);
      }
    }
    return due;
  }

  private void committed(
      Map<Integer, CommitPoint> points, Map<Integer, PartitionLane> of, CommitProof proof) {
    ends.meters().commitSucceeded();
    committed.keySet().retainAll(lanes.keySet());
    for (Integer partition : proof.partitions()) {
      PartitionLane lane = of.get(partition);
      CommitPoint point = points.get(partition);
      if (lane != null && point != null && lanes.get(partition) == lane) {
        trail(lane, point);
        committed.put(partition, new Committed(lane, point.offset(), proof.sentNanos()));
      }
    }
    hooks.proved().accept(proof);
  }

  private void trail(PartitionLane lane, CommitPoint point) {
    if (Trail.isOn()) {
      Committed last = committed.get(lane.partition());
      long from = last != null && last.lane() == lane ? last.offset() : lane.holding().from();
      Trail.step(
          "committed",
          lane.holding().rows().claim().source(),
          from,
          point.offset() - 1,
          "mark=\"%s\"".formatted(point.mark().text()));
    }
  }
}
