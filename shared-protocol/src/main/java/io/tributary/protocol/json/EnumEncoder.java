package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Enum8} and {@code Enum16} from a name, from a number, or from a number in quotes that is
 * not a name. Numbers that ClickHouse would wrap are refused.
 *
 * <p>A missing value is the name with the lowest number. So is a null, unless there is a name for
 * 0: ClickHouse would store 0 even if no name stands for it, which then cannot be read.
 */
final class EnumEncoder implements ValueEncoder {
  private static final String NO_NUMBER = "it is neither a name of the Enum nor a number of it";
  private static final int EMPTY = -1;

  private final int bits;
  private final int[] numbers;
  private final byte[][] names;

  /** Index of a name by its hash, open addressing, at most half full. */
  private final int[] slots;

  private final boolean nullIsZero;

  EnumEncoder(ColumnType.Enumeration type) {
    List<ColumnType.Label> labels = type.labels();
    bits = type.bits();
    numbers = labels.stream().mapToInt(ColumnType.Label::number).toArray();
    names =
        labels.stream()
            .map(label -> label.name().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    slots = new int[Integer.highestOneBit(names.length) * 4];
    Arrays.fill(slots, EMPTY);
    for (int i = 0; i < names.length; i++) {
      int slot = hash(names[i], 0, names[i].length) & (slots.length - 1);
      while (slots[slot] != EMPTY) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i;
    }
    nullIsZero = numbers[0] != 0 && Arrays.binarySearch(numbers, 0) >= 0;
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case NUMBER -> number(in.text(), out);
      case STRING, NAME -> {
        TextBytes text = in.text();
        int index = indexOf(text);
        yield index == EMPTY ? number(text, out) : write(numbers[index], out);
      }
      case NULL -> nullIsZero ? write(0, out) : NO_NUMBER;
      case TRUE, FALSE, OBJECT, OBJECT_END, ARRAY, ARRAY_END -> NO_NUMBER;
    };
  }

  private int indexOf(TextBytes text) {
    int from = text.from();
    int to = from + text.length();
    int slot = hash(text.array(), from, to) & (slots.length - 1);
    while (slots[slot] != EMPTY) {
      byte[] name = names[slots[slot]];
      if (Arrays.equals(name, 0, name.length, text.array(), from, to)) {
        return slots[slot];
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return EMPTY;
  }

  private @Nullable String number(TextBytes text, RowBinaryWriter out) {
    int at = Numerals.afterSign(text, 0);
    if (at == text.length()) {
      return NO_NUMBER;
    }
    int magnitude = 0;
    for (int i = at; i < text.length(); i++) {
      int c = text.at(i);
      if (!Numerals.isDigit(c) || magnitude > Short.MAX_VALUE) {
        return NO_NUMBER;
      }
      magnitude = magnitude * 10 + (c - '0');
    }
    int value = text.at(0) == '-' ? -magnitude : magnitude;
    return Arrays.binarySearch(numbers, value) < 0 ? NO_NUMBER : write(value, out);
  }

  private @Nullable String write(int number, RowBinaryWriter out) {
    if (bits == 8) {
      out.writeInt8(number);
    } else {
      out.writeInt16(number);
    }
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    write(numbers[0], out);
  }

  @Override
  public boolean takesNull() {
    return nullIsZero;
  }

  private static int hash(byte[] array, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + array[i];
    }
    return hash ^ (hash >>> 15);
  }
}
