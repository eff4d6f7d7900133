package io.tributary.gatherer.insert;

/** How one HTTP exchange with ClickHouse ended. */
sealed interface HttpResult {

  /**
   * ClickHouse, or something in front of it, has answered.
   *
   * @param code ClickHouse's error code, 0 when none was given
   * @param queryId content of {@code X-ClickHouse-Query-Id}, empty when missing
   * @param summary content of {@code X-ClickHouse-Summary}, empty when missing
   */
  record Answer(int status, int code, String queryId, String summary, String body)
      implements HttpResult {}

  /**
   * No answer.
   *
   * @param sent true when ClickHouse may have received anything of the request
   */
  record NoAnswer(boolean sent, String message) implements HttpResult {}
}
