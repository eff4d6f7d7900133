package io.tributary.load.types;

import java.util.List;
import java.util.Random;

/** Texts of days, times and moments, and of what is nearly one. */
final class TimeTexts {
  private static final List<String> MONTHS =
      List.of("Jan", "feb", "MAR", "April", "may", "Jun", "Sept", "Dec", "Mon", "Tue, 3 Feb");
  private static final List<String> ZONES =
      List.of(
          "Z",
          "z",
          " Z",
          " UTC",
          "UTC",
          "GMT",
          "+00:00",
          "+03:00",
          "-0330",
          "+03",
          " +0100",
          "+14:00",
          "-23:59",
          "+25:00",
          " MSK",
          " EST",
          " PM",
          " AM",
          "pm",
          "+3",
          " CET",
          "Europe/Berlin",
          "-08:00 ");

  private TimeTexts() {}

  /** Of a date type. */
  static String day(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Pick.maybeQuoted(number(random), random);
      case 1 -> quoted(moment(random));
      default -> quoted(date(random));
    };
  }

  /** Of a type of moments. */
  static String moment(int precision, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Pick.maybeQuoted(number(random), random);
      case 1 ->
          Pick.maybeQuoted(number(random) + "." + Pick.digits(random.nextInt(12), random), random);
      case 2 -> quoted(date(random));
      case 3 ->
          quoted(
              moment(random)
                  + "."
                  + Pick.digits(random.nextInt(precision + 4), random)
                  + zone(random));
      default -> quoted(moment(random));
    };
  }

  /** Of a type of times of day. */
  static String time(int precision, Random random) {
    String text = Pick.one(random, "", "", "", "-", "+") + clock(random);
    return switch (random.nextInt(8)) {
      case 0 -> Pick.maybeQuoted(number(random), random);
      case 1 ->
          Pick.maybeQuoted(
              random.nextInt(4_000_000) + "." + Pick.digits(random.nextInt(12), random), random);
      case 2 -> quoted(moment(random));
      case 3, 4 -> quoted(text + "." + Pick.digits(random.nextInt(precision + 4), random));
      case 5 ->
          quoted(
              random.nextInt(1_100) + text.substring(text.indexOf(':') + 1).replaceFirst("^", ":"));
      default -> quoted(text);
    };
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static String number(Random random) {
    return switch (random.nextInt(9)) {
      case 0 ->
          Pick.one(
              random,
              "0",
              "-1",
              "1",
              "65535",
              "65536",
              "65534",
              "2147483647",
              "2147483648",
              "4294967295",
              "4294967296",
              "120529",
              "120530",
              "-25567",
              "-25568",
              "10413791999",
              "3599999",
              "3600000",
              "-3599999",
              "9223372036854775807",
              "9223372036854775808");
      case 1 -> Integer.toString(random.nextInt(70_000));
      case 2 -> Integer.toString(-random.nextInt(70_000));
      case 3 -> Long.toString(random.nextLong() >> random.nextInt(40));
      case 4 -> Pick.digits(1 + random.nextInt(20), random);
      default -> Long.toString(random.nextInt() & 0xFFFF_FFFFL);
    };
  }

  private static String date(Random random) {
    int year = year(random);
    int month = random.nextInt(20) == 0 ? random.nextInt(15) : 1 + random.nextInt(12);
    int day = random.nextInt(20) == 0 ? random.nextInt(34) : 1 + random.nextInt(28);
    return switch (random.nextInt(14)) {
      case 0 -> "%d-%d-%d".formatted(year, month, day);
      case 1 -> "%04d%02d%02d".formatted(year, month, day);
      case 2 -> "%04d/%02d/%02d".formatted(year, month, day);
      case 3 -> "%02d/%02d/%04d".formatted(day, month, year);
      case 4 -> "%04d.%02d.%02d".formatted(year, month, day);
      case 5 -> "%d %s %d".formatted(day, Pick.one(MONTHS, random), year);
      case 6 -> "%s %d, %d".formatted(Pick.one(MONTHS, random), day, year);
      case 7 ->
          Pick.one(
              random,
              "",
              "0000-00-00",
              "2020-02-30",
              "2021-02-29",
              "1900-02-29",
              "2000-02-29",
              "2020-1-1",
              "2020-01",
              "2020",
              "20-01-01",
              "1969-12-31",
              "1970-01-01",
              "2149-06-06",
              "2149-06-07",
              "1899-12-31",
              "1900-01-01",
              "2299-12-31",
              "2300-01-01",
              " 2020-01-01",
              "2020-01-01 ",
              "2020-13-01",
              "2020-00-10",
              "2020-01-00");
      default -> "%04d-%02d-%02d".formatted(year, month, day);
    };
  }

  private static int year(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(10_000);
      case 1 -> 1890 + random.nextInt(450);
      default -> 1965 + random.nextInt(190);
    };
  }

  private static String moment(Random random) {
    String joint = Pick.one(random, " ", " ", " ", "T", "T", "t", "  ", "");
    return date(random) + joint + clock(random) + (random.nextBoolean() ? "" : zone(random));
  }

  private static String clock(Random random) {
    int hour = random.nextInt(12) == 0 ? random.nextInt(100) : random.nextInt(24);
    int minute = random.nextInt(12) == 0 ? random.nextInt(100) : random.nextInt(60);
    int second = random.nextInt(12) == 0 ? random.nextInt(100) : random.nextInt(60);
    return switch (random.nextInt(10)) {
      case 0 -> "%d:%d:%d".formatted(hour, minute, second);
      case 1 -> "%02d:%02d".formatted(hour, minute);
      case 2 -> "%02d%02d%02d".formatted(hour, minute, second);
      case 3 -> "%02d".formatted(hour);
      default -> "%02d:%02d:%02d".formatted(hour, minute, second);
    };
  }

  private static String zone(Random random) {
    return Pick.one(ZONES, random);
  }
}
