package io.tributary.connector.kafka;

import io.tributary.connector.claim.CommitMark;
import io.tributary.connector.claim.PartitionClaim.Start;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.service.failure.FailureCode;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Decides whether a partition may go on from its committed offset (rule D-17): only with the topic
 * and the table that the commit was made for, and only when every record from there on still
 * exists.
 *
 * <p>Pure; any thread.
 *
 * @param datasource name, for what the operator is told
 * @param group the consumer group, for the same
 * @param run incarnation of the topic as it is
 * @param table uuid of the table as it is
 * @param leaseMillis of this connector, for commits that name none
 */
record StartRules(String datasource, String group, int run, UUID table, int leaseMillis) {

  /** What to do with a partition. */
  sealed interface Decision {
    /** Go on there. */
    record At(Start start) implements Decision {}

    /** An operator has to decide; one line. */
    record Stop(String line) implements Decision {}
  }

  /**
   * Which records of a partition exist.
   *
   * @param beginning offset of the first one
   * @param end offset behind the last one
   */
  record Extent(long beginning, long end) {}

  /** Goes on from a committed offset, if that is possible. */
  Decision decide(int partition, OffsetAndMetadata committed, Extent extent) {
    long offset = committed.offset();
    Optional<CommitMark> mark = CommitMark.of(committed.metadata());
    if (mark.isPresent() && mark.get().run() != run) {
      return stop(
          FailureCode.TOPIC_RECREATED,
          "the topic was deleted and created again since offset %d of partition %d was committed (run %08x then, %08x now)"
              .formatted(offset, partition, mark.get().run(), run),
          "earliest");
    }
    if (mark.isPresent() && !mark.get().table().equals(table)) {
      return stop(
          FailureCode.TABLE_REPLACED,
          "offset %d of partition %d was committed for another table (uuid %s then, %s now): it was replaced, or another datasource has consumer group %s, too"
              .formatted(offset, partition, mark.get().table(), table, group),
          "committed");
    }
    if (offset < extent.beginning()) {
      return stop(
          FailureCode.OFFSETS_EXPIRED,
          "records %d to %d of partition %d were deleted from the topic before they were read"
              .formatted(offset, extent.beginning() - 1, partition),
          "committed");
    }
    if (offset > extent.end()) {
      return stop(
          FailureCode.OFFSETS_EXPIRED,
          "offset %d is committed for partition %d, which ends at %d: records were taken away"
              .formatted(offset, partition, extent.end()),
          "earliest");
    }
    Predecessor predecessor =
        mark.map(CommitMark::predecessor).orElseGet(() -> new Predecessor.Unsure(leaseMillis));
    long epoch = mark.map(CommitMark::epoch).orElse(0L);
    boolean pinned = mark.isPresent() && mark.get().state() instanceof CommitMark.State.Pinned;
    return new Decision.At(new Start(offset, pinned ? 0 : offset, epoch, predecessor));
  }

  /** Goes on where the datasource's own rule says, for a partition without a commit. */
  Decision fresh(long offset) {
    return new Decision.At(new Start(offset, offset, 0, new Predecessor.None()));
  }

  /** What is committed for a partition that starts at its end. */
  CommitMark pinned() {
    return new CommitMark(run, table, 0, leaseMillis, new CommitMark.State.Pinned());
  }

  private Decision stop(FailureCode code, String what, String from) {
    return new Decision.Stop(
        code.tag(
            "datasource %s: %s: decide, and run tributary datasource adopt %s --from %s"
                .formatted(datasource, what, datasource, from)));
  }
}
