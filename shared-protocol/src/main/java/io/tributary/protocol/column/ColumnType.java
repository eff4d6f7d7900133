package io.tributary.protocol.column;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A ClickHouse column type. Combinations that ClickHouse refuses (such as {@code
 * Nullable(Array(String))}) cannot be made: the constructors throw {@link IllegalArgumentException}
 * with a sentence that says why.
 *
 * <p>Zones are names as ClickHouse writes them; whether a zone exists is decided by its user.
 */
public sealed interface ColumnType {

  /** Canonical type text, as {@code system.columns} shows it. Parsing it gives an equal type. */
  String sql();

  /**
   * Reads a type's text, such as {@code Map(String, Array(UInt8))}.
   *
   * @param text at most 10,000 characters, nested at most 64 deep
   * @throws ColumnTypeException naming the text, the position and what was expected
   */
  static ColumnType parse(String text) {
    return new TypeParser(text).parse();
  }

  /**
   * A part of a {@link Tuple} or a {@link Nested}.
   *
   * @param name empty when it has none
   */
  record Element(String name, ColumnType type) {}

  /** A name of an {@link Enumeration} and the number that is stored for it. */
  record Label(String name, int number) {}

  /** {@code Bool}, one byte. */
  record Bool() implements ColumnType {
    @Override
    public String sql() {
      return "Bool";
    }
  }

  /**
   * {@code Int8} to {@code Int256}.
   *
   * @param bits 8, 16, 32, 64, 128 or 256
   */
  record SignedInt(int bits) implements ColumnType {
    public SignedInt {
      TypeRules.integerBits(bits);
    }

    @Override
    public String sql() {
      return "Int" + bits;
    }
  }

  /**
   * {@code UInt8} to {@code UInt256}.
   *
   * @param bits 8, 16, 32, 64, 128 or 256
   */
  record UnsignedInt(int bits) implements ColumnType {
    public UnsignedInt {
      TypeRules.integerBits(bits);
    }

    @Override
    public String sql() {
      return "UInt" + bits;
    }
  }

  /** {@code Float32}. */
  record Float32() implements ColumnType {
    @Override
    public String sql() {
      return "Float32";
    }
  }

  /** {@code Float64}. */
  record Float64() implements ColumnType {
    @Override
    public String sql() {
      return "Float64";
    }
  }

  /** {@code BFloat16}: the high half of a {@code Float32}. */
  record BFloat16() implements ColumnType {
    @Override
    public String sql() {
      return "BFloat16";
    }
  }

  /**
   * {@code Decimal(P, S)}: a whole number of 10<sup>-scale</sup>.
   *
   * @param precision digits in all, 1 to 76
   * @param scale digits after the point, 0 to precision
   */
  record Decimal(int precision, int scale) implements ColumnType {
    public Decimal {
      TypeRules.decimal(precision, scale);
    }

    /** Of the whole number that is stored: 32, 64, 128 or 256. */
    public int bits() {
      return precision <= 9 ? 32 : precision <= 18 ? 64 : precision <= 38 ? 128 : 256;
    }

    @Override
    public String sql() {
      return "Decimal(" + precision + ", " + scale + ")";
    }
  }

  /** {@code String}: any bytes. */
  record Text() implements ColumnType {
    @Override
    public String sql() {
      return "String";
    }
  }

  /**
   * {@code FixedString(N)}: exactly so many bytes.
   *
   * @param length 1 to 16,777,215
   */
  record FixedText(int length) implements ColumnType {
    public FixedText {
      TypeRules.fixedLength(length);
    }

    @Override
    public String sql() {
      return "FixedString(" + length + ")";
    }
  }

  /** {@code Date}: days since 1970-01-01, up to 2149-06-06. */
  record Date() implements ColumnType {
    @Override
    public String sql() {
      return "Date";
    }
  }

  /** {@code Date32}: days since 1970-01-01, of the years 1900 to 2299. */
  record Date32() implements ColumnType {
    @Override
    public String sql() {
      return "Date32";
    }
  }

  /**
   * {@code DateTime}: seconds since 1970, unsigned 32 bit.
   *
   * @param zone of the column, empty for the server's
   */
  record DateTime(String zone) implements ColumnType {
    @Override
    public String sql() {
      return zone.isEmpty() ? "DateTime" : "DateTime(" + TypeText.quoted(zone) + ")";
    }
  }

  /**
   * {@code DateTime64}: ticks of 10<sup>-precision</sup> seconds since 1970, signed 64 bit.
   *
   * @param precision 0 to 9
   * @param zone of the column, empty for the server's
   */
  record DateTime64(int precision, String zone) implements ColumnType {
    public DateTime64 {
      TypeRules.subsecondDigits("DateTime64", precision);
    }

    @Override
    public String sql() {
      String inZone = zone.isEmpty() ? "" : ", " + TypeText.quoted(zone);
      return "DateTime64(" + precision + inZone + ")";
    }
  }

  /** {@code Time}: seconds, signed 32 bit, up to 999:59:59 either way. */
  record Time() implements ColumnType {
    @Override
    public String sql() {
      return "Time";
    }
  }

  /**
   * {@code Time64}: ticks of 10<sup>-precision</sup> seconds, signed 64 bit.
   *
   * @param precision 0 to 9
   */
  record Time64(int precision) implements ColumnType {
    public Time64 {
      TypeRules.subsecondDigits("Time64", precision);
    }

    @Override
    public String sql() {
      return "Time64(" + precision + ")";
    }
  }

  /** {@code IntervalSecond} and the like: a count of a unit, signed 64 bit. */
  record Interval(Unit unit) implements ColumnType {
    /** What is counted. */
    public enum Unit {
      NANOSECOND,
      MICROSECOND,
      MILLISECOND,
      SECOND,
      MINUTE,
      HOUR,
      DAY,
      WEEK,
      MONTH,
      QUARTER,
      YEAR
    }

    @Override
    public String sql() {
      String name = unit.name();
      return "Interval" + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
  }

  /** {@code UUID}. */
  record Uuid() implements ColumnType {
    @Override
    public String sql() {
      return "UUID";
    }
  }

  /** {@code IPv4}: 32 bit. */
  record Ipv4() implements ColumnType {
    @Override
    public String sql() {
      return "IPv4";
    }
  }

  /** {@code IPv6}: 16 bytes in network order. */
  record Ipv6() implements ColumnType {
    @Override
    public String sql() {
      return "IPv6";
    }
  }

  /**
   * {@code Enum8} and {@code Enum16}.
   *
   * @param bits 8 or 16, signed
   * @param labels at least one, no name and no number twice; kept in the order of the numbers
   */
  record Enumeration(int bits, List<Label> labels) implements ColumnType {
    public Enumeration {
      TypeRules.labels(bits, labels);
      labels = labels.stream().sorted(Comparator.comparingInt(Label::number)).toList();
    }

    @Override
    public String sql() {
      return "Enum" + bits + TypeText.labels(labels);
    }
  }

  /**
   * {@code Nullable(T)}.
   *
   * @param of neither nullable itself nor a low-cardinality type, an array, map or variant. Of a
   *     tuple only where a setting of ClickHouse allows it.
   */
  record Nullable(ColumnType of) implements ColumnType {
    public Nullable {
      TypeRules.insideNullable(of);
    }

    @Override
    public String sql() {
      return "Nullable(" + of.sql() + ")";
    }
  }

  /**
   * {@code LowCardinality(T)}: a dictionary in the table; in RowBinary the same as {@code T}.
   *
   * @param of a string, number, date, time without fractions, UUID or address, or one of these
   *     nullable
   */
  record LowCardinality(ColumnType of) implements ColumnType {
    public LowCardinality {
      TypeRules.insideLowCardinality(of);
    }

    @Override
    public String sql() {
      return "LowCardinality(" + of.sql() + ")";
    }
  }

  /** {@code Array(T)}. */
  record Array(ColumnType of) implements ColumnType {
    @Override
    public String sql() {
      return "Array(" + of.sql() + ")";
    }
  }

  /**
   * {@code Map(K, V)}.
   *
   * @param key any type that is not nullable
   */
  record Map(ColumnType key, ColumnType value) implements ColumnType {
    public Map {
      TypeRules.mapKey(key);
    }

    @Override
    public String sql() {
      return "Map(" + key.sql() + ", " + value.sql() + ")";
    }
  }

  /**
   * {@code Tuple(T, U)} or {@code Tuple(a T, b U)}.
   *
   * @param elements all with a name of their own or all without one; may be empty
   */
  record Tuple(List<Element> elements) implements ColumnType {
    public Tuple {
      elements = List.copyOf(elements);
      TypeRules.tupleElements(elements);
    }

    /** True when the elements have names. */
    public boolean named() {
      return !elements.isEmpty() && !elements.getFirst().name().isEmpty();
    }

    @Override
    public String sql() {
      return "Tuple" + TypeText.elements(elements);
    }
  }

  /**
   * {@code Nested(a T, b U)}: an array of named tuples. A column of it is a type of its own only
   * inside of another type or where the table was made with {@code flatten_nested = 0}.
   *
   * @param elements at least one, each with a name of its own
   */
  record Nested(List<Element> elements) implements ColumnType {
    public Nested {
      elements = List.copyOf(elements);
      TypeRules.nestedElements(elements);
    }

    /** The type with the same values. */
    public ColumnType structure() {
      return new Array(new Tuple(elements));
    }

    @Override
    public String sql() {
      return "Nested" + TypeText.elements(elements);
    }
  }

  /** {@code Point}, {@code Ring}, {@code Geometry} and the like: names of other types. */
  record Geo(Kind kind) implements ColumnType {
    /** The shapes. */
    public enum Kind {
      POINT("Point"),
      RING("Ring"),
      LINE_STRING("LineString"),
      MULTI_LINE_STRING("MultiLineString"),
      POLYGON("Polygon"),
      MULTI_POLYGON("MultiPolygon"),
      /** Any of the others. */
      GEOMETRY("Geometry");

      private final String sql;

      Kind(String sql) {
        this.sql = sql;
      }
    }

    /** The type with the same values, one step down: a ring is an array of points. */
    public ColumnType structure() {
      return switch (kind) {
        case POINT ->
            new Tuple(List.of(new Element("", new Float64()), new Element("", new Float64())));
        case RING, LINE_STRING -> new Array(new Geo(Kind.POINT));
        case MULTI_LINE_STRING -> new Array(new Geo(Kind.LINE_STRING));
        case POLYGON -> new Array(new Geo(Kind.RING));
        case MULTI_POLYGON -> new Array(new Geo(Kind.POLYGON));
        case GEOMETRY ->
            new Variant(
                Arrays.stream(Kind.values())
                    .filter(k -> k != Kind.GEOMETRY)
                    .<ColumnType>map(Geo::new)
                    .toList());
      };
    }

    @Override
    public String sql() {
      return kind.sql;
    }
  }

  /**
   * {@code Variant(T, U)}: a value of one of the types, or NULL. In RowBinary a type is named by
   * its place in the list, from 0.
   *
   * @param types kept as ClickHouse keeps them: ordered by their text, none twice
   */
  record Variant(List<ColumnType> types) implements ColumnType {
    public Variant {
      types = types.stream().sorted(Comparator.comparing(ColumnType::sql)).distinct().toList();
      TypeRules.variantTypes(types);
    }

    @Override
    public String sql() {
      return "Variant" + TypeText.types(types);
    }
  }

  /**
   * {@code Dynamic}: a value of any type.
   *
   * @param arguments {@code max_types=N}, or empty
   */
  record Dynamic(String arguments) implements ColumnType {
    @Override
    public String sql() {
      return arguments.isEmpty() ? "Dynamic" : "Dynamic(" + arguments + ")";
    }
  }

  /**
   * {@code JSON}: an object of any shape.
   *
   * @param arguments limits, typed and skipped paths as ClickHouse writes them, not looked into;
   *     may be empty
   */
  record Json(String arguments) implements ColumnType {
    @Override
    public String sql() {
      return arguments.isEmpty() ? "JSON" : "JSON(" + arguments + ")";
    }
  }

  /**
   * {@code SimpleAggregateFunction(f, T)}: values of a type that ClickHouse combines when it merges
   * rows; in RowBinary the same as {@code T}.
   *
   * @param function with its parameters, if it has any
   */
  record SimpleAggregate(String function, ColumnType type) implements ColumnType {
    @Override
    public String sql() {
      return "SimpleAggregateFunction(" + function + ", " + type.sql() + ")";
    }
  }
}
