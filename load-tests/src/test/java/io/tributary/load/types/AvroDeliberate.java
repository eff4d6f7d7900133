package io.tributary.load.types;

import io.tributary.load.types.Outcome.Refused;
import io.tributary.load.types.Outcome.Stored;
import java.util.regex.Pattern;

/**
 * The differences to ClickHouse's {@code FORMAT Avro} that are meant; there are no others. {@code
 * docs/types.md} lists the same.
 */
enum AvroDeliberate {
  AVRO_RANGE(
      "A number that does not fit its column, or is not whole where the column is, is refused."
          + " ClickHouse would store another number.") {
    @Override
    boolean applies(AvroColumn column, Outcome theirs, Outcome ours) {
      return ours instanceof Refused(String reason) && RANGE.matcher(reason).find();
    }
  },
  AVRO_KIND(
      "A boolean is no time, address or Decimal, and a floating-point number no time or address."
          + " ClickHouse would store a number for it.") {
    @Override
    boolean applies(AvroColumn column, Outcome theirs, Outcome ours) {
      return ours instanceof Refused(String reason)
          && reason.startsWith("always: ")
          && KIND.matcher(column.schema() + " " + column.type()).find();
    }
  },
  AVRO_TIME(
      "A date, time or timestamp is that time in any column of days or times, whatever its unit;"
          + " a local one is in the column's zone. ClickHouse would take its number for one of the"
          + " column's unit.") {
    @Override
    boolean applies(AvroColumn column, Outcome theirs, Outcome ours) {
      return column.schema().getLogicalType() != null
          && (ours instanceof Stored
              || (ours instanceof Refused(String reason) && FAR.matcher(reason).find()))
          && column.type().startsWith("Date");
    }
  },
  AVRO_NO_TIME(
      "A date, time or timestamp is no Bool or address, and a time of day no date. ClickHouse would"
          + " store its number.") {
    @Override
    boolean applies(AvroColumn column, Outcome theirs, Outcome ours) {
      return column.schema().getLogicalType() != null
          && ours instanceof Refused(String reason)
          && reason.startsWith("always: ");
    }
  },
  AVRO_DECIMAL(
      "A number in a Decimal is that number. ClickHouse would take 5 for 0.05 in a Decimal(9,"
          + " 2).") {
    @Override
    boolean applies(AvroColumn column, Outcome theirs, Outcome ours) {
      return column.type().startsWith("Decimal(9, 2") && ours instanceof Stored;
    }
  },
  AVRO_TEXT(
      "Decimals and durations in a String are text, such as 12.50 and P0M1DT0.000S. ClickHouse"
          + " would store their bytes.") {
    @Override
    boolean applies(AvroColumn column, Outcome theirs, Outcome ours) {
      return column.type().equals("String")
          && ours instanceof Stored
          && column.schema().getProp("logicalType") != null;
    }
  };

  private static final Pattern RANGE =
      Pattern.compile("it is not (between|a whole number)|does not fit exactly");
  private static final Pattern FAR = Pattern.compile("it is (not between|further from 1970)");
  private static final Pattern KIND =
      Pattern.compile("^\"(boolean|float|double)\" (Date|DateTime|IPv4|Decimal)");

  private final String sentence;

  AvroDeliberate(String sentence) {
    this.sentence = sentence;
  }

  /** What is different, for people. */
  String sentence() {
    return sentence;
  }

  /** True when this is why the two do not agree. ClickHouse has stored the value. */
  abstract boolean applies(AvroColumn column, Outcome theirs, Outcome ours);
}
