package io.tributary.protocol.avro;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;

/** Appends pieces of JSON text, without an object per piece but for fractions. One thread. */
final class TextSink {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SMALLEST =
      Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_NUMBER = 20;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int DAYS_PER_ERA = 146_097;
  private static final int DAYS_TO_EPOCH = 719_468;
  private static final int[] POWERS = new int[10];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final byte[] digits = new byte[LONGEST_NUMBER];
  private final WideDecimal decimal = new WideDecimal();

  void ascii(byte[] text, RowBinaryWriter out) {
    out.writeRaw(text, 0, text.length);
  }

  void number(long value, RowBinaryWriter out) {
    if (value == Long.MIN_VALUE) {
      ascii(SMALLEST, out);
      return;
    }
    if (value < 0) {
      out.writeInt8('-');
    }
    padded(Math.abs(value), 1, out);
  }

  /** At least so many digits of a number that is not negative. */
  private void padded(long value, int width, RowBinaryWriter out) {
    int from = LONGEST_NUMBER;
    long rest = value;
    while (rest != 0 || LONGEST_NUMBER - from < width) {
      digits[--from] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    out.writeRaw(digits, from, LONGEST_NUMBER - from);
  }

  /** A number, or in quotes what is none. */
  void fraction(double value, String text, RowBinaryWriter out) {
    boolean isNumber = Double.isFinite(value);
    if (!isNumber) {
      out.writeInt8('"');
    }
    ascii(text.getBytes(StandardCharsets.US_ASCII), out);
    if (!isNumber) {
      out.writeInt8('"');
    }
  }

  /** The whole number of these bytes with a point in it. */
  void decimal(byte[] source, int offset, int length, int scale, RowBinaryWriter out)
      throws UnfitValueException {
    if (!decimal.read(source, offset, length)) {
      throw new UnfitValueException(length + " bytes", "it is a decimal of more than 86 digits");
    }
    decimal.print(scale, out);
  }

  /** A string in quotes; its bytes are UTF-8 or whatever was sent as such. */
  void quoted(byte[] source, int offset, int length, RowBinaryWriter out) {
    out.writeInt8('"');
    int plain = offset;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      byte b = source[i];
      if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
        out.writeRaw(source, plain, i - plain);
        escape(b, out);
        plain = i + 1;
      }
    }
    out.writeRaw(source, plain, end - plain);
    out.writeInt8('"');
  }

  /** Bytes in quotes, each as the character of its number. */
  void quotedBytes(byte[] source, int offset, int length, RowBinaryWriter out) {
    out.writeInt8('"');
    for (int i = offset; i < offset + length; i++) {
      byte b = source[i];
      if (b < ' ' || b == '"' || b == '\\' || b == 0x7F) {
        escape(b, out);
      } else {
        out.writeInt8(b);
      }
    }
    out.writeInt8('"');
  }

  private static void escape(byte b, RowBinaryWriter out) {
    out.writeInt8('\\');
    switch (b) {
      case '"', '\\' -> out.writeInt8(b);
      case '\n' -> out.writeInt8('n');
      case '\r' -> out.writeInt8('r');
      case '\t' -> out.writeInt8('t');
      default -> {
        out.writeInt8('u');
        out.writeInt8('0');
        out.writeInt8('0');
        out.writeInt8(HEX[(b >> 4) & 0xF]);
        out.writeInt8(HEX[b & 0xF]);
      }
    }
  }

  /** The usual 36 characters. */
  void uuid(byte[] source, int offset, RowBinaryWriter out) {
    for (int i = 0; i < 16; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        out.writeInt8('-');
      }
      out.writeInt8(HEX[(source[offset + i] >> 4) & 0xF]);
      out.writeInt8(HEX[source[offset + i] & 0xF]);
    }
  }

  /** {@code P1M2DT3.004S}: months, days and milliseconds, each unsigned and little-endian. */
  void duration(byte[] source, int offset, RowBinaryWriter out) {
    out.writeInt8('P');
    padded(littleEndian(source, offset), 1, out);
    out.writeInt8('M');
    padded(littleEndian(source, offset + 4), 1, out);
    out.writeInt8('D');
    out.writeInt8('T');
    long millis = littleEndian(source, offset + 8);
    padded(millis / 1_000, 1, out);
    out.writeInt8('.');
    padded(millis % 1_000, 3, out);
    out.writeInt8('S');
  }

  static long littleEndian(byte[] source, int offset) {
    return (source[offset] & 0xFFL)
        | ((source[offset + 1] & 0xFFL) << 8)
        | ((source[offset + 2] & 0xFFL) << 16)
        | ((source[offset + 3] & 0xFFL) << 24);
  }

  /**
   * {@code 2020-01-02T03:04:05.678}, its zone left out.
   *
   * @param ticks since 1970, of so many digits of a second
   */
  void timestamp(long ticks, int subsecondDigits, RowBinaryWriter out) {
    long ticksPerDay = (long) SECONDS_PER_DAY * POWERS[subsecondDigits];
    date(Math.floorDiv(ticks, ticksPerDay), out);
    out.writeInt8('T');
    clock(Math.floorMod(ticks, ticksPerDay), subsecondDigits, out);
  }

  /** {@code YYYY-MM-DD}, with a sign and more digits where the year needs them. */
  void date(long epochDay, RowBinaryWriter out) {
    long days = epochDay + DAYS_TO_EPOCH;
    long era = Math.floorDiv(days, DAYS_PER_ERA);
    int dayOfEra = (int) Math.floorMod(days, (long) DAYS_PER_ERA);
    int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    // Months are counted from March on.
    int shifted = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    if (year < 0 || year > 9_999) {
      out.writeInt8(year < 0 ? '-' : '+');
    }
    padded(Math.abs(year), 4, out);
    out.writeInt8('-');
    padded(month, 2, out);
    out.writeInt8('-');
    padded(day, 2, out);
  }

  /** {@code hh:mm:ss} and a fraction; with a sign, and more hours than 24, if need be. */
  void clock(long ticks, int subsecondDigits, RowBinaryWriter out) {
    int power = POWERS[subsecondDigits];
    long second = Math.abs(ticks / power);
    if (ticks < 0) {
      out.writeInt8('-');
    }
    padded(second / 3_600, 2, out);
    out.writeInt8(':');
    padded(second / 60 % 60, 2, out);
    out.writeInt8(':');
    padded(second % 60, 2, out);
    if (subsecondDigits > 0) {
      out.writeInt8('.');
      padded(Math.abs(ticks % power), subsecondDigits, out);
    }
  }
}
