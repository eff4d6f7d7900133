package io.tributary.connector.pipeline;

import io.tributary.connector.kafka.KafkaSource;
import io.tributary.connector.telemetry.PipelineMeters;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what the lanes have settled, one commit at a time.
 *
 * <p>Failure semantics: a failed commit is logged and its offsets go with the next one; at worst
 * settled records are read again.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class CommitLoop {
  private static final Logger log = LoggerFactory.getLogger(CommitLoop.class);

  private final String datasource;
  private final KafkaSource source;
  private final Map<Integer, PartitionLane> lanes;
  private final PipelineMeters meters;
  private boolean underWay;

  /**
   * @param lanes the pipeline's assigned partitions, read at each commit
   */
  CommitLoop(
      String datasource,
      KafkaSource source,
      Map<Integer, PartitionLane> lanes,
      PipelineMeters meters) {
    this.datasource = datasource;
    this.source = source;
    this.lanes = lanes;
    this.meters = meters;
  }

  /** Commits the partitions that moved, unless a commit is still under way. */
  void moved() {
    if (!underWay) {
      underWay = true;
      all().onComplete(result -> underWay = false);
    }
  }

  /** Commits every partition that moved since its last commit. */
  Future<Void> all() {
    Map<Integer, Long> offsets = new HashMap<>();
    for (PartitionLane lane : lanes.values()) {
      if (lane.owesCommit()) {
        offsets.put(lane.partition(), lane.committable());
      }
    }
    if (offsets.isEmpty()) {
      return Future.succeededFuture();
    }
    return source
        .commit(offsets)
        .onSuccess(v -> committed(offsets))
        .onFailure(
            failure -> {
              meters.commitFailed();
              log.warn(
                  "datasource {}: commit failed, its offsets go with the next one: {}",
                  datasource,
                  failure.getMessage());
            });
  }

  private void committed(Map<Integer, Long> offsets) {
    meters.commitSucceeded();
    offsets.forEach(
        (partition, offset) -> {
          PartitionLane lane = lanes.get(partition);
          if (lane != null) {
            lane.committed(offset);
          }
        });
  }
}
