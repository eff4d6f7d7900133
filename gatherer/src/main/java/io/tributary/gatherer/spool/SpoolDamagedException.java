package io.tributary.gatherer.spool;

/** An entry on disk is not what was written. Its position can only be settled. */
public final class SpoolDamagedException extends SpoolException {
  private static final long serialVersionUID = 1L;

  SpoolDamagedException(String message) {
    super(message);
  }
}
