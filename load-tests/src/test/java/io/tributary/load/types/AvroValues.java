package io.tributary.load.types;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Values of schemas: their edges first, then random ones. */
final class AvroValues {
  private static final int MOST_ITEMS = 4;
  private static final long[] LONGS = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    -128,
    -129,
    32767,
    65535,
    65536,
    -32769,
    86_399_999L,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xFFFF_FFFFL,
    1L << 32,
    1_600_000_000_123L,
    1_600_000_000_123_456L,
    1_600_000_000_123_456_789L,
    -1_000_000_000_001L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final double[] DOUBLES = {
    0,
    -0.0,
    1,
    -1,
    1.5,
    255,
    256,
    1e10,
    0.1,
    3.4e38,
    -1e300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.MIN_VALUE
  };
  private static final String[] STRINGS = {
    "", "a", "é", "\0", "61f0c404-5cb3-11e7-907b-a6006ad3dba0", "x".repeat(200), "{\"a\":1}"
  };

  private AvroValues() {}

  static List<@Nullable Object> of(Schema schema, int count, Random random) {
    List<@Nullable Object> values = new ArrayList<>(edges(schema));
    while (values.size() < count) {
      values.add(next(schema, random));
    }
    return values;
  }

  private static List<@Nullable Object> edges(Schema schema) {
    List<@Nullable Object> edges = new ArrayList<>();
    switch (schema.getType()) {
      case INT -> {
        for (long value : LONGS) {
          if (value == (int) value) {
            edges.add((int) value);
          }
        }
      }
      case LONG -> {
        for (long value : LONGS) {
          edges.add(value);
        }
      }
      case FLOAT -> {
        for (double value : DOUBLES) {
          edges.add((float) value);
        }
      }
      case DOUBLE -> {
        for (double value : DOUBLES) {
          edges.add(value);
        }
      }
      case STRING -> edges.addAll(List.of(STRINGS));
      default -> {}
    }
    return edges;
  }

  static @Nullable Object next(Schema schema, Random random) {
    return switch (schema.getType()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case INT -> (int) number(random);
      case LONG -> number(random);
      case FLOAT -> (float) random.nextGaussian();
      case DOUBLE -> random.nextGaussian() * 1_000;
      case STRING -> text(schema, random);
      case BYTES -> ByteBuffer.wrap(bytes(schema, random));
      case FIXED -> new GenericData.Fixed(schema, fixed(schema.getFixedSize(), random));
      case ENUM ->
          new GenericData.EnumSymbol(
              schema, schema.getEnumSymbols().get(random.nextInt(schema.getEnumSymbols().size())));
      case ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = random.nextInt(MOST_ITEMS); i > 0; i--) {
          items.add(next(schema.getElementType(), random));
        }
        yield items;
      }
      case MAP -> {
        Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
        for (int i = random.nextInt(MOST_ITEMS); i > 0; i--) {
          pairs.put(Integer.toString(random.nextInt(256)), next(schema.getValueType(), random));
        }
        yield pairs;
      }
      case UNION -> next(schema.getTypes().get(random.nextInt(schema.getTypes().size())), random);
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), next(field.schema(), random)));
        yield record;
      }
    };
  }

  private static long number(Random random) {
    return random.nextLong() >> random.nextInt(Long.SIZE);
  }

  private static String text(Schema schema, Random random) {
    if (schema.getLogicalType() != null) {
      return new UUID(random.nextLong(), random.nextLong()).toString();
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append(
          (char) (random.nextInt(10) == 0 ? 0x400 + random.nextInt(50) : ' ' + random.nextInt(90)));
    }
    return text.toString();
  }

  private static byte[] bytes(Schema schema, Random random) {
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      int bits = (int) (decimal.getPrecision() * 3.3);
      return new BigInteger(bits, random)
          .subtract(BigInteger.ONE.shiftLeft(bits - 1))
          .toByteArray();
    }
    return fixed(random.nextInt(20), random);
  }

  private static byte[] fixed(int size, Random random) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
