package io.tributary.gatherer.insert;

import io.tributary.service.failure.FailureCode;

/** What ClickHouse says to a query. */
public sealed interface QueryAnswer {

  /** The result, in the format the query asked for. */
  record Result(String body) implements QueryAnswer {}

  /** ClickHouse refuses the query, and only a person can change that. */
  record Rejected(int code, String message) implements QueryAnswer {}

  /**
   * No answer, or one that says "not now".
   *
   * @param code ClickHouse's error code, 0 when none was given
   */
  record Unreachable(int code, String message) implements QueryAnswer {
    /** What is the matter, for the operator. */
    public FailureCode failure() {
      if (code == 0) {
        return FailureCode.CLICKHOUSE_UNREACHABLE;
      }
      return ClickHouseError.effectOf(code) == ClickHouseError.Effect.DENIED
          ? FailureCode.CLICKHOUSE_DENIED
          : FailureCode.CLICKHOUSE_BUSY;
    }
  }
}
