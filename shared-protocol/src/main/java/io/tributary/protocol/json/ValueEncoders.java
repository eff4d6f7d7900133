package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.ZoneOffsets;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes the encoders of column types. Each call gives a fresh one; all of them work for the same
 * thread, one after the other.
 */
final class ValueEncoders {
  private final ZoneId serverZone;
  private final DateTimeInputFormat timeFormat;
  private final Supplier<DynamicEncoder> dynamic;
  private final Scratch scratch = new Scratch();

  /**
   * @param serverZone of times without a zone in columns without a zone
   * @param timeFormat which texts are read as times
   */
  ValueEncoders(ZoneId serverZone, DateTimeInputFormat timeFormat) {
    this(serverZone, timeFormat, () -> new DynamicEncoder(serverZone));
  }

  /**
   * @param dynamic gives the encoder of Dynamic
   */
  ValueEncoders(
      ZoneId serverZone, DateTimeInputFormat timeFormat, Supplier<DynamicEncoder> dynamic) {
    this.serverZone = serverZone;
    this.timeFormat = timeFormat;
    this.dynamic = dynamic;
  }

  /**
   * @throws java.time.DateTimeException if the type names a zone that Java does not know
   */
  ValueEncoder of(ColumnType type) {
    return switch (type) {
      case ColumnType.Bool _ -> new BoolEncoder();
      case ColumnType.SignedInt(int bits) ->
          bits > 64 ? WideIntegerEncoder.signed(bits) : IntegerEncoder.signed(bits);
      case ColumnType.UnsignedInt(int bits) ->
          bits > 64 ? WideIntegerEncoder.unsigned(bits) : IntegerEncoder.unsigned(bits);
      case ColumnType.Float32 _ -> new FloatEncoder(FloatEncoder.Width.SINGLE);
      case ColumnType.Float64 _ -> new FloatEncoder(FloatEncoder.Width.DOUBLE);
      case ColumnType.BFloat16 _ -> new BrainFloatEncoder();
      case ColumnType.Decimal decimal -> new DecimalEncoder(decimal);
      case ColumnType.Text _ -> new TextEncoder();
      case ColumnType.FixedText(int length) -> new FixedTextEncoder(length);
      case ColumnType.Enumeration enumeration -> new EnumEncoder(enumeration);
      case ColumnType.Ipv4 _ -> new Ipv4Encoder();
      case ColumnType.Ipv6 _ -> new Ipv6Encoder();
      case ColumnType.Interval _ -> IntegerEncoder.signed(64);
      case ColumnType.Date _ -> new DateEncoder();
      case ColumnType.Date32 _ -> new Date32Encoder();
      case ColumnType.Time _ -> new TimeEncoder();
      case ColumnType.Time64(int precision) -> new Time64Encoder(precision);
      case ColumnType.DateTime(String zone) -> new DateTimeEncoder(zone(zone), timeFormat);
      case ColumnType.DateTime64(int precision, String zone) ->
          new DateTime64Encoder(precision, zone(zone), timeFormat);
      case ColumnType.Uuid _ -> new UuidEncoder();
      case ColumnType.Nullable(ColumnType of) -> new NullableEncoder(of(of));
      case ColumnType.LowCardinality(ColumnType of) -> of(of);
      case ColumnType.SimpleAggregate(String _, ColumnType of) -> of(of);
      case ColumnType.Array(ColumnType of) -> new ArrayEncoder(of(of));
      case ColumnType.Map(ColumnType key, ColumnType value) -> new MapEncoder(of(key), of(value));
      case ColumnType.Tuple tuple -> tuple(tuple);
      case ColumnType.Nested nested -> of(nested.structure());
      case ColumnType.Geo geo -> of(geo.structure());
      case ColumnType.Variant(List<ColumnType> types) ->
          new VariantEncoder(types.stream().map(this::variant).toList(), VariantOrder.of(types));
      case ColumnType.Json _ -> new ObjectTextEncoder();
      case ColumnType.Dynamic _ -> dynamic.get();
    };
  }

  private ValueEncoder variant(ColumnType type) {
    return type instanceof ColumnType.Decimal decimal
        ? new VariantDecimalEncoder(new DecimalEncoder(decimal))
        : of(type);
  }

  private ValueEncoder tuple(ColumnType.Tuple tuple) {
    List<ValueEncoder> of = tuple.elements().stream().map(element -> of(element.type())).toList();
    return tuple.named()
        ? new NamedTupleEncoder(
            tuple.elements().stream().map(ColumnType.Element::name).toList(), of, scratch)
        : new TupleEncoder(of);
  }

  private ZoneOffsets zone(String name) {
    return new ZoneOffsets(name.isEmpty() ? serverZone : ZoneId.of(name));
  }
}
