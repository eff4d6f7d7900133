package io.tributary.cli.quarantine;

/** The gatherer does not answer, or not with what was asked for; the message is for people. */
public final class GathererException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int REFUSED = 422;

  private final int status;

  GathererException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** True when ClickHouse refuses what was sent as it is. */
  boolean isRefusal() {
    return status == REFUSED;
  }
}
