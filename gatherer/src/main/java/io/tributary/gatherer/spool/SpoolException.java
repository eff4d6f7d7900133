package io.tributary.gatherer.spool;

/** Why the spool did not do what it was asked to. The message is one line for an operator. */
public abstract sealed class SpoolException extends Exception
    permits SpoolBusyException,
        SpoolClosedException,
        SpoolDamagedException,
        SpoolFailedException,
        SpoolFullException,
        SpoolUnusableException {
  private static final long serialVersionUID = 1L;

  /** Without a stack trace: it is about the disk, not about the code, and there may be many. */
  SpoolException(String message) {
    super(message, null, false, false);
  }
}
