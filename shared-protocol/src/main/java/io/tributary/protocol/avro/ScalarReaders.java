package io.tributary.protocol.avro;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.json.LooseValueEncoder;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Chooses what reads data as values of types that are not made of others and are no String. */
final class ScalarReaders {
  private static final int OWN_LENGTH = -1;
  private static final int FIRST_BYTES = 64;
  private static final int MAX_BYTES = 1 << 25;
  private static final int UUID_BYTES = 16;
  private static final int UUID_CHARS = 36;
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  private final TimeTargets times;
  private final Function<ColumnType, LooseValueEncoder> loose;

  /**
   * @param loose gives what encodes texts as a type
   */
  ScalarReaders(ZoneId serverZone, Function<ColumnType, LooseValueEncoder> loose) {
    this.times = new TimeTargets(serverZone);
    this.loose = loose;
  }

  ValueReader of(Schema schema, ColumnType type) throws MismatchException {
    Logical logical = Logical.of(schema);
    ValueReader reader =
        switch (schema.getType()) {
          case INT -> {
            WholeTarget target = whole(type, logical);
            yield target == null ? null : new ValueReader.Whole32(target);
          }
          case LONG -> number64(type, logical);
          case BOOLEAN -> truth(type);
          case FLOAT -> {
            FractionTarget target = fraction(type);
            yield target == null ? null : new ValueReader.Single(target);
          }
          case DOUBLE -> {
            FractionTarget target = fraction(type);
            yield target == null ? null : new ValueReader.Fraction(target);
          }
          case STRING -> new ValueReader.Loose(loose.apply(type), OWN_LENGTH);
          case BYTES ->
              logical == Logical.DECIMAL
                  ? decimal(schema, type, OWN_LENGTH)
                  : new ValueReader.Loose(loose.apply(type), OWN_LENGTH);
          case FIXED -> fixed(schema, type, logical);
          case ENUM -> symbol(schema, type);
          case ARRAY, MAP, RECORD, NULL, UNION -> null;
        };
    if (reader == null) {
      throw MismatchException.of(schema, type);
    }
    return reader;
  }

  private @Nullable WholeTarget whole(ColumnType type, Logical logical) {
    WholeTarget target = times.of(type, logical);
    if (target == null) {
      target = logical == Logical.NONE ? anyWhole(type) : number(type);
    }
    return target;
  }

  private @Nullable ValueReader number64(ColumnType type, Logical logical) {
    WholeTarget target = whole(type, logical);
    if (target == null) {
      return null;
    }
    boolean isPlain =
        target instanceof WholeTarget.Narrow(int bits, long min, long max)
            && bits == Long.SIZE
            && min == Long.MIN_VALUE
            && max == Long.MAX_VALUE;
    return isPlain ? new ValueReader.Long64() : new ValueReader.Whole(target);
  }

  /** What takes numbers that count something, as the numbers they are. */
  private static @Nullable WholeTarget number(ColumnType type) {
    return switch (type) {
      case ColumnType.SignedInt(int bits) ->
          bits > Long.SIZE
              ? new WholeTarget.Wide(bits, Long.MIN_VALUE)
              : new WholeTarget.Narrow(
                  bits, Long.MIN_VALUE >> (Long.SIZE - bits), Long.MAX_VALUE >> (Long.SIZE - bits));
      case ColumnType.UnsignedInt(int bits) ->
          bits > Long.SIZE
              ? new WholeTarget.Wide(bits, 0)
              : new WholeTarget.Narrow(
                  bits, 0, bits == Long.SIZE ? Long.MAX_VALUE : -1L >>> (Long.SIZE - bits));
      case ColumnType.Interval _ ->
          new WholeTarget.Narrow(Long.SIZE, Long.MIN_VALUE, Long.MAX_VALUE);
      case ColumnType.Decimal decimal -> new DecimalTarget(decimal, 0)::write;
      case ColumnType.Float64 _ -> (value, out) -> out.writeFloat64((double) value);
      case ColumnType.Float32 _ -> (value, out) -> out.writeFloat32((float) value);
      case ColumnType.BFloat16 _ ->
          (value, out) -> out.writeInt16(Float.floatToRawIntBits((float) value) >>> Short.SIZE);
      default -> null;
    };
  }

  private static @Nullable WholeTarget anyWhole(ColumnType type) {
    return switch (type) {
      case ColumnType.Bool _ -> new WholeTarget.Narrow(Byte.SIZE, 0, 1);
      case ColumnType.Ipv4 _ -> new WholeTarget.Narrow(Integer.SIZE, 0, 0xFFFF_FFFFL);
      case ColumnType.Enumeration(int bits, List<ColumnType.Label> labels) ->
          new WholeTarget.EnumNumber(
              bits, labels.stream().mapToInt(ColumnType.Label::number).toArray());
      default -> number(type);
    };
  }

  private static @Nullable ValueReader truth(ColumnType type) {
    WholeTarget target =
        switch (type) {
          case ColumnType.Bool _ -> new WholeTarget.Narrow(Byte.SIZE, 0, 1);
          case ColumnType.SignedInt _,
              ColumnType.UnsignedInt _,
              ColumnType.Float32 _,
              ColumnType.Float64 _,
              ColumnType.BFloat16 _ ->
              number(type);
          default -> null;
        };
    return target == null ? null : new ValueReader.Truth(target);
  }

  private @Nullable FractionTarget fraction(ColumnType type) {
    return switch (type) {
      case ColumnType.Float64 _ -> new FractionTarget.Double64();
      case ColumnType.Float32 _ -> new FractionTarget.Float32();
      case ColumnType.BFloat16 _ -> new FractionTarget.Brain16();
      case ColumnType.Decimal _ -> new FractionTarget.Decimal(loose.apply(type));
      case ColumnType.SignedInt _, ColumnType.UnsignedInt _, ColumnType.Bool _ -> {
        WholeTarget target = anyWhole(type);
        yield target == null ? null : new FractionTarget.Whole(target);
      }
      default -> null;
    };
  }

  private static @Nullable ValueReader decimal(Schema schema, ColumnType type, int size) {
    int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
    return type instanceof ColumnType.Decimal decimal
        ? new ValueReader.Decimal(new DecimalTarget(decimal, scale), size)
        : null;
  }

  private @Nullable ValueReader fixed(Schema schema, ColumnType type, Logical logical) {
    int size = schema.getFixedSize();
    return switch (logical) {
      case DECIMAL ->
          type instanceof ColumnType.FixedText ? raw(type, size) : decimal(schema, type, size);
      case DURATION -> duration(type, size);
      default -> raw(type, size);
    };
  }

  private static @Nullable ValueReader duration(ColumnType type, int size) {
    return switch (type) {
      case ColumnType.FixedText(int length) when length >= size ->
          new ValueReader.FixedBytes(size, length);
      case ColumnType.SignedInt _, ColumnType.UnsignedInt _ -> {
        WholeTarget target = number(type);
        yield target == null ? null : new ValueReader.Duration(target);
      }
      case ColumnType.Interval(ColumnType.Interval.Unit unit)
          when unit == ColumnType.Interval.Unit.MILLISECOND -> {
        WholeTarget target = number(type);
        yield target == null ? null : new ValueReader.Duration(target);
      }
      default -> null;
    };
  }

  /** Bytes that are a value as they stand. */
  private @Nullable ValueReader raw(ColumnType type, int size) {
    return switch (type) {
      case ColumnType.FixedText(int length) when length >= size ->
          new ValueReader.FixedBytes(size, length);
      case ColumnType.SignedInt(int bits) when bits > Long.SIZE && size == bits / Byte.SIZE ->
          new ValueReader.FixedBytes(size, size);
      case ColumnType.UnsignedInt(int bits) when bits > Long.SIZE && size == bits / Byte.SIZE ->
          new ValueReader.FixedBytes(size, size);
      case ColumnType.Ipv6 _ when size == IPV6_BYTES -> new ValueReader.FixedBytes(size, size);
      case ColumnType.Ipv4 _ when size == IPV4_BYTES -> new ValueReader.FixedIpv4();
      case ColumnType.Uuid _ when size == UUID_BYTES -> new ValueReader.FixedUuid();
      case ColumnType.Uuid _ when size == UUID_CHARS ->
          new ValueReader.Loose(loose.apply(type), size);
      default -> null;
    };
  }

  /** Symbols as the values that their texts are; null if none fits. */
  private @Nullable ValueReader symbol(Schema schema, ColumnType type) {
    LooseValueEncoder encoder = loose.apply(type);
    String[] symbols = schema.getEnumSymbols().toArray(String[]::new);
    byte[][] values = new byte[symbols.length][];
    @Nullable String[] refusals = new String[symbols.length];
    boolean fits = false;
    RowBinaryWriter out = new RowBinaryWriter(FIRST_BYTES, MAX_BYTES);
    for (int i = 0; i < symbols.length; i++) {
      byte[] text = symbols[i].getBytes(StandardCharsets.UTF_8);
      out.reset();
      refusals[i] = encoder.encodeText(text, 0, text.length, out);
      fits |= refusals[i] == null;
      values[i] = Arrays.copyOf(out.array(), out.position());
    }
    return fits ? new ValueReader.Symbol(values, refusals, symbols) : null;
  }
}
