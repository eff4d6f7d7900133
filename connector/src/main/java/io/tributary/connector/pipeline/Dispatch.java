package io.tributary.connector.pipeline;

import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.connector.telemetry.PipelineMeters.BatchKind;
import io.tributary.connector.uplink.Batch;
import io.tributary.connector.uplink.StreamLink;
import io.tributary.connector.uplink.TableLink;
import io.tributary.connector.uplink.Uplink;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.TableRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the lanes have sealed: knows the streams of each partition, one for its rows and, once
 * there is something to quarantine, one for that.
 *
 * <p>Failure semantics: those of {@link Uplink#send}.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class Dispatch implements PartitionLane.Outlet, Settlement.Outgoing {
  private final SourceTopic topic;
  private final Uplink uplink;
  private final TableLink rows;
  private final Supplier<Encoding> encoding;
  private final PipelineMeters meters;
  private final Map<Integer, StreamLink> rowStreams = new HashMap<>();
  private final Map<Integer, StreamLink> quarantineStreams = new HashMap<>();
  private @Nullable TableLink quarantineTable;

  /**
   * What streams are claimed for.
   *
   * @param run incarnation of the topic
   */
  record SourceTopic(String name, int run) {}

  /**
   * @param rows the table of good rows
   * @param encoding the present one
   */
  Dispatch(
      SourceTopic topic,
      Uplink uplink,
      TableLink rows,
      Supplier<Encoding> encoding,
      PipelineMeters meters) {
    this.topic = topic;
    this.uplink = uplink;
    this.rows = rows;
    this.encoding = encoding;
    this.meters = meters;
  }

  @Override
  public void seal(PartitionLane lane, BatchKind kind, BatchBuilder batch) {
    BatchBuilders builders = encoding.get().shared().builders(kind);
    send(lane, kind, batch, new Origin.Whole(lane, batch, builders, kind));
  }

  @Override
  public void quarantine(Origin.Guilty guilty) {
    send(guilty.lane(), BatchKind.QUARANTINE, guilty.batch(), guilty);
  }

  private void send(PartitionLane lane, BatchKind kind, BatchBuilder batch, Origin origin) {
    Encoding now = encoding.get();
    meters.sealed(kind, batch.rowCount(), batch.bytes());
    uplink.send(
        new Batch(
            stream(lane, kind),
            now.layout(kind),
            batch.offsets(),
            RowsKind.FRESH,
            batch.payload(),
            origin));
  }

  @Override
  public void again(List<Batch> parts) {
    parts.forEach(uplink::send);
  }

  /** The partition is no longer ours. */
  void forget(int partition) {
    abandon(rowStreams.remove(partition));
    abandon(quarantineStreams.remove(partition));
  }

  private void abandon(@Nullable StreamLink stream) {
    if (stream != null) {
      uplink.abandon(stream);
    }
  }

  private StreamLink stream(PartitionLane lane, BatchKind kind) {
    return switch (kind) {
      case ROWS ->
          rowStreams.computeIfAbsent(lane.partition(), p -> uplink.claim(rows, claim(lane)));
      case QUARANTINE ->
          quarantineStreams.computeIfAbsent(
              lane.partition(), p -> uplink.claim(quarantineTable(), claim(lane)));
    };
  }

  private TableLink quarantineTable() {
    TableLink table = quarantineTable;
    if (table == null) {
      table = uplink.table(TableRole.QUARANTINE, encoding.get().quarantine().table().definition());
      quarantineTable = table;
    }
    return table;
  }

  private Uplink.Claim claim(PartitionLane lane) {
    return new Uplink.Claim(topic.name(), lane.partition(), topic.run(), lane.committable());
  }
}
