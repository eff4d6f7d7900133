package io.tributary.gatherer.insert;

/**
 * What became of one attempt to insert. Only {@link Stored} means that every row is durable, and
 * only {@link #isUnsent} that none is; all others may have left rows in the table. Messages are one
 * line for the operator; codes are ClickHouse's, 0 when it gave none.
 */
public sealed interface InsertOutcome {

  /** ClickHouse's error code, 0 without one. */
  default int code() {
    return 0;
  }

  /** True when ClickHouse has received nothing: whatever the table holds is from before. */
  default boolean isUnsent() {
    return false;
  }

  /** Every row is durable. */
  record Stored() implements InsertOutcome {}

  /**
   * The data's fault: the same bytes can never be stored.
   *
   * @param row number of the guilty row in the insert, from 1, as far as ClickHouse tells; else 0
   */
  record Refused(int code, String message, int row) implements InsertOutcome {}

  /**
   * The table is missing, or its columns are not those the statement names.
   *
   * @param code 0 when that was seen here and nothing was sent
   */
  record TableChanged(int code, String message) implements InsertOutcome {
    @Override
    public boolean isUnsent() {
      return code == 0;
    }
  }

  /** The rows fall into more table partitions than one insert may touch. */
  record TooManyPartitions(int code, String message) implements InsertOutcome {}

  /** ClickHouse does not allow a setting that the insert was sent with. */
  record SettingDenied(int code, String message) implements InsertOutcome {}

  /** Nothing was sent: ClickHouse could not be reached. */
  record NotSent(String message) implements InsertOutcome {
    @Override
    public boolean isUnsent() {
      return true;
    }
  }

  /** ClickHouse cannot take rows now, or not from us; the same insert may succeed later. */
  record Unavailable(int code, String message) implements InsertOutcome {

    /** True when merges of the table have to catch up first. */
    public boolean isTooManyParts() {
      return code == ClickHouseError.TOO_MANY_PARTS.code();
    }
  }

  /** No answer, or one that nobody understands. */
  record Unknown(int code, String message) implements InsertOutcome {}
}
