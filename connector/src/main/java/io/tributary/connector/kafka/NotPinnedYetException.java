package io.tributary.connector.kafka;

import org.apache.kafka.common.errors.RetriableException;

/** The owner of the topic's first partition has not committed yet where the group begins. */
final class NotPinnedYetException extends RetriableException {
  private static final long serialVersionUID = 1L;

  NotPinnedYetException() {
    super("the owner of partition 0 has not committed yet where the group begins");
  }
}
