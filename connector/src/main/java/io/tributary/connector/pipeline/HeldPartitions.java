package io.tributary.connector.pipeline;

import io.tributary.connector.claim.PartitionClaim.Start;
import io.tributary.connector.kafka.KafkaSource;
import io.tributary.connector.telemetry.PipelineMeters;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions come and go: one that is assigned is claimed first, gets its lane when it is held, and
 * loses it when it is held no more.
 *
 * <p>Failure semantics: what a lane has not settled when it goes is read again by whoever holds the
 * partition next.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class HeldPartitions implements KafkaSource.Assignment {
  private static final Logger log = LoggerFactory.getLogger(HeldPartitions.class);

  private final String datasource;
  private final Map<Integer, PartitionLane> lanes;
  private final Supplier<Ends> ends;
  private final PipelineMeters meters;
  private final Hooks hooks;

  /** What has something of each partition. */
  record Ends(
      KafkaSource source,
      Claims claims,
      Dispatch dispatch,
      Settlement settlement,
      FlowControl flow) {}

  /**
   * Whom it needs.
   *
   * @param encoding the present one
   * @param load less may be under way now
   * @param refused an operator has to decide; one line
   */
  record Hooks(Supplier<Encoding> encoding, Runnable load, Consumer<String> refused) {}

  /**
   * @param lanes of the partitions that are held; only changed here
   * @param ends asked for at each event, as they do not exist before the source
   */
  HeldPartitions(
      String datasource,
      Map<Integer, PartitionLane> lanes,
      Supplier<Ends> ends,
      PipelineMeters meters,
      Hooks hooks) {
    this.datasource = datasource;
    this.lanes = lanes;
    this.ends = ends;
    this.meters = meters;
    this.hooks = hooks;
  }

  @Override
  public void assigned(Map<Integer, Start> starts) {
    log.info("datasource {}: assigned {}", datasource, starts.keySet());
    ends.get().claims().assigned(starts);
  }

  @Override
  public void revoked(Set<Integer> partitions) {
    log.info("datasource {}: revoked {}", datasource, partitions);
    partitions.forEach(this::released);
    ends.get().claims().revoked(partitions);
  }

  @Override
  public void refused(String line) {
    hooks.refused().accept(line);
  }

  /** A partition may be read. */
  void held(Holding holding) {
    int partition = holding.partition();
    lanes.put(partition, new PartitionLane(holding, hooks.encoding().get().shared()));
    log.info("datasource {}: partition {} from {}", datasource, partition, holding.from());
    meters.held(lanes.size());
    meters.offsetsHeld(holding.held().count());
    ends.get().flow().release(Set.of(partition));
  }

  /** A partition may be read no more. */
  void released(int partition) {
    PartitionLane lane = lanes.remove(partition);
    if (lane != null) {
      Ends now = ends.get();
      meters.held(lanes.size());
      now.source().pause(Set.of(partition));
      now.dispatch().report(lane);
      now.dispatch().forget(lane.holding().rows());
      now.settlement().abandon(lane);
      hooks.load().run();
    }
  }

  /** A lane may have settled more, which can be committed then, or have come to its end. */
  void settled(PartitionLane lane) {
    if (lanes.get(lane.partition()) == lane) {
      Ends now = ends.get();
      lane.holding().tenure().settled(lane.committable());
      now.source().settled(lane.partition(), lane.committable());
      if (lane.needsAnotherLook()) {
        now.claims().again(lane.partition(), 0);
      }
    }
  }
}
