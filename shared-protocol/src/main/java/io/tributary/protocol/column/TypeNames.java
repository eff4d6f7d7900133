package io.tributary.protocol.column;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** The vocabulary of type names: what each one makes of its arguments. */
final class TypeNames {
  private static final Map<String, Function<Arguments, ColumnType>> MAKERS = new HashMap<>();

  static {
    plain("Bool", new ColumnType.Bool());
    for (int bits = 8; bits <= 64; bits *= 2) {
      plain("Int" + bits, new ColumnType.SignedInt(bits));
      plain("UInt" + bits, new ColumnType.UnsignedInt(bits));
    }
    plain("Float32", new ColumnType.Float32());
    plain("Float64", new ColumnType.Float64());
    plain("String", new ColumnType.Text());
    plain("Date", new ColumnType.Date());
    plain("UUID", new ColumnType.Uuid());
    MAKERS.put("DateTime", TypeNames::dateTime);
    MAKERS.put("DateTime64", TypeNames::dateTime64);
    MAKERS.put("Nullable", a -> new ColumnType.Nullable(a.only(1).type(0)));
    MAKERS.put("LowCardinality", a -> new ColumnType.LowCardinality(a.only(1).type(0)));
    MAKERS.put("Array", a -> new ColumnType.Array(a.only(1).type(0)));
    MAKERS.put("Map", a -> new ColumnType.Map(a.only(2).type(0), a.type(1)));
  }

  private TypeNames() {}

  /**
   * @throws IllegalArgumentException with a sentence, if the name is unknown or the arguments do
   *     not fit it
   */
  static ColumnType make(String name, List<TypeArgument> arguments) {
    Function<Arguments, ColumnType> maker = MAKERS.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(
          "the type " + name + " is not known, use one of " + new TreeSet<>(MAKERS.keySet()));
    }
    return maker.apply(new Arguments(name, arguments));
  }

  private static void plain(String name, ColumnType type) {
    MAKERS.put(
        name,
        arguments -> {
          arguments.only(0);
          return type;
        });
  }

  private static ColumnType dateTime(Arguments arguments) {
    if (arguments.size() == 0) {
      return new ColumnType.DateTime("");
    }
    // ClickHouse reads a number in the place of the zone as the precision of a DateTime64.
    if (arguments.isNumber(0)) {
      return dateTime64(arguments);
    }
    return new ColumnType.DateTime(arguments.only(1).literal(0));
  }

  private static ColumnType dateTime64(Arguments arguments) {
    if (arguments.size() == 2) {
      return new ColumnType.DateTime64(arguments.number(0), arguments.literal(1));
    }
    return new ColumnType.DateTime64(arguments.only(1).number(0), "");
  }

  /** The arguments of one type, with complaints that name it. */
  private record Arguments(String name, List<TypeArgument> values) {
    int size() {
      return values.size();
    }

    Arguments only(int count) {
      if (size() != count) {
        throw new IllegalArgumentException(
            "%s takes %d argument(s), not %d".formatted(name, count, size()));
      }
      return this;
    }

    boolean isNumber(int index) {
      return values.get(index) instanceof TypeArgument.Whole;
    }

    ColumnType type(int index) {
      if (values.get(index) instanceof TypeArgument.Type(ColumnType type)) {
        return type;
      }
      throw wrong(index, "a type");
    }

    int number(int index) {
      if (values.get(index) instanceof TypeArgument.Whole(long value) && value == (int) value) {
        return (int) value;
      }
      throw wrong(index, "a small whole number");
    }

    String literal(int index) {
      if (values.get(index) instanceof TypeArgument.Literal(String value)) {
        return value;
      }
      throw wrong(index, "a text in single quotes");
    }

    private IllegalArgumentException wrong(int index, String wanted) {
      return new IllegalArgumentException(
          "argument %d of %s must be %s".formatted(index + 1, name, wanted));
    }
  }
}
