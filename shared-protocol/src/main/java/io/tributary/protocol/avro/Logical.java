package io.tributary.protocol.avro;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * What a number, text or row of bytes stands for. A logical type that is not known, or is on a type
 * that it cannot be on, is ignored, as Avro asks for.
 */
enum Logical {
  NONE,
  DECIMAL,
  UUID,
  DATE,
  TIME_MILLIS,
  TIME_MICROS,
  TIMESTAMP_MILLIS,
  TIMESTAMP_MICROS,
  TIMESTAMP_NANOS,
  LOCAL_TIMESTAMP_MILLIS,
  LOCAL_TIMESTAMP_MICROS,
  LOCAL_TIMESTAMP_NANOS,
  DURATION;

  /** Of a decimal; one with more is its bytes. */
  static final int MAX_DIGITS = 76;

  private static final int UUID_BYTES = 16;
  private static final int DURATION_BYTES = 12;

  static Logical of(Schema schema) {
    String name = schema.getProp("logicalType");
    if (name == null) {
      return NONE;
    }
    return switch (schema.getType()) {
      case BYTES -> decimal(schema);
      case FIXED -> {
        if (name.equals("uuid") && schema.getFixedSize() == UUID_BYTES) {
          yield UUID;
        }
        boolean isDuration = name.equals("duration") && schema.getFixedSize() == DURATION_BYTES;
        yield isDuration ? DURATION : decimal(schema);
      }
      case STRING -> name.equals("uuid") ? UUID : NONE;
      case INT ->
          switch (name) {
            case "date" -> DATE;
            case "time-millis" -> TIME_MILLIS;
            default -> NONE;
          };
      case LONG ->
          switch (name) {
            case "time-micros" -> TIME_MICROS;
            case "timestamp-millis" -> TIMESTAMP_MILLIS;
            case "timestamp-micros" -> TIMESTAMP_MICROS;
            case "timestamp-nanos" -> TIMESTAMP_NANOS;
            case "local-timestamp-millis" -> LOCAL_TIMESTAMP_MILLIS;
            case "local-timestamp-micros" -> LOCAL_TIMESTAMP_MICROS;
            case "local-timestamp-nanos" -> LOCAL_TIMESTAMP_NANOS;
            default -> NONE;
          };
      default -> NONE;
    };
  }

  private static Logical decimal(Schema schema) {
    boolean fits =
        schema.getLogicalType() instanceof LogicalTypes.Decimal type
            && type.getPrecision() <= MAX_DIGITS;
    return fits ? DECIMAL : NONE;
  }

  /** Decimal digits of a second that one of them counts; 0 for days. */
  int subsecondDigits() {
    return switch (this) {
      case TIME_MILLIS, TIMESTAMP_MILLIS, LOCAL_TIMESTAMP_MILLIS -> 3;
      case TIME_MICROS, TIMESTAMP_MICROS, LOCAL_TIMESTAMP_MICROS -> 6;
      case TIMESTAMP_NANOS, LOCAL_TIMESTAMP_NANOS -> 9;
      case NONE, DECIMAL, UUID, DATE, DURATION -> 0;
    };
  }

  /** True for a point in time, also one that only the clocks of some zone show. */
  boolean isTimestamp() {
    return switch (this) {
      case TIMESTAMP_MILLIS, TIMESTAMP_MICROS, TIMESTAMP_NANOS -> true;
      case LOCAL_TIMESTAMP_MILLIS, LOCAL_TIMESTAMP_MICROS, LOCAL_TIMESTAMP_NANOS -> true;
      case NONE, DECIMAL, UUID, DATE, TIME_MILLIS, TIME_MICROS, DURATION -> false;
    };
  }

  /** True for what clocks show, or calendars, without a zone. */
  boolean isLocal() {
    return switch (this) {
      case DATE, LOCAL_TIMESTAMP_MILLIS, LOCAL_TIMESTAMP_MICROS, LOCAL_TIMESTAMP_NANOS -> true;
      case TIMESTAMP_MILLIS, TIMESTAMP_MICROS, TIMESTAMP_NANOS -> false;
      case NONE, DECIMAL, UUID, TIME_MILLIS, TIME_MICROS, DURATION -> false;
    };
  }

  /** True for what is an {@code int}. */
  boolean isInt() {
    return this == DATE || this == TIME_MILLIS;
  }

  /** True for a time of day. */
  boolean isTimeOfDay() {
    return this == TIME_MILLIS || this == TIME_MICROS;
  }
}
