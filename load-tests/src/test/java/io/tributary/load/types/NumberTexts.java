package io.tributary.load.types;

import java.math.BigInteger;
import java.util.Random;

/** Texts of numbers, and of what is nearly one. */
final class NumberTexts {
  private NumberTexts() {}

  /** Of an integer type; around its limits and those of the others. */
  static Kind.Values integer(int bits, boolean isSigned) {
    return random -> Pick.maybeQuoted(whole(bits, isSigned, random), random);
  }

  private static String whole(int bits, boolean isSigned, Random random) {
    int width = random.nextInt(3) == 0 ? 8 << random.nextInt(6) : bits;
    BigInteger top = BigInteger.ONE.shiftLeft(isSigned ? width - 1 : width);
    BigInteger off = BigInteger.valueOf(random.nextInt(5) - 2);
    return switch (random.nextInt(12)) {
      case 0 -> top.add(off).toString();
      case 1 -> top.negate().add(off).toString();
      case 2 -> off.toString();
      case 3 -> "-" + new BigInteger(1 + random.nextInt(bits), random);
      case 4 ->
          Pick.one(random, "true", "false", "null", "-0", "+0", "00", "-00", "+5", "007", "-07");
      case 5 ->
          random.nextInt(99) + Pick.one(random, ".0", ".5", ".", "e1", "E0", "e-1", " ", "x", "_0");
      default -> new BigInteger(1 + random.nextInt(isSigned ? bits - 1 : bits), random).toString();
    };
  }

  /** Of a floating type. */
  static String floating(Random random) {
    String text =
        switch (random.nextInt(14)) {
          case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
          case 1 -> Float.toString(Float.intBitsToFloat(random.nextInt()));
          case 2 -> Long.toString(random.nextLong());
          case 3 -> Integer.toString(random.nextInt(2_000) - 1_000);
          case 4 -> random.nextInt(1_000) + "." + Pick.digits(1 + random.nextInt(25), random);
          case 5 -> Pick.digits(1 + random.nextInt(40), random);
          case 6 ->
              "0." + "0".repeat(random.nextInt(30)) + Pick.digits(1 + random.nextInt(30), random);
          case 7 -> Pick.digits(1 + random.nextInt(20), random) + "e" + (random.nextInt(700) - 350);
          case 8 ->
              Pick.one(
                  random,
                  "nan",
                  "inf",
                  "-inf",
                  "NaN",
                  "Infinity",
                  "-Infinity",
                  "infinity",
                  "+inf",
                  "INF",
                  "-nan",
                  "NAN",
                  "infinit",
                  "in",
                  "n");
          case 9 ->
              Pick.one(
                  random,
                  "1e308",
                  "1.8e308",
                  "-1e400",
                  "4.9e-324",
                  "2.4e-324",
                  "1e-400",
                  "3.4e38",
                  "3.5e38",
                  "1e-45",
                  "7e-46",
                  "16777217",
                  "9007199254740993",
                  "1.7976931348623157e308");
          case 10 ->
              Pick.one(
                  random, "true", "false", "null", "-0", "-0.0", "+1.5", ".5", "5.", "01.5", "-.5");
          case 11 ->
              Pick.one(
                  random, "1e", "1e+", "1.e5", "1E5", "1e05", "1e+5", ".", "-", "+", "1..2", "1.5f",
                  "0x10", "1e5.5", "e5");
          default -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
        };
    return Pick.maybeQuoted(text, random);
  }

  /** Of a decimal type. */
  static Kind.Values decimal(int precision, int scale) {
    return random -> Pick.maybeQuoted(decimal(precision, scale, random), random);
  }

  private static String decimal(int precision, int scale, Random random) {
    int whole = Math.max(0, precision - scale + random.nextInt(4) - 2);
    int fraction = Math.max(0, scale + random.nextInt(4) - 2);
    String sign = Pick.one(random, "", "", "-", "-", "+");
    return switch (random.nextInt(10)) {
      case 0 -> sign + "9".repeat(precision - scale) + "." + "9".repeat(fraction);
      case 1 -> sign + "1" + "0".repeat(whole);
      case 2 -> sign + Pick.digits(random.nextInt(10), random) + "e" + (random.nextInt(60) - 30);
      case 3 ->
          sign
              + random.nextInt(100)
              + "."
              + Pick.digits(random.nextInt(12), random)
              + "E"
              + random.nextInt(5);
      case 4 ->
          Pick.one(
              random, "true", "false", "null", "nan", "inf", "", ".", "-", "+", "-0", ".5", "5.",
              "0.", "-.5", "1e", "1e+2", "1.5 ", " 1.5", "1,5", "1_000", "00.10");
      case 5 ->
          sign
              + Pick.digits(random.nextInt(80), random)
              + "."
              + Pick.digits(random.nextInt(80), random);
      default ->
          sign
              + Pick.digits(1, random)
              + Pick.digits(random.nextInt(whole + 1), random)
              + (random.nextBoolean()
                  ? "." + Pick.digits(random.nextInt(fraction + 1), random)
                  : "");
    };
  }
}
