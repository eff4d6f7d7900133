package io.tributary.protocol.column;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What ClickHouse allows inside what. Each rule throws with a sentence for the person. */
final class TypeRules {
  private static final int LONGEST_FIXED_STRING = 0xFFFFFF;
  private static final int MOST_VARIANTS = 255;

  private TypeRules() {}

  static void integerBits(int bits) {
    if (bits < 8 || bits > 256 || Integer.bitCount(bits) != 1) {
      throw new IllegalArgumentException(
          "an integer has 8, 16, 32, 64, 128 or 256 bits, not " + bits);
    }
  }

  static void decimal(int precision, int scale) {
    if (precision < 1 || precision > 76) {
      throw new IllegalArgumentException(
          "Decimal has a precision of 1 to 76 digits, not " + precision);
    }
    if (scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "a Decimal of %d digits has a scale of 0 to %d, not %d"
              .formatted(precision, precision, scale));
    }
  }

  static void fixedLength(int length) {
    if (length < 1 || length > LONGEST_FIXED_STRING) {
      throw new IllegalArgumentException(
          "FixedString has a length of 1 to %d bytes, not %d"
              .formatted(LONGEST_FIXED_STRING, length));
    }
  }

  static void subsecondDigits(String type, int precision) {
    if (precision < 0 || precision > 9) {
      throw new IllegalArgumentException(
          type + " has a precision of 0 to 9 digits, not " + precision);
    }
  }

  static void labels(int bits, List<ColumnType.Label> labels) {
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException("an Enum has 8 or 16 bits, not " + bits);
    }
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("an Enum needs at least one name");
    }
    Set<String> names = new HashSet<>();
    Set<Integer> numbers = new HashSet<>();
    for (ColumnType.Label label : labels) {
      int number = label.number();
      if (number < -(1 << (bits - 1)) || number >= 1 << (bits - 1)) {
        throw new IllegalArgumentException(
            "the number %d of '%s' does not fit into Enum%d".formatted(number, label.name(), bits));
      }
      if (!names.add(label.name()) || !numbers.add(number)) {
        throw new IllegalArgumentException(
            "an Enum has the name '%s' or its number %d twice".formatted(label.name(), number));
      }
    }
  }

  static void tupleElements(List<ColumnType.Element> elements) {
    long named = elements.stream().filter(e -> !e.name().isEmpty()).count();
    if (named != 0 && named != elements.size()) {
      throw new IllegalArgumentException("either all elements of a Tuple have a name or none");
    }
    distinctNames(elements);
  }

  static void nestedElements(List<ColumnType.Element> elements) {
    if (elements.isEmpty() || elements.stream().anyMatch(e -> e.name().isEmpty())) {
      throw new IllegalArgumentException(
          "Nested takes elements with names, such as Nested(a Int8)");
    }
    distinctNames(elements);
  }

  private static void distinctNames(List<ColumnType.Element> elements) {
    Set<String> names = new HashSet<>();
    for (ColumnType.Element element : elements) {
      if (element.name().equals("null")) {
        throw new IllegalArgumentException("an element cannot have the name null");
      }
      if (!element.name().isEmpty() && !names.add(element.name())) {
        throw new IllegalArgumentException("two elements have the name " + element.name());
      }
    }
  }

  static void variantTypes(List<ColumnType> types) {
    if (types.isEmpty() || types.size() > MOST_VARIANTS) {
      throw new IllegalArgumentException(
          "Variant takes 1 to %d types, not %d".formatted(MOST_VARIANTS, types.size()));
    }
    types.forEach(TypeRules::insideVariant);
  }

  private static void insideVariant(ColumnType of) {
    switch (of) {
      case ColumnType.SimpleAggregate(String _, ColumnType type) -> insideVariant(type);
      case ColumnType.Geo(ColumnType.Geo.Kind kind) when kind != ColumnType.Geo.Kind.GEOMETRY -> {}
      case ColumnType.LowCardinality(ColumnType inner)
          when !(inner instanceof ColumnType.Nullable) -> {}
      case ColumnType.Nullable _, ColumnType.LowCardinality _ ->
          throw new IllegalArgumentException(
              of.sql() + " cannot be inside Variant, which is nullable itself");
      case ColumnType.Variant _, ColumnType.Dynamic _, ColumnType.Geo _ ->
          throw new IllegalArgumentException(of.sql() + " cannot be inside Variant");
      case ColumnType.Bool _,
          ColumnType.SignedInt _,
          ColumnType.UnsignedInt _,
          ColumnType.Float32 _,
          ColumnType.Float64 _,
          ColumnType.BFloat16 _,
          ColumnType.Decimal _,
          ColumnType.Text _,
          ColumnType.FixedText _,
          ColumnType.Date _,
          ColumnType.Date32 _,
          ColumnType.DateTime _,
          ColumnType.DateTime64 _,
          ColumnType.Time _,
          ColumnType.Time64 _,
          ColumnType.Interval _,
          ColumnType.Uuid _,
          ColumnType.Ipv4 _,
          ColumnType.Ipv6 _,
          ColumnType.Enumeration _,
          ColumnType.Array _,
          ColumnType.Map _,
          ColumnType.Tuple _,
          ColumnType.Nested _,
          ColumnType.Json _ -> {}
    }
  }

  static void insideNullable(ColumnType of) {
    switch (of) {
      case ColumnType.Bool _,
          ColumnType.SignedInt _,
          ColumnType.UnsignedInt _,
          ColumnType.Float32 _,
          ColumnType.Float64 _,
          ColumnType.BFloat16 _,
          ColumnType.Decimal _,
          ColumnType.Text _,
          ColumnType.FixedText _,
          ColumnType.Date _,
          ColumnType.Date32 _,
          ColumnType.DateTime _,
          ColumnType.DateTime64 _,
          ColumnType.Time _,
          ColumnType.Time64 _,
          ColumnType.Interval _,
          ColumnType.Uuid _,
          ColumnType.Ipv4 _,
          ColumnType.Ipv6 _,
          ColumnType.Enumeration _,
          ColumnType.Tuple _,
          ColumnType.Json _ -> {}
      case ColumnType.SimpleAggregate(String _, ColumnType type) -> insideNullable(type);
      case ColumnType.Geo(ColumnType.Geo.Kind kind) when kind == ColumnType.Geo.Kind.POINT -> {}
      case ColumnType.LowCardinality low ->
          throw new IllegalArgumentException(
              "Nullable(LowCardinality(T)) is the wrong way round, write LowCardinality(Nullable("
                  + low.of().sql()
                  + "))");
      case ColumnType.Nullable _,
          ColumnType.Array _,
          ColumnType.Map _,
          ColumnType.Nested _,
          ColumnType.Geo _,
          ColumnType.Variant _,
          ColumnType.Dynamic _ ->
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
          ColumnType.BFloat16 _,
          ColumnType.Text _,
          ColumnType.FixedText _,
          ColumnType.Date _,
          ColumnType.Date32 _,
          ColumnType.DateTime _,
          ColumnType.Time _,
          ColumnType.Interval _,
          ColumnType.Ipv4 _,
          ColumnType.Ipv6 _,
          ColumnType.Uuid _ -> {}
      case ColumnType.Nullable nullable -> insideLowCardinality(nullable.of());
      case ColumnType.SimpleAggregate(String _, ColumnType type) -> insideLowCardinality(type);
      case ColumnType.Decimal _,
          ColumnType.DateTime64 _,
          ColumnType.Time64 _,
          ColumnType.Enumeration _,
          ColumnType.LowCardinality _,
          ColumnType.Array _,
          ColumnType.Map _,
          ColumnType.Tuple _,
          ColumnType.Nested _,
          ColumnType.Geo _,
          ColumnType.Variant _,
          ColumnType.Dynamic _,
          ColumnType.Json _ ->
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
}
