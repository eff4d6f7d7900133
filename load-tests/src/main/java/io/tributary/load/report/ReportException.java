package io.tributary.load.report;

/** A report that cannot be read. The message is a sentence for people and names the file. */
public final class ReportException extends Exception {
  private static final long serialVersionUID = 1L;

  public ReportException(String message) {
    super(message);
  }
}
