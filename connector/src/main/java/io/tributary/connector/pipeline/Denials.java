package io.tributary.connector.pipeline;

import io.tributary.service.failure.FailureCode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The partitions that another consumer group has. All of them are told in one line, once.
 *
 * <p>Pure; owned by one thread.
 */
final class Denials {
  private final Set<Integer> partitions = new HashSet<>();

  /** The gatherer has denied a partition; what to tell, if that is news. */
  Optional<String> denied(int partition, String message) {
    boolean first = partitions.isEmpty();
    partitions.add(partition);
    return first ? Optional.of(FailureCode.PARTITION_TAKEN.tag(message)) : Optional.empty();
  }

  /** A partition is held or not ours to ask for; true when it was the last one that was denied. */
  boolean over(int partition) {
    return partitions.remove(partition) && partitions.isEmpty();
  }
}
