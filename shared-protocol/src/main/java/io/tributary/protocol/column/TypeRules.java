package io.tributary.protocol.column;

/** What ClickHouse allows inside what. Each rule throws with a sentence for the person. */
final class TypeRules {
  private TypeRules() {}

  static void integerBits(int bits) {
    if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
      throw new IllegalArgumentException("an integer has 8, 16, 32 or 64 bits, not " + bits);
    }
  }

  static void subsecondDigits(int precision) {
    if (precision < 0 || precision > 9) {
      throw new IllegalArgumentException(
          "DateTime64 has a precision of 0 to 9 digits, not " + precision);
    }
  }

  static void insideNullable(ColumnType of) {
    switch (of) {
      case ColumnType.Bool _,
          ColumnType.SignedInt _,
          ColumnType.UnsignedInt _,
          ColumnType.Float32 _,
          ColumnType.Float64 _,
          ColumnType.Text _,
          ColumnType.Date _,
          ColumnType.DateTime _,
          ColumnType.DateTime64 _,
          ColumnType.Uuid _ -> {}
      case ColumnType.LowCardinality low ->
          throw new IllegalArgumentException(
              "Nullable(LowCardinality(T)) is the wrong way round, write LowCardinality(Nullable("
                  + low.of().sql()
                  + "))");
      case ColumnType.Nullable _, ColumnType.Array _, ColumnType.Map _ ->
          throw new IllegalArgumentException(
              of.sql() + " cannot be inside Nullable, leave Nullable out");
    }
  }

  static void insideLowCardinality(ColumnType of) {
    switch (of) {
      case ColumnType.Bool _,
          ColumnType.SignedInt _,
          ColumnType.UnsignedInt _,
          ColumnType.Float32 _,
          ColumnType.Float64 _,
          ColumnType.Text _,
          ColumnType.Date _,
          ColumnType.DateTime _,
          ColumnType.Uuid _ -> {}
      case ColumnType.Nullable nullable -> insideLowCardinality(nullable.of());
      case ColumnType.DateTime64 _,
          ColumnType.LowCardinality _,
          ColumnType.Array _,
          ColumnType.Map _ ->
          throw new IllegalArgumentException(
              of.sql() + " cannot be inside LowCardinality, leave LowCardinality out");
    }
  }

  static void mapKey(ColumnType key) {
    boolean nullable =
        key instanceof ColumnType.Nullable
            || (key instanceof ColumnType.LowCardinality low
                && low.of() instanceof ColumnType.Nullable);
    if (nullable) {
      throw new IllegalArgumentException("the key of a Map cannot be nullable: " + key.sql());
    }
  }

  /** A string literal of ClickHouse. */
  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
