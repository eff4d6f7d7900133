package io.tributary.connector.pipeline;

import io.tributary.connector.kafka.KafkaSource;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.protocol.audit.ConnectorPositions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the held partitions are read: not while too much has no verdict, and not while
 * the pipeline waits until nothing is under way.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class FlowControl {
  private final PauseGate gate;
  private final KafkaSource source;
  private final Intake intake;
  private final PipelineMeters meters;
  private @Nullable Runnable whenEmpty;
  private int stops;

  FlowControl(PauseGate gate, KafkaSource source, Intake intake, PipelineMeters meters) {
    this.gate = gate;
    this.source = source;
    this.intake = intake;
    this.meters = meters;
  }

  /** Reads these partitions, unless nothing is read now; then they follow with the others. */
  void release(Set<Integer> partitions) {
    if (!gate.isClosed() && whenEmpty == null && !partitions.isEmpty()) {
      source.resume(partitions);
    }
  }

  /** Reads nothing more of this partition until it is released. */
  void hold(Set<Integer> partitions) {
    source.pause(partitions);
  }

  /**
   * The load has changed.
   *
   * @param unsettledBytes sent, or to be sent, and without a verdict
   */
  void update(long unsettledBytes) {
    switch (gate.update(unsettledBytes + intake.waitingBytes())) {
      case PAUSE -> {
        meters.paused();
        holdAll();
      }
      case RESUME -> {
        meters.resumed();
        release(intake.flowing());
      }
      case NONE -> {}
    }
    Runnable then = whenEmpty;
    if (then != null && unsettledBytes == 0) {
      whenEmpty = null;
      then.run();
    }
  }

  /**
   * Reads nothing until nothing is under way, and does this then.
   *
   * @return number of this wait, for {@link #giveUp}
   */
  int stopUntilEmpty(Runnable then) {
    whenEmpty = then;
    holdAll();
    intake.lanes().values().forEach(PartitionLane::sealAll);
    return ++stops;
  }

  /** Goes on if it is still this wait that has not become empty. */
  void giveUp(int stop) {
    if (stop == stops) {
      goOn();
    }
  }

  /** A source that has not subscribed yet holds no partition, and cannot be paused. */
  private void holdAll() {
    Set<Integer> held = Set.copyOf(intake.lanes().keySet());
    if (!held.isEmpty()) {
      source.pause(held);
    }
  }

  /** Goes on without having become empty. */
  void goOn() {
    if (whenEmpty != null) {
      whenEmpty = null;
      release(intake.flowing());
    }
  }

  /** How far each held partition has come. */
  List<ConnectorPositions.Partition> positions(String datasource) {
    boolean allPaused = gate.isClosed() || whenEmpty != null;
    Set<Integer> flowing = intake.flowing();
    return intake.lanes().values().stream()
        .map(lane -> lane.position(datasource, allPaused || !flowing.contains(lane.partition())))
        .toList();
  }

  /** Whether it waits to become empty. */
  boolean isStopping() {
    return whenEmpty != null;
  }
}
