package io.tributary.protocol.column;

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

  /** {@code Bool}, one byte. */
  record Bool() implements ColumnType {
    @Override
    public String sql() {
      return "Bool";
    }
  }

  /**
   * {@code Int8} to {@code Int64}.
   *
   * @param bits 8, 16, 32 or 64
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
   * {@code UInt8} to {@code UInt64}.
   *
   * @param bits 8, 16, 32 or 64
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

  /** {@code String}: any bytes. */
  record Text() implements ColumnType {
    @Override
    public String sql() {
      return "String";
    }
  }

  /** {@code Date}: days since 1970-01-01, up to 2149-06-06. */
  record Date() implements ColumnType {
    @Override
    public String sql() {
      return "Date";
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
      return zone.isEmpty() ? "DateTime" : "DateTime(" + TypeRules.quoted(zone) + ")";
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
      TypeRules.subsecondDigits(precision);
    }

    @Override
    public String sql() {
      String inZone = zone.isEmpty() ? "" : ", " + TypeRules.quoted(zone);
      return "DateTime64(" + precision + inZone + ")";
    }
  }

  /** {@code UUID}. */
  record Uuid() implements ColumnType {
    @Override
    public String sql() {
      return "UUID";
    }
  }

  /**
   * {@code Nullable(T)}.
   *
   * @param of neither nullable itself nor an array, map or low-cardinality type
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
   * @param of a string, number, date, DateTime or UUID, or one of these nullable
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
}
