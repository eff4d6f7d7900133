package io.tributary.connector.kafka;

/** The record to read next is not in the topic any more; the message is the operator's line. */
final class RecordsGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RecordsGoneException(String line) {
    super(line);
  }
}
