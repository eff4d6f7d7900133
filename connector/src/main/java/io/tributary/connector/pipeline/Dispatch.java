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
  private final Uplink uplink;
  private final Supplier<Encoding> encoding;
  private final PipelineMeters meters;
  private final Map<StreamLink, StreamLink> quarantineStreams = new HashMap<>();
  private @Nullable TableLink quarantineTable;

  /**
   * @param encoding the present one
   */
  Dispatch(Uplink uplink, Supplier<Encoding> encoding, PipelineMeters meters) {
    this.uplink = uplink;
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
    if (!lane.holding().tenure().gate().enter()) {
      // Handed over this moment: whoever comes next reads these records again.
      return;
    }
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
    for (Batch part : parts) {
      if (((Origin) part.origin()).lane().holding().tenure().gate().enter()) {
        uplink.send(part);
      }
    }
  }

  /** Reports what the lane has settled since its last report. */
  void report(PartitionLane lane) {
    lane.report().ifPresent(report -> uplink.report(lane.holding().rows().table(), report));
  }

  /** The claim is over. */
  void forget(StreamLink rows) {
    uplink.abandon(rows);
    StreamLink quarantine = quarantineStreams.remove(rows);
    if (quarantine != null) {
      uplink.abandon(quarantine);
    }
  }

  private StreamLink stream(PartitionLane lane, BatchKind kind) {
    return switch (kind) {
      case ROWS -> lane.holding().rows();
      case QUARANTINE ->
          quarantineStreams.computeIfAbsent(
              lane.holding().rows(), rows -> uplink.open(quarantineTable(), rows.claim()));
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
}
