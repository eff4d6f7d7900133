package io.tributary.gatherer.insert;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the {@code log_comment} of an insert says, so that whoever looks at ClickHouse's running
 * queries knows whose it is. The table stands last, since its name may hold anything.
 *
 * @param gatherer name, for people
 * @param incarnation of the gatherer
 * @param token of the insert, without white space
 * @param table with its database in front
 */
public record InsertComment(String gatherer, UUID incarnation, String token, String table) {
  static final String START = "tributary gatherer=";
  private static final String TABLE = " table=";

  private static final Pattern PATTERN =
      Pattern.compile(
          START + "(.*?) incarnation=([0-9a-f-]{36}) insert=(\\S+)" + TABLE + "(.*)",
          Pattern.DOTALL);

  /** How the comments of all inserts into a table end; those of others may as well. */
  static String end(String database, String table) {
    return TABLE + database + '.' + table;
  }

  /** The comment of an insert; empty for that of any other query. */
  static Optional<InsertComment> parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new InsertComment(
                matcher.group(1),
                UUID.fromString(matcher.group(2)),
                matcher.group(3),
                matcher.group(4)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return START + gatherer + " incarnation=" + incarnation + " insert=" + token + TABLE + table;
  }
}
