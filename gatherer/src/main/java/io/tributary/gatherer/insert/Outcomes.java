package io.tributary.gatherer.insert;

import io.tributary.gatherer.insert.HttpResult.Answer;
import io.tributary.gatherer.insert.HttpResult.NoAnswer;
import io.tributary.gatherer.insert.InsertOutcome.NotSent;
import io.tributary.gatherer.insert.InsertOutcome.Refused;
import io.tributary.gatherer.insert.InsertOutcome.SettingDenied;
import io.tributary.gatherer.insert.InsertOutcome.Stored;
import io.tributary.gatherer.insert.InsertOutcome.TableChanged;
import io.tributary.gatherer.insert.InsertOutcome.TooManyPartitions;
import io.tributary.gatherer.insert.InsertOutcome.Unavailable;
import io.tributary.gatherer.insert.InsertOutcome.Unknown;
import io.tributary.service.failure.FailureCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From the end of an HTTP exchange to what it means for an insert: answers by {@link
 * ClickHouseError}, and the failures of the transport.
 */
public final class Outcomes {

  private static final String IN_A_VIEW = "while pushing to view";

  private static final Pattern ROW =
      Pattern.compile("(?:is violated at row |\\(at row )([0-9]{1,9})\\b");

  private Outcomes() {}

  /** The meaning of an answer of ClickHouse with an error code. */
  public static InsertOutcome of(int code, String message) {
    String line = line(code, message);
    if (code == ClickHouseError.TOO_MANY_PARTS.code() && message.contains("Too many partitions")) {
      return new TooManyPartitions(code, line);
    }
    if (code == ClickHouseError.FUNCTION_THROW_IF_VALUE_IS_NON_ZERO.code()) {
      if (message.contains(InsertGuard.DEADLINE)) {
        return new Unavailable(code, InsertGuard.DEADLINE + " before it began");
      }
      if (message.contains(InsertGuard.REPLACED)) {
        return new TableChanged(code, InsertGuard.REPLACED + " by another one of its name");
      }
    }
    return switch (ClickHouseError.effectOf(code)) {
      case DATA -> new Refused(code, line, row(message));
      case TABLE -> new TableChanged(code, line);
      case BUSY -> new Unavailable(code, FailureCode.CLICKHOUSE_BUSY.tag(line));
      case DENIED -> new Unavailable(code, FailureCode.CLICKHOUSE_DENIED.line(line));
      case SETTING -> new SettingDenied(code, FailureCode.CLICKHOUSE_DENIED.line(line));
      case DOUBT -> new Unknown(code, FailureCode.INSERT_UNKNOWN.tag(line));
    };
  }

  /** True when the same query may succeed later, with or without somebody's help. */
  static boolean passing(int code) {
    return switch (ClickHouseError.effectOf(code)) {
      case BUSY, DENIED -> true;
      case DATA, TABLE, SETTING, DOUBT -> false;
    };
  }

  /** True when the table of error codes has no entry for it. */
  public static boolean unheardOf(int code) {
    return code != 0 && ClickHouseError.of(code).isEmpty();
  }

  /** The meaning of an exchange that did not end in status 200. */
  static InsertOutcome ofFailure(HttpResult result) {
    return switch (result) {
      case NoAnswer none when none.sent() ->
          new Unknown(0, FailureCode.INSERT_UNKNOWN.tag(none.message()));
      case NoAnswer none -> new NotSent(FailureCode.CLICKHOUSE_UNREACHABLE.tag(none.message()));
      case Answer answer when answer.code() != 0 -> of(answer.code(), answer.body());
      case Answer answer -> ofStatus(answer.status(), answer.body());
    };
  }

  /** The meaning of an answer without an error code of ClickHouse's, such as a proxy gives. */
  static InsertOutcome ofStatus(int status, String message) {
    String line = "HTTP status " + status + ": " + oneLine(message);
    return switch (status) {
      case 401, 403 -> new Unavailable(0, FailureCode.CLICKHOUSE_DENIED.line(line));
      case 429, 502, 503 -> new Unavailable(0, FailureCode.CLICKHOUSE_BUSY.tag(line));
      default -> new Unknown(0, FailureCode.INSERT_UNKNOWN.tag(line));
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
            0, "ClickHouse read %d and wrote %d of %d rows".formatted(readRows, writtenRows, rows))
        : new Stored();
  }

  /** The meaning of a 200 to a fill, which reads the table as well and writes what is missing. */
  static InsertOutcome ofFilled(long rows, long readRows) {
    return ofStored(rows, readRows, 0);
  }

  /** One line for the operator about an answer that is not a result. */
  static String describe(Answer answer) {
    return answer.code() != 0
        ? line(answer.code(), answer.body())
        : "HTTP status " + answer.status() + ": " + oneLine(answer.body());
  }

  private static int row(String message) {
    if (message.contains(IN_A_VIEW)) {
      // It counts the rows of the view's block, not of the insert's.
      return 0;
    }
    Matcher matcher = ROW.matcher(message);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
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
