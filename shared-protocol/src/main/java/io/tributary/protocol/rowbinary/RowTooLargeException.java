package io.tributary.protocol.rowbinary;

/**
 * A value would take a {@link RowBinaryWriter} beyond its limit. Control flow for the encoder of
 * the row, which truncates the writer and reports the row; therefore without a stack trace.
 */
public final class RowTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RowTooLargeException(int limitBytes) {
    super("more than " + limitBytes + " bytes", null, false, false);
  }
}
