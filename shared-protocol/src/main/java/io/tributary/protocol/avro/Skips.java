package io.tributary.protocol.avro;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compiles what is stepped over. Neighbours of the same kind become one step: so many bytes, so
 * many numbers, so many texts. Used while a plan is compiled; what it gives may be shared.
 */
final class Skips {
  private static final int MOST_INLINED = 4;

  private final IdentityHashMap<Schema, Skip> known = new IdentityHashMap<>();
  private final IdentityHashMap<Schema, Integer> sizes = new IdentityHashMap<>();

  Skip of(Schema schema) {
    Skip skip = known.get(schema);
    if (skip == null) {
      skip = make(schema);
      known.put(schema, skip);
    }
    return skip;
  }

  private Skip make(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> new Skip.Bytes(0);
      case BOOLEAN -> new Skip.Bytes(1);
      case FLOAT -> new Skip.Bytes(Float.BYTES);
      case DOUBLE -> new Skip.Bytes(Double.BYTES);
      case FIXED -> new Skip.Bytes(schema.getFixedSize());
      case INT, ENUM -> new Skip.Ints(1);
      case LONG -> new Skip.Numbers(1);
      case STRING, BYTES -> new Skip.Texts(1);
      case UNION -> new Skip.Union(schema.getTypes().stream().map(this::of).toArray(Skip[]::new));
      case ARRAY -> new Skip.Items(of(schema.getElementType()), minBytes(schema.getElementType()));
      case MAP -> {
        Skip.Sequence pair = new Skip.Sequence();
        pair.parts(new Skip[] {new Skip.Texts(1), of(schema.getValueType())});
        yield new Skip.Items(pair, 1 + minBytes(schema.getValueType()));
      }
      case RECORD -> {
        Skip.Sequence sequence = new Skip.Sequence();
        // Known before its fields are, as they may hold the record itself.
        known.put(schema, sequence);
        Skip[] fields =
            schema.getFields().stream().map(field -> of(field.schema())).toArray(Skip[]::new);
        sequence.parts(merged(List.of(fields)));
        yield sequence;
      }
    };
  }

  /** Fewer steps that do the same. */
  static Skip[] merged(List<Skip> skips) {
    List<Skip> merged = new ArrayList<>();
    for (Skip skip : skips) {
      if (skip instanceof Skip.Sequence sequence
          && sequence.parts().length > 0
          && sequence.parts().length <= MOST_INLINED) {
        for (Skip part : sequence.parts()) {
          append(merged, part);
        }
      } else {
        append(merged, skip);
      }
    }
    return merged.toArray(Skip[]::new);
  }

  private static void append(List<Skip> merged, Skip skip) {
    boolean isNothing =
        (skip instanceof Skip.Bytes(int count) && count == 0)
            || (skip instanceof Skip.Sequence sequence && sequence.isEmpty());
    if (isNothing) {
      return;
    }
    Skip together = merged.isEmpty() ? null : together(merged.getLast(), skip);
    if (together == null) {
      merged.add(skip);
    } else {
      merged.set(merged.size() - 1, together);
    }
  }

  private static @Nullable Skip together(Skip a, Skip b) {
    if (a instanceof Skip.Bytes(int m)
        && b instanceof Skip.Bytes(int n)
        && m <= Integer.MAX_VALUE - n) {
      return new Skip.Bytes(m + n);
    }
    if (a instanceof Skip.Numbers(int m) && b instanceof Skip.Numbers(int n)) {
      return new Skip.Numbers(m + n);
    }
    if (a instanceof Skip.Ints(int m) && b instanceof Skip.Ints(int n)) {
      return new Skip.Ints(m + n);
    }
    if (a instanceof Skip.Texts(int m) && b instanceof Skip.Texts(int n)) {
      return new Skip.Texts(m + n);
    }
    return null;
  }

  /** Fewest bytes of a datum, 0 or 1: more is not needed. */
  int minBytes(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> 0;
      case FIXED -> Math.min(1, schema.getFixedSize());
      case RECORD -> {
        Integer size = sizes.get(schema);
        if (size == null) {
          // A record directly within itself has no end.
          sizes.put(schema, 1);
          size =
              schema.getFields().stream()
                  .mapToInt(field -> minBytes(field.schema()))
                  .max()
                  .orElse(0);
          sizes.put(schema, size);
        }
        yield size;
      }
      default -> 1;
    };
  }
}
