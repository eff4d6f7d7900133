package io.tributary.connector.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.tributary.service.telemetry.Meters;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How far each assigned partition of a datasource is behind the end of its topic. A partition is
 * shown from the first time that its end is known until it is revoked, so there are never more of
 * them than are assigned.
 *
 * <p>Thread: any; ends come from the polling thread, settled offsets from the event loop.
 */
public final class LagMeters {

  private static final class Position {
    volatile long settled;
    volatile long end;
    volatile @Nullable Gauge gauge;

    Position(long start) {
      settled = start;
    }

    double lag() {
      return Math.max(0, end - settled);
    }
  }

  private final Meters meters;
  private final String datasource;
  private final PipelineHealth health;
  private final Map<Integer, Position> positions = new ConcurrentHashMap<>();

  LagMeters(Meters meters, String datasource, PipelineHealth health) {
    this.meters = meters;
    this.datasource = datasource;
    this.health = health;
    Gauge unused = meters.gauge(ConnectorMetric.PARTITIONS, positions::size, datasource);
  }

  /**
   * Partitions were assigned.
   *
   * @param starts offset of the first record to come, by partition
   */
  public void assigned(Map<Integer, Long> starts) {
    starts.forEach((partition, start) -> hide(positions.put(partition, new Position(start))));
  }

  /** Partitions were revoked or lost, which the brokers said. */
  public void revoked(Set<Integer> partitions) {
    health.kafkaHeard();
    partitions.forEach(partition -> hide(positions.remove(partition)));
  }

  private void hide(@Nullable Position gone) {
    Gauge gauge = gone == null ? null : gone.gauge;
    if (gauge != null) {
      meters.remove(gauge);
    }
  }

  /** Everything below the offset is settled. */
  public void settled(int partition, long offset) {
    Position position = positions.get(partition);
    if (position != null) {
      position.settled = offset;
    }
  }

  /** The brokers said where these partitions end; called on the thread that assigns and revokes. */
  public void ends(Map<Integer, Long> offsets) {
    health.kafkaHeard();
    offsets.forEach(
        (partition, end) -> {
          Position position = positions.get(partition);
          if (position != null) {
            position.end = end;
            if (position.gauge == null) {
              position.gauge =
                  meters.gauge(
                      ConnectorMetric.LAG, position::lag, datasource, Integer.toString(partition));
            }
          }
        });
  }

  /** The brokers did not say it; one line says why. */
  public void unanswered(String message) {
    health.kafkaUnheard(message, System.nanoTime());
  }
}
