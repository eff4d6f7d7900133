package io.tributary.sandbox;

/** ClickHouse answered a query of {@link ClickHouseServer#query} with an error. */
public final class ClickHouseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * @param code ClickHouse's error code, 0 if the answer had none
   * @param message the answer's text
   */
  public ClickHouseException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** ClickHouse's error code (60 is UNKNOWN_TABLE), 0 if the answer had none. */
  public int code() {
    return code;
  }
}
