package io.tributary.gatherer.spool;

/** The spool is closed, or its writer has ended for a bug. Nothing was taken. */
public final class SpoolClosedException extends SpoolException {
  private static final long serialVersionUID = 1L;

  SpoolClosedException(String message) {
    super(message);
  }
}
