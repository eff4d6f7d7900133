package io.tributary.protocol.avro;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.ZoneOffsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * How numbers become values of the types of days and times.
 *
 * <p>A number without a logical type is what the column counts: seconds in a DateTime, ticks in a
 * DateTime64, days in a Date. One with a logical type is the time that it stands for; digits that
 * the column has not are cut off. What clocks show without a zone is in the column's zone, and in
 * the server's where the column names none.
 */
final class TimeTargets {
  private static final int SECONDS_PER_DAY = 86_400;
  private static final long MIN_SECOND = -62_167_219_200L; // 0000-01-01
  private static final long END_SECOND = 253_402_300_800L; // 10000-01-01
  private static final int MAX_TIME = 3_599_999;
  private static final WholeTarget.Narrow DATE = new WholeTarget.Narrow(16, 0, 0xFFFF);
  private static final WholeTarget.Narrow DATE32 =
      new WholeTarget.Narrow(32, -719_528, 2_932_896); // the years 0 to 9999
  private static final WholeTarget.Narrow DATE_TIME = new WholeTarget.Narrow(32, 0, 0xFFFF_FFFFL);
  private static final WholeTarget.Narrow TIME = new WholeTarget.Narrow(32, -MAX_TIME, MAX_TIME);

  private final ZoneId serverZone;

  TimeTargets(ZoneId serverZone) {
    this.serverZone = serverZone;
  }

  /** What takes numbers of a logical type, null if the type is no time or cannot take them. */
  @Nullable WholeTarget of(ColumnType type, Logical logical) {
    if (logical.isTimeOfDay()) {
      return timeOfDay(type, logical.subsecondDigits());
    }
    if (logical == Logical.NONE) {
      return counted(type);
    }
    boolean isDate = logical == Logical.DATE;
    long ticksPerSecond = isDate ? 1 : power(logical.subsecondDigits());
    long ticksPerDay = isDate ? 1 : ticksPerSecond * SECONDS_PER_DAY;
    return switch (type) {
      case ColumnType.Date _ -> new TimeTarget.Divided(DATE, ticksPerDay);
      case ColumnType.Date32 _ -> new TimeTarget.Divided(DATE32, ticksPerDay);
      case ColumnType.DateTime(String zone) -> moment(logical, 0, zone, DATE_TIME);
      case ColumnType.DateTime64(int precision, String zone) ->
          moment(logical, precision, zone, dateTime64(precision));
      default -> null;
    };
  }

  private static @Nullable WholeTarget timeOfDay(ColumnType type, int digits) {
    return switch (type) {
      case ColumnType.Time _ -> new TimeTarget.Divided(TIME, power(digits));
      case ColumnType.Time64(int precision) -> {
        WholeTarget.Narrow ticks = time64(precision);
        yield precision >= digits
            ? multiplied(ticks, power(precision - digits))
            : new TimeTarget.Divided(ticks, power(digits - precision));
      }
      default -> null;
    };
  }

  private static WholeTarget.Narrow time64(int precision) {
    long end = (MAX_TIME + 1L) * power(precision) - 1;
    return new WholeTarget.Narrow(64, -end, end);
  }

  private static @Nullable WholeTarget counted(ColumnType type) {
    return switch (type) {
      case ColumnType.Date _ -> DATE;
      case ColumnType.Date32 _ -> DATE32;
      case ColumnType.DateTime _ -> DATE_TIME;
      case ColumnType.DateTime64(int precision, String _) -> dateTime64(precision);
      case ColumnType.Time _ -> TIME;
      case ColumnType.Time64(int precision) -> time64(precision);
      default -> null;
    };
  }

  private static WholeTarget.Narrow dateTime64(int precision) {
    long ticksPerSecond = power(precision);
    boolean reachesAll = precision < 9;
    return reachesAll
        ? new WholeTarget.Narrow(64, MIN_SECOND * ticksPerSecond, END_SECOND * ticksPerSecond - 1)
        : new WholeTarget.Narrow(64, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * @param precision digits of a second that the target counts
   */
  private WholeTarget moment(
      Logical logical, int precision, String zone, WholeTarget.Narrow target) {
    int digits = logical.subsecondDigits();
    long secondsPerTick = logical == Logical.DATE ? SECONDS_PER_DAY : 1;
    WholeTarget scaled =
        precision >= digits
            ? multiplied(target, secondsPerTick * power(precision - digits))
            : new TimeTarget.Divided(target, power(digits - precision));
    ZoneId columnZone = zone.isEmpty() ? serverZone : ZoneId.of(zone);
    if (!logical.isLocal() || isUtc(columnZone)) {
      return scaled;
    }
    long ticksPerSecond = power(Math.max(digits, precision));
    return new TimeTarget.Local(
        new ZoneOffsets(columnZone),
        secondsPerTick * power(Math.max(0, precision - digits)),
        ticksPerSecond,
        precision >= digits ? target : new TimeTarget.Divided(target, power(digits - precision)));
  }

  private static WholeTarget multiplied(WholeTarget.Narrow target, long factor) {
    return factor == 1 ? target : new TimeTarget.Multiplied(target, factor);
  }

  private static boolean isUtc(ZoneId zone) {
    ZoneRules rules = zone.getRules();
    return rules.isFixedOffset() && rules.getOffset(Instant.EPOCH).getTotalSeconds() == 0;
  }

  static long power(int digits) {
    long power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }
}
