package io.tributary.load.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;

/** Random schemas with column types that ClickHouse reads them into. */
final class AvroRandom {
  private static final int VALUES = 30;

  private final Random random;
  private int names;

  AvroRandom(Random random) {
    this.random = random;
  }

  /** A schema, as text, with a type. */
  private record Pair(String schema, String type, boolean nullable) {}

  AvroColumn next() {
    Pair pair = pair(3);
    Schema schema = new Schema.Parser().parse(pair.schema());
    return new AvroColumn(schema, pair.type(), AvroValues.of(schema, VALUES, random));
  }

  private Pair pair(int depth) {
    return switch (random.nextInt(depth == 0 ? 10 : 16)) {
      case 0 -> new Pair("\"int\"", pick("Int32", "Int64", "Float64"), true);
      case 1 -> new Pair("\"long\"", pick("Int64", "Float64"), true);
      case 2 -> new Pair("\"boolean\"", pick("Bool", "UInt8", "Int64"), true);
      case 3 -> new Pair("\"double\"", "Float64", true);
      case 4 -> new Pair("\"float\"", pick("Float32", "Float64"), true);
      case 5, 6 -> new Pair("\"string\"", "String", true);
      case 7 -> new Pair("\"bytes\"", "String", true);
      case 8 ->
          new Pair(
              "{\"type\":\"enum\",\"name\":\"" + name() + "\",\"symbols\":[\"p\",\"q\"]}",
              pick("String", "Enum8('q' = 1, 'p' = 2)"),
              true);
      case 9 ->
          new Pair(
              "{\"type\":\"fixed\",\"name\":\"" + name() + "\",\"size\":7}",
              pick("String", "FixedString(7)"),
              true);
      case 10, 11 -> {
        Pair item = pair(depth - 1);
        yield new Pair(
            "{\"type\":\"array\",\"items\":" + item.schema() + "}",
            "Array(" + item.type() + ")",
            false);
      }
      case 12 -> {
        Pair value = pair(depth - 1);
        yield new Pair(
            "{\"type\":\"map\",\"values\":" + value.schema() + "}",
            "Map(" + pick("String", "UInt8") + ", " + value.type() + ")",
            false);
      }
      case 13 -> optional(pair(depth - 1));
      default -> record(depth);
    };
  }

  private Pair optional(Pair of) {
    if (of.schema().startsWith("[")) {
      return of;
    }
    String schema =
        random.nextBoolean() ? "[\"null\"," + of.schema() + "]" : "[" + of.schema() + ",\"null\"]";
    boolean isNullable = of.nullable() && random.nextInt(4) > 0;
    return new Pair(schema, isNullable ? "Nullable(" + of.type() + ")" : of.type(), false);
  }

  private Pair record(int depth) {
    List<String> fields = new ArrayList<>();
    List<String> elements = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      Pair field = pair(depth - 1);
      String name = name();
      fields.add("{\"name\":\"" + name + "\",\"type\":" + field.schema() + "}");
      elements.add(name + " " + field.type());
    }
    if (random.nextBoolean()) {
      Collections.shuffle(elements, random);
    }
    return new Pair(
        "{\"type\":\"record\",\"name\":\""
            + name()
            + "\",\"fields\":["
            + String.join(",", fields)
            + "]}",
        "Tuple(" + String.join(", ", elements) + ")",
        false);
  }

  private String pick(String... types) {
    return types[random.nextInt(types.length)];
  }

  private String name() {
    return "n" + names++;
  }
}
