package io.tributary.gatherer.spool;

/** The spool has reached a bound. Nothing was taken; there is space again once entries settle. */
public final class SpoolFullException extends SpoolException {
  private static final long serialVersionUID = 1L;

  /** Of all files, in bytes. */
  private final long usedBytes;

  /** What {@code usedBytes} may not pass. */
  private final long boundBytes;

  SpoolFullException(String message, long usedBytes, long boundBytes) {
    super(message);
    this.usedBytes = usedBytes;
    this.boundBytes = boundBytes;
  }

  /** Size of all files, in bytes, with what is accepted and not written yet. */
  public long usedBytes() {
    return usedBytes;
  }

  /** What all files may take together, in bytes. */
  public long boundBytes() {
    return boundBytes;
  }
}
