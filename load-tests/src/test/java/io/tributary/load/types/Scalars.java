package io.tributary.load.types;

import static io.tributary.load.types.Kind.Use.LOW_CARDINALITY;
import static io.tributary.load.types.Kind.Use.MAP_KEY;
import static io.tributary.load.types.Kind.Use.NULLABLE;
import static io.tributary.load.types.Kind.Use.VARIANT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All types that are not made of others. */
final class Scalars {
  private static final Set<Kind.Use> EVERYWHERE =
      Set.of(NULLABLE, LOW_CARDINALITY, MAP_KEY, VARIANT);
  private static final Set<Kind.Use> NOT_LOW = Set.of(NULLABLE, MAP_KEY, VARIANT);
  private static final List<Kind> ALL = List.copyOf(kinds());

  private Scalars() {}

  static List<Kind> all() {
    return ALL;
  }

  private static List<Kind> kinds() {
    List<Kind> all = new ArrayList<>();
    numbers(all);
    words(all);
    times(all);
    return all;
  }

  private static void numbers(List<Kind> all) {
    for (int bits = 8; bits <= 256; bits *= 2) {
      Set<Kind.Use> uses = EVERYWHERE;
      all.add(new Kind("Int" + bits, uses, NumberTexts.integer(bits, true)));
      all.add(new Kind("UInt" + bits, uses, NumberTexts.integer(bits, false)));
    }
    all.add(new Kind("Float32", EVERYWHERE, NumberTexts::floating));
    all.add(new Kind("Float64", EVERYWHERE, NumberTexts::floating));
    all.add(new Kind("BFloat16", Set.of(NULLABLE, VARIANT), NumberTexts::floating));
    int[][] decimals = {
      {1, 0}, {9, 2}, {9, 0}, {9, 9}, {18, 4}, {18, 18}, {38, 10}, {38, 0}, {76, 20}, {76, 76}
    };
    for (int[] decimal : decimals) {
      String sql = "Decimal(" + decimal[0] + ", " + decimal[1] + ")";
      all.add(new Kind(sql, NOT_LOW, NumberTexts.decimal(decimal[0], decimal[1])));
    }
    for (String unit : List.of("Nanosecond", "Second", "Day", "Year")) {
      all.add(
          new Kind("Interval" + unit, Set.of(NULLABLE, VARIANT), NumberTexts.integer(64, true)));
    }
  }

  private static void words(List<Kind> all) {
    all.add(new Kind("Bool", EVERYWHERE, WordTexts::bool));
    all.add(new Kind("String", EVERYWHERE, WordTexts::string));
    all.add(new Kind("FixedString(1)", EVERYWHERE, WordTexts.fixed(1)));
    all.add(new Kind("FixedString(4)", EVERYWHERE, WordTexts.fixed(4)));
    all.add(new Kind("FixedString(16)", EVERYWHERE, WordTexts.fixed(16)));
    all.add(new Kind("UUID", EVERYWHERE, WordTexts::uuid));
    all.add(new Kind("IPv4", EVERYWHERE, WordTexts::ipv4));
    all.add(new Kind("IPv6", EVERYWHERE, WordTexts::ipv6));
    all.add(
        new Kind(
            "Enum8('a' = 1, 'b' = -2, '' = 5, '1' = 7, 'é' = 127)",
            NOT_LOW,
            WordTexts.oneOf("a", "b", "", "1", "é", "\\u0061")));
    all.add(
        new Kind(
            "Enum16('zero' = 0, 'low' = -32768, 'high' = 32767, 'it\\'s' = 300)",
            NOT_LOW,
            WordTexts.oneOf("zero", "low", "high", "it's", "Low")));
  }

  private static void times(List<Kind> all) {
    all.add(new Kind("Date", EVERYWHERE, TimeTexts::day));
    all.add(new Kind("Date32", EVERYWHERE, TimeTexts::day));
    all.add(new Kind("DateTime", EVERYWHERE, random -> TimeTexts.moment(0, random)));
    all.add(
        new Kind("DateTime('Europe/Berlin')", EVERYWHERE, random -> TimeTexts.moment(0, random)));
    for (String arguments : List.of("0", "3", "6, 'America/New_York'", "9, 'UTC'")) {
      int precision = arguments.charAt(0) - '0';
      all.add(
          new Kind(
              "DateTime64(" + arguments + ")",
              NOT_LOW,
              random -> TimeTexts.moment(precision, random)));
    }
    all.add(new Kind("Time", Set.of(NULLABLE, VARIANT), random -> TimeTexts.time(0, random)));
    for (int precision : List.of(0, 3, 9)) {
      all.add(
          new Kind(
              "Time64(" + precision + ")",
              Set.of(NULLABLE, VARIANT),
              random -> TimeTexts.time(precision, random)));
    }
  }
}
