package io.tributary.gatherer.spool;

/** A spool cannot be opened: its folder is in use, of a newer version, or not a whole spool. */
public final class SpoolUnusableException extends SpoolException {
  private static final long serialVersionUID = 1L;

  SpoolUnusableException(String message) {
    super(message);
  }
}
