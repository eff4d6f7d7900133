package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
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

  private final int bits;
  private final int[] numbers;
  private final FieldNames names;
  private final boolean nullIsZero;
  private final WholeNumber number = new WholeNumber();

  EnumEncoder(ColumnType.Enumeration type) {
    List<ColumnType.Label> labels = type.labels();
    bits = type.bits();
    numbers = labels.stream().mapToInt(ColumnType.Label::number).toArray();
    names = new FieldNames(labels.stream().map(ColumnType.Label::name).toList());
    nullIsZero = numbers[0] != 0 && Arrays.binarySearch(numbers, 0) >= 0;
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case NUMBER -> number(in.text(), out);
      case STRING, NAME -> {
        TextBytes text = in.text();
        int index = names.indexOf(text);
        yield index < 0 ? number(text, out) : write(numbers[index], out);
      }
      case NULL -> nullIsZero ? write(0, out) : NO_NUMBER;
      case TRUE, FALSE, OBJECT, OBJECT_END, ARRAY, ARRAY_END -> NO_NUMBER;
    };
  }

  private @Nullable String number(TextBytes text, RowBinaryWriter out) {
    if (number.read(text) != null || !number.fitsSigned()) {
      return NO_NUMBER;
    }
    int value = (int) number.value();
    boolean named = value == number.value() && Arrays.binarySearch(numbers, value) >= 0;
    return named ? write(value, out) : NO_NUMBER;
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
}
