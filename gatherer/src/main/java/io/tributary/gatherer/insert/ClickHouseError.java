package io.tributary.gatherer.insert;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one table that says what each error code of ClickHouse means for an INSERT. Names and codes
 * are those of ClickHouse's {@code ErrorCodes.cpp}; a code that is not here is handled as {@link
 * Effect#DOUBT}. The same code can be two things: {@link Outcomes#of} reads the message of those.
 *
 * <p>None of them says that no row was stored: an insert over several table partitions, or one
 * whose view failed, leaves rows behind and answers an error.
 */
enum ClickHouseError {
  // --- the values of some row ---
  CANNOT_PARSE_TEXT(6, Effect.DATA),
  CANNOT_PARSE_QUOTED_STRING(26, Effect.DATA),
  CANNOT_PARSE_INPUT_ASSERTION_FAILED(27, Effect.DATA),
  ATTEMPT_TO_READ_AFTER_EOF(32, Effect.DATA),
  CANNOT_READ_ALL_DATA(33, Effect.DATA),
  CANNOT_PARSE_DATE(38, Effect.DATA),
  CANNOT_PARSE_DATETIME(41, Effect.DATA),
  TYPE_MISMATCH(53, Effect.DATA),
  ARGUMENT_OUT_OF_BOUND(69, Effect.DATA),
  CANNOT_CONVERT_TYPE(70, Effect.DATA),
  CANNOT_PARSE_NUMBER(72, Effect.DATA),
  INCORRECT_DATA(117, Effect.DATA),
  TOO_LARGE_ARRAY_SIZE(128, Effect.DATA),
  TOO_LARGE_STRING_SIZE(131, Effect.DATA),
  ILLEGAL_DIVISION(153, Effect.DATA),
  SIZES_OF_ARRAYS_DONT_MATCH(190, Effect.DATA),
  VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE(321, Effect.DATA),
  CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN(349, Effect.DATA),
  CANNOT_PARSE_UUID(376, Effect.DATA),
  // A view that throws; or the deadline in our own statement, see Outcomes.of().
  FUNCTION_THROW_IF_VALUE_IS_NON_ZERO(395, Effect.DATA),
  DECIMAL_OVERFLOW(407, Effect.DATA),
  CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING(441, Effect.DATA),
  CANNOT_PARSE_BOOL(467, Effect.DATA),
  VIOLATED_CONSTRAINT(469, Effect.DATA),
  CANNOT_PARSE_IPV4(675, Effect.DATA),
  CANNOT_PARSE_IPV6(676, Effect.DATA),
  UNKNOWN_ELEMENT_OF_ENUM(691, Effect.DATA),

  // --- the table is gone, or its columns are others ---
  THERE_IS_NO_COLUMN(8, Effect.TABLE),
  NOT_FOUND_COLUMN_IN_BLOCK(10, Effect.TABLE),
  NO_SUCH_COLUMN_IN_TABLE(16, Effect.TABLE),
  NUMBER_OF_COLUMNS_DOESNT_MATCH(20, Effect.TABLE),
  ILLEGAL_COLUMN(44, Effect.TABLE),
  UNKNOWN_IDENTIFIER(47, Effect.TABLE),
  UNKNOWN_TYPE(50, Effect.TABLE),
  UNKNOWN_TABLE(60, Effect.TABLE),
  UNKNOWN_DATABASE(81, Effect.TABLE),
  TABLE_IS_DROPPED(218, Effect.TABLE),
  NO_COMMON_TYPE(386, Effect.TABLE),

  // --- not now ---
  CANNOT_WRITE_TO_FILE_DESCRIPTOR(75, Effect.BUSY),
  CANNOT_OPEN_FILE(76, Effect.BUSY),
  TIMEOUT_EXCEEDED(159, Effect.BUSY),
  TOO_SLOW(160, Effect.BUSY),
  CANNOT_ALLOCATE_MEMORY(173, Effect.BUSY),
  DNS_ERROR(198, Effect.BUSY),
  QUOTA_EXCEEDED(201, Effect.BUSY),
  TOO_MANY_SIMULTANEOUS_QUERIES(202, Effect.BUSY),
  NO_FREE_CONNECTION(203, Effect.BUSY),
  SOCKET_TIMEOUT(209, Effect.BUSY),
  NETWORK_ERROR(210, Effect.BUSY),
  NO_ZOOKEEPER(225, Effect.BUSY),
  ABORTED(236, Effect.BUSY),
  MEMORY_LIMIT_EXCEEDED(241, Effect.BUSY),
  TABLE_IS_READ_ONLY(242, Effect.BUSY),
  NOT_ENOUGH_SPACE(243, Effect.BUSY),
  // Or too many table partitions in one block, see Outcomes.of().
  TOO_MANY_PARTS(252, Effect.BUSY),
  ALL_CONNECTION_TRIES_FAILED(279, Effect.BUSY),
  TOO_FEW_LIVE_REPLICAS(285, Effect.BUSY),
  UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE(286, Effect.BUSY),
  QUERY_WAS_CANCELLED(394, Effect.BUSY),
  CANNOT_SCHEDULE_TASK(439, Effect.BUSY),
  DEADLOCK_AVOIDED(473, Effect.BUSY),
  S3_ERROR(499, Effect.BUSY),
  DISTRIBUTED_TOO_MANY_PENDING_BYTES(574, Effect.BUSY),
  SERVER_OVERLOADED(745, Effect.BUSY),
  KEEPER_EXCEPTION(999, Effect.BUSY),

  // --- not with these rights ---
  READONLY(164, Effect.DENIED),
  UNKNOWN_USER(192, Effect.DENIED),
  WRONG_PASSWORD(193, Effect.DENIED),
  REQUIRED_PASSWORD(194, Effect.DENIED),
  IP_ADDRESS_NOT_ALLOWED(195, Effect.DENIED),
  DATABASE_ACCESS_DENIED(291, Effect.DENIED),
  ACCESS_DENIED(497, Effect.DENIED),
  AUTHENTICATION_FAILED(516, Effect.DENIED),

  // --- a setting of ours is not allowed ---
  UNKNOWN_SETTING(115, Effect.SETTING),
  SETTING_CONSTRAINT_VIOLATION(452, Effect.SETTING),

  // --- the server itself does not know ---
  UNKNOWN_STATUS_OF_INSERT(319, Effect.DOUBT);

  /** What happens next. */
  enum Effect {
    DATA("the rows are taken apart until the guilty ones stand alone, which are quarantined"),
    TABLE("the senders read the table's columns again and send the rows again"),
    BUSY("the rows are tried again later"),
    DENIED("the rows are tried again later; a person has to act"),
    SETTING("the insert does without the setting, or is tried again"),
    DOUBT("the rows are tried again; nobody can tell what is in the table");

    private final String meaning;

    Effect(String meaning) {
      this.meaning = meaning;
    }

    /** One clause for people. */
    String meaning() {
      return meaning;
    }
  }

  private static final Map<Integer, ClickHouseError> BY_CODE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ClickHouseError::code, Function.identity()));

  private final int code;
  private final Effect effect;

  ClickHouseError(int code, Effect effect) {
    this.code = code;
    this.effect = effect;
  }

  int code() {
    return code;
  }

  Effect effect() {
    return effect;
  }

  /** What happens next after an answer with this code. */
  static Effect effectOf(int code) {
    return of(code).map(ClickHouseError::effect).orElse(Effect.DOUBT);
  }

  /** The entry of a code; empty when this table does not know it. */
  static Optional<ClickHouseError> of(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
