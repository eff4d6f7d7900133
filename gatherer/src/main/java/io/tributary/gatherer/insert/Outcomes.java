package io.tributary.gatherer.insert;

import io.tributary.gatherer.insert.InsertOutcome.Refused;
import io.tributary.gatherer.insert.InsertOutcome.Stored;
import io.tributary.gatherer.insert.InsertOutcome.TableChanged;
import io.tributary.gatherer.insert.InsertOutcome.Unavailable;
import io.tributary.gatherer.insert.InsertOutcome.Unknown;
import java.util.Set;

/**
 * The one table that says what ClickHouse's error codes and the failures of the transport mean for
 * an insert. A code that is not listed is {@link Unknown}.
 */
public final class Outcomes {

  /** ErrorCodes.cpp of ClickHouse names them all. */
  private static final Set<Integer> REFUSED =
      Set.of(
          6, // CANNOT_PARSE_TEXT
          26, // CANNOT_PARSE_QUOTED_STRING
          27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
          32, // ATTEMPT_TO_READ_AFTER_EOF
          33, // CANNOT_READ_ALL_DATA
          38, // CANNOT_PARSE_DATE
          41, // CANNOT_PARSE_DATETIME
          53, // TYPE_MISMATCH
          69, // ARGUMENT_OUT_OF_BOUND
          70, // CANNOT_CONVERT_TYPE
          72, // CANNOT_PARSE_NUMBER
          117, // INCORRECT_DATA
          128, // TOO_LARGE_ARRAY_SIZE
          131, // TOO_LARGE_STRING_SIZE
          190, // SIZES_OF_ARRAYS_DONT_MATCH
          321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
          349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
          376, // CANNOT_PARSE_UUID
          407, // DECIMAL_OVERFLOW
          441, // CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING
          467, // CANNOT_PARSE_BOOL
          469, // VIOLATED_CONSTRAINT
          675, // CANNOT_PARSE_IPV4
          676, // CANNOT_PARSE_IPV6
          691); // UNKNOWN_ELEMENT_OF_ENUM

  private static final Set<Integer> TABLE_CHANGED =
      Set.of(
          8, // THERE_IS_NO_COLUMN
          10, // NOT_FOUND_COLUMN_IN_BLOCK
          16, // NO_SUCH_COLUMN_IN_TABLE
          20, // NUMBER_OF_COLUMNS_DOESNT_MATCH
          44, // ILLEGAL_COLUMN
          47, // UNKNOWN_IDENTIFIER
          50, // UNKNOWN_TYPE
          60, // UNKNOWN_TABLE
          81, // UNKNOWN_DATABASE
          218, // TABLE_IS_DROPPED
          386); // NO_COMMON_TYPE

  private static final Set<Integer> UNAVAILABLE =
      Set.of(
          159, // TIMEOUT_EXCEEDED
          160, // TOO_SLOW
          164, // READONLY
          173, // CANNOT_ALLOCATE_MEMORY
          192, // UNKNOWN_USER
          193, // WRONG_PASSWORD
          194, // REQUIRED_PASSWORD
          201, // QUOTA_EXCEEDED
          202, // TOO_MANY_SIMULTANEOUS_QUERIES
          203, // NO_FREE_CONNECTION
          209, // SOCKET_TIMEOUT
          210, // NETWORK_ERROR
          225, // NO_ZOOKEEPER
          236, // ABORTED
          241, // MEMORY_LIMIT_EXCEEDED
          242, // TABLE_IS_READ_ONLY
          243, // NOT_ENOUGH_SPACE
          252, // TOO_MANY_PARTS; see of()
          279, // ALL_CONNECTION_TRIES_FAILED
          285, // TOO_FEW_LIVE_REPLICAS
          291, // DATABASE_ACCESS_DENIED
          394, // QUERY_WAS_CANCELLED
          439, // CANNOT_SCHEDULE_TASK
          473, // DEADLOCK_AVOIDED
          497, // ACCESS_DENIED
          499, // S3_ERROR
          516, // AUTHENTICATION_FAILED
          745, // SERVER_OVERLOADED
          999); // KEEPER_EXCEPTION

  private Outcomes() {}

  /** The meaning of an answer of ClickHouse with an error code. */
  public static InsertOutcome of(int code, String message) {
    String line = line(code, message);
    if (code == 252 && message.contains("Too many partitions")) {
      // The other meaning of this code: one block that touches too many table partitions.
      return new Refused(code, line);
    }
    if (REFUSED.contains(code)) {
      return new Refused(code, line);
    }
    if (TABLE_CHANGED.contains(code)) {
      return new TableChanged(code, line);
    }
    return UNAVAILABLE.contains(code) ? new Unavailable(line) : new Unknown(line);
  }

  /** True when the same query may succeed later without anybody's help. */
  static boolean passing(int code) {
    return UNAVAILABLE.contains(code);
  }

  /** The meaning of an answer without an error code of ClickHouse's, such as a proxy gives. */
  static InsertOutcome ofStatus(int status, String message) {
    String line = "HTTP status " + status + ": " + oneLine(message);
    return switch (status) {
      case 401, 403, 429, 502, 503 -> new Unavailable(line);
      default -> new Unknown(line);
    };
  }

  /**
   * The meaning of a 200 whose summary tells how many rows were read and written; 0 when it does
   * not tell. Too few means that the body was cut, or that the server lost rows of it.
   */
  static InsertOutcome ofStored(long rows, long readRows, long writtenRows) {
    boolean contradicted =
        (readRows > 0 && readRows < rows) || (writtenRows > 0 && writtenRows < rows);
    return contradicted
        ? new Unknown(
            "ClickHouse read %d and wrote %d of %d rows".formatted(readRows, writtenRows, rows))
        : new Stored();
  }

  /** One line for the operator about an answer that is not a result. */
  static String describe(HttpResult.Answer answer) {
    return answer.code() != 0
        ? line(answer.code(), answer.body())
        : "HTTP status " + answer.status() + ": " + oneLine(answer.body());
  }

  private static String line(int code, String message) {
    return "ClickHouse code " + code + ": " + oneLine(message);
  }

  private static String oneLine(String message) {
    String line =
        message
            .strip()
            .replaceFirst("^Code: \\d+\\. DB::Exception: ", "")
            .replaceAll("\\s*[\\r\\n]+\\s*", " ");
    return line.length() > 500 ? line.substring(0, 500) + "…" : line;
  }
}
