package io.tributary.connector.pipeline;

import io.tributary.connector.decode.RecordReaders;
import io.tributary.service.telemetry.Trail;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * The assigned partitions: takes what was polled into their lanes, in order.
 *
 * <p>A record whose schema is not there yet waits, and so does everything behind it in its
 * partition, which is paused for as long. Polls go on, so that the group keeps the member; what one
 * or two of them have brought already is all that waits.
 *
 * <p>Failure semantics: what waits has not been taken, so nothing of it is committed; when the
 * partition goes, it is read again.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class Intake {
  /** Schemas that one lane asks for at once. */
  private static final int MAX_ASKED = 16;

  private final Map<Integer, PartitionLane> lanes = new HashMap<>();
  private final Hooks hooks;
  private final Set<Integer> asked = new HashSet<>();

  /**
   * Whom it needs.
   *
   * @param taken a lane has taken records; it may have gone as far as it can
   * @param need gets a schema, and says so with {@link Intake#ready}
   * @param hold pauses partitions
   * @param release resumes partitions, unless something else holds them
   */
  record Hooks(
      Consumer<PartitionLane> taken,
      IntConsumer need,
      Consumer<Set<Integer>> hold,
      Consumer<Set<Integer>> release) {}

  Intake(Hooks hooks) {
    this.hooks = hooks;
  }

  /** The assigned partitions, a view. */
  Map<Integer, PartitionLane> lanes() {
    return lanes;
  }

  /** Offset below which everything is settled, by partition. */
  SortedMap<Integer, Long> settled() {
    SortedMap<Integer, Long> settled = new TreeMap<>();
    lanes.forEach((partition, lane) -> settled.put(partition, lane.committable()));
    return settled;
  }

  /** Partitions that wait for nothing here. */
  Set<Integer> flowing() {
    Set<Integer> flowing = new HashSet<>();
    for (PartitionLane lane : lanes.values()) {
      if (lane.awaits() == RecordReaders.NO_SCHEMA && !lane.isExhausted()) {
        flowing.add(lane.partition());
      }
    }
    return flowing;
  }

  /** Takes the records of one poll. */
  void take(ConsumerRecords<ByteBuffer, ByteBuffer> records, Encoding now) {
    records
        .nextOffsets()
        .forEach(
            (partition, next) -> {
              PartitionLane lane = lanes.get(partition.partition());
              if (lane != null) {
                PartitionLane.Polled polled =
                    new PartitionLane.Polled(records.records(partition), next.offset());
                trail(lane, polled);
                lane.take(polled, now);
                taken(lane, now);
              }
            });
  }

  private static void trail(PartitionLane lane, PartitionLane.Polled polled) {
    if (Trail.isOn() && !polled.records().isEmpty()) {
      Trail.step(
          "polled",
          lane.holding().rows().claim().source(),
          polled.records().getFirst().offset(),
          polled.records().getLast().offset(),
          "records=%d next=%d".formatted(polled.records().size(), polled.nextOffset()));
    }
  }

  /** Bytes of records that wait. */
  long waitingBytes() {
    long bytes = 0;
    for (PartitionLane lane : lanes.values()) {
      bytes += lane.waitingBytes();
    }
    return bytes;
  }

  private void taken(PartitionLane lane, Encoding now) {
    hooks.taken().accept(lane);
    if (lane.isExhausted()) {
      hooks.hold().accept(Set.of(lane.partition()));
    }
    int schema = lane.awaits();
    if (schema == RecordReaders.NO_SCHEMA) {
      return;
    }
    hooks.hold().accept(Set.of(lane.partition()));
    for (int next : lane.awaitsNext(now, MAX_ASKED)) {
      if (asked.add(next)) {
        hooks.need().accept(next);
      }
    }
  }

  /** A schema is there: goes on with what waited, as far as that is possible now. */
  void ready(int schema, Encoding now) {
    asked.remove(schema);
    for (PartitionLane lane : List.copyOf(lanes.values())) {
      if (lane.awaits() != RecordReaders.NO_SCHEMA) {
        lane.again(now);
        taken(lane, now);
        if (lane.awaits() == RecordReaders.NO_SCHEMA) {
          hooks.release().accept(Set.of(lane.partition()));
        }
      }
    }
  }
}
