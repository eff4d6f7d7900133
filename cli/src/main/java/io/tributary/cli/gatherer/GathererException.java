package io.tributary.cli.gatherer;

/** The gatherer does not answer, or not with what was asked for; the message is for people. */
public final class GathererException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MISSING = 404;
  private static final int REFUSED = 422;
  private static final int UNAUTHORIZED = 401;

  private final int status;

  /**
   * @param status of the answer, 0 without one
   */
  public GathererException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** True when ClickHouse refuses what was sent as it is. */
  public boolean isRefusal() {
    return status == REFUSED;
  }

  /** True when there is no such table. */
  public boolean isMissing() {
    return status == MISSING;
  }

  /** True when the gatherer cannot be asked anything at all. */
  public boolean isAboutTheGatherer() {
    return status == 0 || status == UNAUTHORIZED;
  }
}
