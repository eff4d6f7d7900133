package io.tributary.load.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Types made of types. */
final class RandomTypes {
  /** Fixed types that are made of others or of anything; each is tried with the whole catalogue. */
  private static final List<Kind> FIXED = List.copyOf(fixed());

  private RandomTypes() {}

  static List<Kind> fixedOnes() {
    return FIXED;
  }

  /** Any type, nested at most so deep. */
  static Kind next(int depth, Random random) {
    int choice = random.nextInt(depth == 0 ? 4 : 14);
    return switch (choice) {
      case 0, 1 -> Pick.one(Scalars.all(), random);
      case 2 -> Structures.nullable(that(Kind.Use.NULLABLE, random));
      case 3 -> low(random);
      case 4, 5 -> Structures.array(next(depth - 1, random));
      case 6, 7 -> Structures.tuple(several(depth, random));
      case 8, 9 -> Structures.namedTuple(several(depth, random));
      case 10, 11 -> Structures.map(key(random), next(depth - 1, random));
      case 12 -> random.nextBoolean() ? variant(random) : Structures.nested(several(depth, random));
      default -> Pick.one(FIXED, random);
    };
  }

  private static Kind low(Random random) {
    Kind of = that(Kind.Use.LOW_CARDINALITY, random);
    return Structures.lowCardinality(random.nextBoolean() ? of : Structures.nullable(of));
  }

  private static Kind key(Random random) {
    if (random.nextInt(4) == 0) {
      return Structures.lowCardinality(that(Kind.Use.LOW_CARDINALITY, random));
    }
    return that(Kind.Use.MAP_KEY, random);
  }

  private static List<Kind> several(int depth, Random random) {
    List<Kind> kinds = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      kinds.add(next(depth - 1, random));
    }
    return kinds;
  }

  private static Kind variant(Random random) {
    List<Kind> kinds = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Kind kind = that(Kind.Use.VARIANT, random);
      Kind option = random.nextInt(4) == 0 ? Structures.array(kind) : kind;
      if (kinds.stream().noneMatch(other -> other.sql().equals(option.sql()))) {
        kinds.add(option);
      }
    }
    return Structures.variant(kinds);
  }

  private static Kind that(Kind.Use use, Random random) {
    while (true) {
      Kind kind = Pick.one(Scalars.all(), random);
      if (kind.uses().contains(use)) {
        return kind;
      }
    }
  }

  private static Kind kind(String sql, Kind.Values values) {
    return new Kind(sql, Set.of(), values);
  }

  private static List<Kind> fixed() {
    Kind point =
        kind(
            "Point",
            Structures.tuple(
                    List.of(kind("", NumberTexts::floating), kind("", NumberTexts::floating)))
                .values());
    Kind ring = kind("Ring", Structures.array(point).values());
    Kind polygon = kind("Polygon", Structures.array(ring).values());
    Kind.Values integers = NumberTexts.integer(64, false);
    List<Kind> all = new ArrayList<>();
    all.add(point);
    all.add(ring);
    all.add(kind("LineString", ring.values()));
    all.add(kind("MultiLineString", polygon.values()));
    all.add(polygon);
    all.add(kind("MultiPolygon", Structures.array(polygon).values()));
    all.add(kind("JSON", random -> Structures.object(3, random)));
    all.add(kind("JSON(a UInt8, b.c String, SKIP d)", random -> Structures.object(3, random)));
    all.add(kind("Dynamic", random -> Structures.anything(3, random)));
    all.add(kind("Dynamic(max_types=2)", random -> Structures.anything(3, random)));
    all.add(kind("SimpleAggregateFunction(sum, UInt64)", integers));
    all.add(kind("SimpleAggregateFunction(anyLast, Nullable(String))", WordTexts::string));
    all.add(
        kind(
            "SimpleAggregateFunction(groupArrayArray, Array(UInt64))",
            Structures.array(kind("", integers)).values()));
    all.add(kind("Nested(a UInt8, b String)", nestedValues()));
    all.add(kind("Tuple(a UInt8, b String)", namedPair().values()));
    all.add(kind("Tuple(UInt8, String)", Structures.tuple(pair()).values()));
    all.add(
        kind("Tuple(a Nullable(UInt8), b Array(String), c Tuple(d Date))", namedPair().values()));
    all.add(kind("Tuple(UInt8)", Structures.tuple(pair().subList(0, 1)).values()));
    all.add(kind("Array(String)", Structures.array(kind("", WordTexts::string)).values()));
    all.add(kind("Array(Nullable(UInt8))", Structures.array(pair().get(0)).values()));
    all.add(
        kind("Array(Array(Int32))", Structures.array(Structures.array(pair().get(0))).values()));
    all.add(kind("Map(String, UInt8)", Structures.map(pair().get(1), pair().get(0)).values()));
    all.add(
        kind(
            "Map(UInt8, Array(String))",
            Structures.map(pair().get(0), Structures.array(pair().get(1))).values()));
    all.add(
        kind(
            "Map(Date, Nullable(Float64))",
            Structures.map(kind("", TimeTexts::day), kind("", NumberTexts::floating)).values()));
    all.add(kind("Nullable(String)", WordTexts::string));
    all.add(kind("Nullable(UInt8)", NumberTexts.integer(8, false)));
    all.add(kind("Nullable(Float64)", NumberTexts::floating));
    all.add(kind("Nullable(DateTime64(3))", random -> TimeTexts.moment(3, random)));
    all.add(kind("Nullable(Bool)", WordTexts::bool));
    all.add(kind("LowCardinality(String)", WordTexts::string));
    all.add(kind("LowCardinality(Nullable(String))", WordTexts::string));
    all.add(kind("LowCardinality(Nullable(FixedString(4)))", WordTexts.fixed(4)));
    all.add(kind("LowCardinality(UInt16)", NumberTexts.integer(16, false)));
    all.add(
        kind(
            "Variant(Array(Decimal(9, 2)), Decimal(9, 2))",
            random -> Structures.anything(2, random)));
    all.add(kind("Variant(Date, String)", random -> Structures.anything(1, random)));
    all.add(kind("Variant(UInt64, String)", random -> Structures.anything(1, random)));
    all.add(
        kind(
            "Variant(Array(UInt64), Bool, Date, Float64)",
            random -> Structures.anything(2, random)));
    all.add(
        kind(
            "Variant(DateTime, Map(String, Int8), UUID)",
            random -> Structures.anything(2, random)));
    return all;
  }

  private static List<Kind> pair() {
    return List.of(kind("UInt8", NumberTexts.integer(8, false)), kind("String", WordTexts::string));
  }

  private static Kind namedPair() {
    return Structures.namedTuple(pair());
  }

  private static Kind.Values nestedValues() {
    return Structures.nested(pair()).values();
  }
}
