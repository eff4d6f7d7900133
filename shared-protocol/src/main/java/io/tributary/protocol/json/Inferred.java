package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** What a JSON value says of its ClickHouse type; several of them may have to agree on one. */
sealed interface Inferred {

  /** Names in the order of their UTF-8 bytes: that of a tuple's elements. */
  Comparator<String> NAME_ORDER = Inferred::compareNames;

  // Of ClickHouse: input_format_binary_max_type_complexity.
  int MAX_PARTS = 1_000;

  String TOO_MANY_PARTS = "it has more than " + MAX_PARTS + " fields of different names or places";

  /** Why the value fits into no type, or null. */
  @Nullable String problem();

  /** False when something in it could still be of any type. */
  boolean complete();

  /** How many types the type is made of, itself included. */
  int parts();

  /** The type, nothing else being known. Only for those without a problem. */
  ColumnType type();

  /** Of values without values in them, and what stands for their absence. */
  enum Scalar implements Inferred {
    /** Of the element that an empty array does not have, and of a field that is {}. */
    NOTHING(1),
    NULL(1 << 1),
    BOOL(1 << 2),
    /** From 0 to the largest Int64. */
    NATURAL(1 << 3),
    /** Int64 of which one is below 0, so that it cannot become UInt64. */
    INTEGER(1 << 4),
    UNSIGNED(1 << 5),
    FLOAT(1 << 6),
    TEXT(1 << 7),
    DATE(1 << 8),
    SECONDS(1 << 9),
    NANOS(1 << 10),
    /** Text, and {} among them; together with anything else it is DYNAMIC. */
    LOOSE_TEXT(1 << 14),
    /** Each element with a type of its own. */
    DYNAMIC(1 << 11),
    /** No type takes it: all of the value is kept as its text. */
    UNKNOWN(1 << 12),
    /** Objects here, and something else there. */
    CONFLICT(1 << 13),
    /** Objects that together have more fields than a type may have parts. */
    TOO_WIDE(1 << 15);

    private final int bit;

    Scalar(int bit) {
      this.bit = bit;
    }

    /** One bit, another for each. */
    int bit() {
      return bit;
    }

    @Override
    public @Nullable String problem() {
      return switch (this) {
        case CONFLICT ->
            "a field is an object in one object of an array and something else in another";
        case TOO_WIDE -> TOO_MANY_PARTS;
        default -> null;
      };
    }

    @Override
    public boolean complete() {
      return this != NOTHING && this != NULL;
    }

    @Override
    public int parts() {
      return this == NULL ? 2 : 1;
    }

    @Override
    public ColumnType type() {
      return switch (this) {
        case NULL -> new ColumnType.Nullable(new ColumnType.Text());
        case BOOL -> new ColumnType.Bool();
        case NATURAL, INTEGER -> new ColumnType.SignedInt(64);
        case UNSIGNED -> new ColumnType.UnsignedInt(64);
        case FLOAT -> new ColumnType.Float64();
        case DATE -> new ColumnType.Date();
        case SECONDS -> new ColumnType.DateTime("");
        case NANOS -> new ColumnType.DateTime64(9, "");
        case DYNAMIC -> new ColumnType.Dynamic("");
        case NOTHING, TEXT, LOOSE_TEXT, UNKNOWN, CONFLICT, TOO_WIDE -> new ColumnType.Text();
      };
    }
  }

  /** Values of a type, and nulls. */
  record OrNull(Scalar of) implements Inferred {
    @Override
    public @Nullable String problem() {
      return of.problem();
    }

    @Override
    public boolean complete() {
      return of.complete();
    }

    @Override
    public int parts() {
      return 2;
    }

    @Override
    public ColumnType type() {
      return new ColumnType.Nullable(of.type());
    }
  }

  /**
   * @param of of all elements
   * @param loose when the elements were not alike, or one said nothing; together with other arrays
   *     that are unlike it, all elements of all of them get types of their own
   */
  record ArrayOf(Inferred of, boolean loose) implements Inferred {
    @Override
    public @Nullable String problem() {
      return of.problem();
    }

    @Override
    public boolean complete() {
      return of.complete();
    }

    @Override
    public int parts() {
      return 1 + of.parts();
    }

    @Override
    public ColumnType type() {
      return new ColumnType.Array(of.type());
    }
  }

  /**
   * @param fields ordered by {@link #NAME_ORDER}; not changed any more
   */
  record ObjectOf(NavigableMap<String, Inferred> fields) implements Inferred {
    @Override
    public @Nullable String problem() {
      if (fields.containsKey("")) {
        return "a field has an empty name";
      }
      if (fields.containsKey("null")) {
        return "a field has the name null, which no element of a Tuple can have";
      }
      for (Inferred field : fields.values()) {
        String problem = field.problem();
        if (problem != null) {
          return problem;
        }
      }
      return null;
    }

    @Override
    public boolean complete() {
      return true;
    }

    @Override
    public int parts() {
      int parts = 1;
      for (Inferred field : fields.values()) {
        parts += field.parts();
      }
      return parts;
    }

    @Override
    public ColumnType type() {
      List<ColumnType.Element> elements =
          fields.entrySet().stream().map(ObjectOf::element).toList();
      return elements.isEmpty() ? new ColumnType.Text() : new ColumnType.Tuple(elements);
    }

    private static ColumnType.Element element(Map.Entry<String, Inferred> field) {
      return new ColumnType.Element(field.getKey(), field.getValue().type());
    }
  }

  private static int compareNames(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean surrogate = Character.isSurrogate(a);
        // Characters of two surrogates have longer, higher UTF-8 than all others.
        return surrogate == Character.isSurrogate(b) ? a - b : surrogate ? 1 : -1;
      }
    }
    return one.length() - other.length();
  }
}
