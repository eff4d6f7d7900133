package io.tributary.gatherer.spool;

/** More waits for the disk than the queue may hold. Nothing was taken; it passes by itself. */
public final class SpoolBusyException extends SpoolException {
  private static final long serialVersionUID = 1L;

  SpoolBusyException(String message) {
    super(message);
  }
}
