package io.tributary.protocol.avro;

import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Compiles how data are written as text. What it gives is for one thread. */
final class TextForms {
  private static final int OWN_LENGTH = -1;

  private final IdentityHashMap<Schema, TextForm> known = new IdentityHashMap<>();
  private final TextSink sink = new TextSink();
  private final Skips skips;

  TextForms(Skips skips) {
    this.skips = skips;
  }

  TextForm of(Schema schema) {
    TextForm form = known.get(schema);
    if (form == null) {
      form = make(schema);
      known.put(schema, form);
    }
    return form;
  }

  private TextForm make(Schema schema) {
    Logical logical = Logical.of(schema);
    return switch (schema.getType()) {
      case NULL -> new TextForm.Null();
      case BOOLEAN -> new TextForm.Truth();
      case FLOAT -> new TextForm.Single(sink);
      case DOUBLE -> new TextForm.Fraction(sink);
      case INT, LONG -> logical == Logical.NONE ? number(schema) : new TextForm.Time(sink, logical);
      case STRING -> new TextForm.Text(sink);
      case BYTES -> bytes(schema, logical, OWN_LENGTH);
      case FIXED -> bytes(schema, logical, schema.getFixedSize());
      case ENUM -> new TextForm.Symbol(symbols(schema));
      case UNION ->
          new TextForm.Union(schema.getTypes().stream().map(this::of).toArray(TextForm[]::new));
      case ARRAY ->
          new TextForm.Items(of(schema.getElementType()), skips.minBytes(schema.getElementType()));
      case MAP ->
          new TextForm.Pairs(
              new TextForm.Text(sink),
              of(schema.getValueType()),
              1 + skips.minBytes(schema.getValueType()));
      case RECORD -> record(schema);
    };
  }

  private TextForm number(Schema schema) {
    return schema.getType() == Schema.Type.INT
        ? new TextForm.Whole32(sink)
        : new TextForm.Whole(sink);
  }

  private TextForm bytes(Schema schema, Logical logical, int size) {
    return switch (logical) {
      case DECIMAL ->
          new TextForm.Decimal(
              sink, size, ((LogicalTypes.Decimal) schema.getLogicalType()).getScale());
      case UUID, DURATION -> new TextForm.FixedLogical(sink, logical);
      default -> new TextForm.Bytes(sink, size);
    };
  }

  private TextForm record(Schema schema) {
    TextForm.Fields form = new TextForm.Fields();
    known.put(schema, form);
    List<Schema.Field> fields = schema.getFields();
    byte[][] names = new byte[fields.size()][];
    TextForm[] values = new TextForm[names.length];
    for (int i = 0; i < names.length; i++) {
      String name = fields.get(i).name().replace("\\", "\\\\").replace("\"", "\\\"");
      String comma = i == 0 ? "" : ",";
      names[i] = (comma + "\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
      values[i] = of(fields.get(i).schema());
    }
    form.set(names, values);
    return form;
  }

  static byte[][] symbols(Schema schema) {
    return schema.getEnumSymbols().stream()
        .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }
}
