package io.tributary.connector.kafka;

import io.tributary.connector.claim.CommitPoint;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a commit has proved: for which partitions this member was their owner when it was sent (rule
 * D-2).
 *
 * <p>Thread: written by the polling thread before the commit's future completes, read after that.
 */
public final class CommitProof {
  private volatile Set<Integer> partitions = Set.of();
  private volatile long sentNanos;

  CommitProof() {}

  /** Those that were committed: asked for, and still assigned. */
  public Set<Integer> partitions() {
    return partitions;
  }

  /** When it was sent at the earliest, of the monotonic clock. */
  public long sentNanos() {
    return sentNanos;
  }

  void sending(long nowNanos) {
    sentNanos = nowNanos;
  }

  void committed(Set<TopicPartition> owned) {
    Set<Integer> numbers = new TreeSet<>();
    owned.forEach(partition -> numbers.add(partition.partition()));
    partitions = Set.copyOf(numbers);
  }

  /** The proof that a commit of these offsets is to give, null for one that nobody asks. */
  static @Nullable CommitProof asked(Map<TopicPartition, OffsetAndMetadata> offsets) {
    return offsets.values().stream().findAny().orElse(null) instanceof Entry entry
        ? entry.proof
        : null;
  }

  /** An offset on its way through the Vert.x client, which knows no other way to answer. */
  static final class Entry extends OffsetAndMetadata {
    private static final long serialVersionUID = 1L;

    private final transient CommitProof proof;
    private final transient BooleanSupplier stillDue;

    /**
     * @param stillDue asked on the polling thread, right before it is committed
     */
    Entry(CommitPoint point, CommitProof proof, BooleanSupplier stillDue) {
      super(point.offset(), point.mark().text());
      this.proof = proof;
      this.stillDue = stillDue;
    }

    /** False when the writer that it is of has ended meanwhile. */
    static boolean isStillDue(OffsetAndMetadata commit) {
      return !(commit instanceof Entry entry) || entry.stillDue.getAsBoolean();
    }
  }
}
