package io.tributary.load.workload;

/**
 * Messages of a data set, one after the other, as values of records.
 *
 * <p>Thread: one.
 */
public interface MessageSource {

  /** The next message, the caller's to keep. Its event happens at this time, if it tells a time. */
  byte[] next(long timeMillis);

  /** A key for the last message. */
  String lastKey();
}
