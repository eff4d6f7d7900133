package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import java.time.ZoneId;

/** Which encoder a column type has. */
final class ValueEncoders {
  private ValueEncoders() {}

  /**
   * @param serverZone of times without a zone in columns without a zone
   * @throws java.time.DateTimeException if the type names a zone that Java does not know
   */
  static ValueEncoder of(ColumnType type, ZoneId serverZone) {
    return switch (type) {
      case ColumnType.Bool _ -> new BoolEncoder();
      case ColumnType.SignedInt(int bits) -> IntegerEncoder.signed(bits);
      case ColumnType.UnsignedInt(int bits) -> IntegerEncoder.unsigned(bits);
      case ColumnType.Float32 _ -> new FloatEncoder(FloatEncoder.Width.SINGLE);
      case ColumnType.Float64 _ -> new FloatEncoder(FloatEncoder.Width.DOUBLE);
      case ColumnType.Text _ -> new TextEncoder();
      case ColumnType.Date _ -> new DateEncoder();
      case ColumnType.DateTime(String zone) -> new DateTimeEncoder(zone(zone, serverZone));
      case ColumnType.DateTime64(int precision, String zone) ->
          new DateTime64Encoder(precision, zone(zone, serverZone));
      case ColumnType.Uuid _ -> new UuidEncoder();
      case ColumnType.Nullable(ColumnType of) -> new NullableEncoder(of(of, serverZone));
      case ColumnType.LowCardinality(ColumnType of) -> of(of, serverZone);
      case ColumnType.SimpleAggregate(String _, ColumnType of) -> of(of, serverZone);
      case ColumnType.Array(ColumnType of) -> new ArrayEncoder(of(of, serverZone));
      case ColumnType.Map(ColumnType key, ColumnType value) ->
          new MapEncoder(of(key, serverZone), of(value, serverZone));
      case ColumnType.BFloat16 _,
          ColumnType.Decimal _,
          ColumnType.FixedText _,
          ColumnType.Date32 _,
          ColumnType.Time _,
          ColumnType.Time64 _,
          ColumnType.Interval _,
          ColumnType.Ipv4 _,
          ColumnType.Ipv6 _,
          ColumnType.Enumeration _,
          ColumnType.Tuple _,
          ColumnType.Nested _,
          ColumnType.Geo _,
          ColumnType.Variant _,
          ColumnType.Dynamic _,
          ColumnType.Json _ ->
          throw new IllegalStateException(type.sql() + " must not get past ColumnRules");
    };
  }

  private static ZoneOffsets zone(String name, ZoneId serverZone) {
    return new ZoneOffsets(name.isEmpty() ? serverZone : ZoneId.of(name));
  }
}
