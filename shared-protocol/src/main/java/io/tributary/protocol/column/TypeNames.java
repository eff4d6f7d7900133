package io.tributary.protocol.column;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The vocabulary of type names: what each one makes of its arguments. */
final class TypeNames {
  private static final int DEFAULT_DECIMAL_DIGITS = 10;
  private static final int DEFAULT_SUBSECOND_DIGITS = 3;

  /** What ClickHouse takes, and which of them it does not show. */
  private static final Pattern DYNAMIC_ARGUMENTS =
      Pattern.compile("max_types\\s*=\\s*(\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-4])");

  private static final String DEFAULT_DYNAMIC_TYPES = "32";

  private static final Map<String, Function<Arguments, ColumnType>> MAKERS = new HashMap<>();

  static {
    plain(new ColumnType.Bool());
    for (int bits = 8; bits <= 256; bits *= 2) {
      plain(new ColumnType.SignedInt(bits));
      plain(new ColumnType.UnsignedInt(bits));
    }
    plain(new ColumnType.Float32());
    plain(new ColumnType.Float64());
    plain(new ColumnType.BFloat16());
    plain(new ColumnType.Text());
    plain(new ColumnType.Date());
    plain(new ColumnType.Date32());
    plain(new ColumnType.Uuid());
    plain(new ColumnType.Ipv4());
    plain(new ColumnType.Ipv6());
    for (ColumnType.Interval.Unit unit : ColumnType.Interval.Unit.values()) {
      plain(new ColumnType.Interval(unit));
    }
    for (ColumnType.Geo.Kind kind : ColumnType.Geo.Kind.values()) {
      plain(new ColumnType.Geo(kind));
    }
    MAKERS.put("Decimal", TypeNames::decimal);
    MAKERS.put("Decimal32", a -> new ColumnType.Decimal(9, a.only(1).number(0)));
    MAKERS.put("Decimal64", a -> new ColumnType.Decimal(18, a.only(1).number(0)));
    MAKERS.put("Decimal128", a -> new ColumnType.Decimal(38, a.only(1).number(0)));
    MAKERS.put("Decimal256", a -> new ColumnType.Decimal(76, a.only(1).number(0)));
    MAKERS.put("FixedString", a -> new ColumnType.FixedText(a.only(1).number(0)));
    MAKERS.put("DateTime", TypeNames::dateTime);
    MAKERS.put("DateTime64", TypeNames::dateTime64);
    MAKERS.put("Time", a -> a.size() == 0 ? new ColumnType.Time() : time64(a));
    MAKERS.put("Time64", TypeNames::time64);
    MAKERS.put("Enum", a -> enumeration(labels(a)));
    MAKERS.put("Enum8", a -> new ColumnType.Enumeration(8, labels(a)));
    MAKERS.put("Enum16", a -> new ColumnType.Enumeration(16, labels(a)));
    MAKERS.put("Nullable", a -> new ColumnType.Nullable(a.only(1).type(0)));
    MAKERS.put("LowCardinality", a -> new ColumnType.LowCardinality(a.only(1).type(0)));
    MAKERS.put("Array", a -> new ColumnType.Array(a.only(1).type(0)));
    MAKERS.put("Map", a -> new ColumnType.Map(a.only(2).type(0), a.type(1)));
    MAKERS.put("Tuple", a -> new ColumnType.Tuple(a.elements()));
    MAKERS.put("Nested", a -> new ColumnType.Nested(a.elements()));
    MAKERS.put("Variant", a -> new ColumnType.Variant(a.types()));
    MAKERS.put("Dynamic", TypeNames::dynamic);
    MAKERS.put("JSON", a -> new ColumnType.Json(a.raw()));
    MAKERS.put("SimpleAggregateFunction", TypeNames::simpleAggregate);
    MAKERS.put("AggregateFunction", TypeNames::aggregate);
  }

  private TypeNames() {}

  /** How many of a type's arguments, from the first one, are text that is not looked into. */
  static int rawArguments(String name) {
    return switch (name) {
      case "JSON", "Dynamic", "AggregateFunction" -> Integer.MAX_VALUE;
      case "SimpleAggregateFunction" -> 1;
      default -> 0;
    };
  }

  /**
   * @throws IllegalArgumentException with a sentence, if the name is unknown or the arguments do
   *     not fit it
   */
  static ColumnType make(String name, List<TypeArgument> arguments) {
    Function<Arguments, ColumnType> maker = MAKERS.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(NearNames.unknown(name, MAKERS.keySet()));
    }
    return maker.apply(new Arguments(name, arguments));
  }

  private static void plain(ColumnType type) {
    MAKERS.put(
        type.sql(),
        arguments -> {
          arguments.only(0);
          return type;
        });
  }

  private static ColumnType decimal(Arguments arguments) {
    return switch (arguments.size()) {
      case 0 -> new ColumnType.Decimal(DEFAULT_DECIMAL_DIGITS, 0);
      case 1 -> new ColumnType.Decimal(arguments.number(0), 0);
      default -> new ColumnType.Decimal(arguments.only(2).number(0), arguments.number(1));
    };
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
    return switch (arguments.size()) {
      case 0 -> new ColumnType.DateTime64(DEFAULT_SUBSECOND_DIGITS, "");
      case 2 -> new ColumnType.DateTime64(arguments.number(0), arguments.literal(1));
      default -> new ColumnType.DateTime64(arguments.only(1).number(0), "");
    };
  }

  private static ColumnType time64(Arguments arguments) {
    return new ColumnType.Time64(
        arguments.size() == 0 ? DEFAULT_SUBSECOND_DIGITS : arguments.only(1).number(0));
  }

  /** Without a number a name takes 1, or one more than the name before it. */
  private static List<ColumnType.Label> labels(Arguments arguments) {
    List<ColumnType.Label> labels = new ArrayList<>();
    long next = 1;
    for (int i = 0; i < arguments.size(); i++) {
      long number = arguments.labelNumber(i, next);
      if (number != (short) number) {
        throw new IllegalArgumentException(
            "the number %d of '%s' does not fit into Enum16"
                .formatted(number, arguments.labelName(i)));
      }
      labels.add(new ColumnType.Label(arguments.labelName(i), (int) number));
      next = number + 1;
    }
    return labels;
  }

  private static ColumnType enumeration(List<ColumnType.Label> labels) {
    boolean small = labels.stream().allMatch(label -> label.number() == (byte) label.number());
    return new ColumnType.Enumeration(small ? 8 : 16, labels);
  }

  private static ColumnType dynamic(Arguments arguments) {
    String text = arguments.raw();
    if (text.isEmpty()) {
      return new ColumnType.Dynamic("");
    }
    if (!DYNAMIC_ARGUMENTS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Dynamic takes max_types = 0 to 254, such as Dynamic(max_types=8)");
    }
    String count = text.substring(text.indexOf('=') + 1).strip();
    return new ColumnType.Dynamic(count.equals(DEFAULT_DYNAMIC_TYPES) ? "" : "max_types=" + count);
  }

  private static ColumnType simpleAggregate(Arguments arguments) {
    return new ColumnType.SimpleAggregate(arguments.only(2).function(0), arguments.type(1));
  }

  private static ColumnType aggregate(Arguments unused) {
    throw new IllegalArgumentException(
        "AggregateFunction holds states that only ClickHouse can make, fill such a column with a"
            + " materialized view or use SimpleAggregateFunction");
  }

  /** The arguments of one type, with complaints that name it. */
  private record Arguments(String name, List<TypeArgument> values) {
    private static final Pattern FUNCTION = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*(\\(.*\\))?");

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

    List<ColumnType> types() {
      List<ColumnType> types = new ArrayList<>();
      for (int i = 0; i < size(); i++) {
        types.add(type(i));
      }
      return types;
    }

    List<ColumnType.Element> elements() {
      List<ColumnType.Element> elements = new ArrayList<>();
      for (int i = 0; i < size(); i++) {
        elements.add(
            values.get(i) instanceof TypeArgument.Named(String element, ColumnType type)
                ? new ColumnType.Element(element, type)
                : new ColumnType.Element("", type(i)));
      }
      return elements;
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

    String labelName(int index) {
      return switch (values.get(index)) {
        case TypeArgument.Literal(String label) -> label;
        case TypeArgument.Numbered(String label, long _) -> label;
        case TypeArgument.Type _, TypeArgument.Named _, TypeArgument.Whole _, TypeArgument.Raw _ ->
            throw wrong(index, "a name, such as 'red' or 'red' = 1");
      };
    }

    long labelNumber(int index, long implied) {
      return values.get(index) instanceof TypeArgument.Numbered(String _, long number)
          ? number
          : implied;
    }

    /** All of the arguments as they stand. */
    String raw() {
      return values.stream()
          .map(value -> value instanceof TypeArgument.Raw(String text) ? text : "")
          .collect(Collectors.joining(", "));
    }

    String function(int index) {
      if (values.get(index) instanceof TypeArgument.Raw(String text)
          && FUNCTION.matcher(text).matches()) {
        return text;
      }
      throw wrong(index, "the name of a function, such as sum");
    }

    private IllegalArgumentException wrong(int index, String wanted) {
      return new IllegalArgumentException(
          "argument %d of %s must be %s".formatted(index + 1, name, wanted));
    }
  }
}
