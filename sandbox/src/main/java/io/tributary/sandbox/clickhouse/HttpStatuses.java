package io.tributary.sandbox.clickhouse;

/**
 * The HTTP status that ClickHouse gives an error code.
 *
 * <p>Source: {@code exceptionCodeToHTTPStatus.cpp} of ClickHouse. What it does not name is 500, for
 * instance TOO_MANY_PARTS (252) and TOO_MANY_SIMULTANEOUS_QUERIES (202).
 */
final class HttpStatuses {
  private HttpStatuses() {}

  static int of(int code) {
    return switch (code) {
      // REQUIRED_PASSWORD
      case 194 -> 401;
      // UNKNOWN_USER, WRONG_PASSWORD, ACCESS_DENIED, SET_NON_GRANTED_ROLE, AUTHENTICATION_FAILED
      case 192, 193, 497, 512, 516 -> 403;
      // CANNOT_PARSE_*, BAD_ARGUMENTS, SYNTAX_ERROR, INCORRECT_DATA, TYPE_MISMATCH, columns, AST
      case 6, 8, 15, 25, 26, 27, 36, 37, 38, 41, 44, 53, 62, 72, 117, 123, 167, 168, 223 -> 400;
      // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE, CANNOT_PARSE_UUID, CANNOT_COMPILE_REGEXP,
      // CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING, CANNOT_PARSE_IPV4, CANNOT_PARSE_IPV6
      case 321, 376, 427, 441, 675, 676 -> 400;
      // UNKNOWN_: FUNCTION, IDENTIFIER, TYPE, STORAGE, TABLE, AGGREGATE_FUNCTION, FORMAT,
      // TYPE_OF_QUERY, DATABASE, SETTING, DIRECTION_OF_SORTING, DATABASE_ENGINE, ROLE
      case 46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511 -> 404;
      // TIMEOUT_EXCEEDED
      case 159 -> 408;
      // HTTP_LENGTH_REQUIRED
      case 381 -> 411;
      // QUERY_IS_TOO_LARGE
      case 229 -> 413;
      // UNSUPPORTED_MEDIA_TYPE
      case 779 -> 415;
      // NOT_IMPLEMENTED
      case 48 -> 501;
      // CANNOT_OPEN_FILE, SOCKET_TIMEOUT, CANNOT_SCHEDULE_TASK
      case 76, 209, 439 -> 503;
      default -> 500;
    };
  }
}
