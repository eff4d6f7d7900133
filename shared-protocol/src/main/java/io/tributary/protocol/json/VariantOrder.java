package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The order in which ClickHouse tries the types of a Variant on a text: the most deeply nested
 * first, among these those that take the fewest texts, and then those with the most Nullable and
 * LowCardinality around them. Source: {@code SerializationVariant} of ClickHouse.
 */
final class VariantOrder {
  private static final int ARRAY = 46;
  private static final int TUPLE = 45;
  private static final int MAP = 44;
  private static final Rank NO_RANK = new Rank(0, 0, 0);

  private VariantOrder() {}

  /** Indexes of the types, the first to try in front. */
  static int[] of(List<ColumnType> types) {
    List<Rank> ranks = types.stream().map(type -> rank(type, 0, 0)).toList();
    return IntStream.range(0, types.size())
        .boxed()
        .sorted(Comparator.comparing(ranks::get, Comparator.reverseOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private record Rank(int depth, int priority, int wrappers) implements Comparable<Rank> {
    @Override
    public int compareTo(Rank other) {
      return Comparator.comparingInt(Rank::depth)
          .thenComparingInt(Rank::priority)
          .thenComparingInt(Rank::wrappers)
          .compare(this, other);
    }

    Rank with(Rank other) {
      return new Rank(
          Math.max(depth, other.depth),
          priority + other.priority,
          Math.max(wrappers, other.wrappers));
    }

    Rank or(Rank other) {
      return new Rank(
          Math.max(depth, other.depth),
          Math.max(priority, other.priority),
          Math.max(wrappers, other.wrappers));
    }
  }

  private static Rank rank(ColumnType type, int depth, int wrappers) {
    return switch (type) {
      case ColumnType.Nullable(ColumnType of) -> rank(of, depth, wrappers + 1);
      case ColumnType.LowCardinality(ColumnType of) -> rank(of, depth, wrappers + 1);
      case ColumnType.SimpleAggregate(String _, ColumnType of) -> rank(of, depth, wrappers);
      case ColumnType.Array(ColumnType of) -> nested(ARRAY, List.of(of), depth, wrappers);
      case ColumnType.Tuple tuple ->
          nested(
              TUPLE,
              tuple.elements().stream().map(ColumnType.Element::type).toList(),
              depth,
              wrappers);
      case ColumnType.Map(ColumnType key, ColumnType value) ->
          nested(MAP, List.of(key, value), depth, wrappers);
      case ColumnType.Nested nested -> rank(nested.structure(), depth, wrappers);
      case ColumnType.Geo geo -> rank(geo.structure(), depth, wrappers);
      case ColumnType.Variant(List<ColumnType> types) ->
          ranks(types, depth, wrappers).reduce(NO_RANK, Rank::or);
      default -> new Rank(depth, priority(type), wrappers);
    };
  }

  private static Rank nested(int own, Collection<ColumnType> of, int depth, int wrappers) {
    return ranks(of, depth + 1, wrappers).reduce(new Rank(0, own, 0), Rank::with);
  }

  private static Stream<Rank> ranks(Collection<ColumnType> types, int depth, int wrappers) {
    return types.stream().map(type -> rank(type, depth, wrappers));
  }

  private static int priority(ColumnType type) {
    return switch (type) {
      case ColumnType.Enumeration enumeration -> enumeration.bits() == 8 ? 42 : 41;
      case ColumnType.Uuid _ -> 40;
      case ColumnType.Ipv4 _ -> 39;
      case ColumnType.Ipv6 _ -> 38;
      case ColumnType.Bool _ -> 38;
      case ColumnType.SignedInt(int bits) -> 37 - 2 * Integer.numberOfTrailingZeros(bits / 8);
      case ColumnType.UnsignedInt(int bits) -> 36 - 2 * Integer.numberOfTrailingZeros(bits / 8);
      case ColumnType.Decimal decimal -> decimalPriority(decimal.precision());
      case ColumnType.Float32 _ -> 21;
      case ColumnType.Float64 _ -> 20;
      case ColumnType.Date _ -> 19;
      case ColumnType.Date32 _ -> 18;
      case ColumnType.DateTime _ -> 17;
      case ColumnType.DateTime64 _ -> 16;
      case ColumnType.FixedText _ -> 2;
      case ColumnType.Text _ -> 1;
      default -> 0;
    };
  }

  private static int decimalPriority(int precision) {
    if (precision <= 9) {
      return 25;
    }
    if (precision <= 18) {
      return 24;
    }
    return precision <= 38 ? 23 : 22;
  }
}
