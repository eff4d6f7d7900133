package io.tributary.protocol.json;

import io.tributary.protocol.json.Inferred.ArrayOf;
import io.tributary.protocol.json.Inferred.ObjectOf;
import io.tributary.protocol.json.Inferred.OrNull;
import io.tributary.protocol.json.Inferred.Scalar;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one type for several values, such as the elements of an array, as ClickHouse does:
 *
 * <pre>
 *   Bool, Int64, UInt64, Float64      the last of them that occurs; none for -1 with UInt64
 *   Date, DateTime, DateTime64        the last of them that occurs
 *   String, Bool, times, {}           String
 *   arrays                            array of the one type of all their elements
 *   objects                           tuple of all their fields
 * </pre>
 *
 * Nulls and empty arrays agree with everything; nulls make a scalar type Nullable.
 */
final class InferredJoin {
  private static final int EMPTY_OBJECT = 1 << 29;
  private static final int OBJECT = 1 << 30;
  private static final int ARRAY = 1 << 31;
  private static final int NUMBERS =
      Scalar.BOOL.bit()
          | Scalar.NATURAL.bit()
          | Scalar.INTEGER.bit()
          | Scalar.UNSIGNED.bit()
          | Scalar.FLOAT.bit();
  private static final int TIMES = Scalar.DATE.bit() | Scalar.SECONDS.bit() | Scalar.NANOS.bit();
  private static final int TEXTS = TIMES | Scalar.TEXT.bit() | Scalar.BOOL.bit() | EMPTY_OBJECT;
  private static final int ABSENT = Scalar.NOTHING.bit() | Scalar.NULL.bit();

  private int kinds;
  private boolean loose;
  private boolean alike = true;
  private boolean incomplete;
  private boolean wide;
  private @Nullable Inferred first;
  private @Nullable InferredJoin elements;
  private @Nullable ObjectOf object;

  /** The array of the values that were added. */
  ArrayOf array() {
    if (alike && first != null) {
      return new ArrayOf(first, false);
    }
    Inferred common = common();
    return common == null
        ? new ArrayOf(Scalar.DYNAMIC, true)
        : new ArrayOf(common, incomplete || common == Scalar.LOOSE_TEXT);
  }

  void add(Inferred inferred) {
    alike &= first == null || first.equals(inferred);
    first = first == null ? inferred : first;
    incomplete |= !inferred.complete();
    switch (inferred) {
      case Scalar scalar -> kinds |= scalar.bit();
      case OrNull(Scalar of) -> kinds |= of.bit() | Scalar.NULL.bit();
      case ArrayOf(Inferred of, boolean isLoose) -> {
        kinds |= ARRAY;
        loose |= isLoose;
        if (elements == null) {
          elements = new InferredJoin();
        }
        elements.add(of);
      }
      case ObjectOf next -> {
        kinds |= next.fields().isEmpty() ? EMPTY_OBJECT : OBJECT;
        object = object == null ? next : merge(object, next);
      }
    }
  }

  /** True when one of them takes no type. */
  boolean isUnknown() {
    return has(Scalar.UNKNOWN);
  }

  /** The type for all of them, or null. */
  @Nullable Inferred common() {
    int present = kinds & ~ABSENT;
    if (present == 0) {
      return has(Scalar.NULL) ? Scalar.NULL : Scalar.NOTHING;
    }
    if (has(Scalar.CONFLICT)) {
      return Scalar.CONFLICT;
    }
    if (has(Scalar.TOO_WIDE)) {
      return Scalar.TOO_WIDE;
    }
    if (alike && first != null) {
      return first;
    }
    if (present == ARRAY && elements != null) {
      return arrays(elements.common());
    }
    if (object != null && (present & ~(OBJECT | EMPTY_OBJECT)) == 0) {
      return wide ? Scalar.TOO_WIDE : object;
    }
    Scalar scalar = scalar(present);
    return scalar == null ? null : orNull(scalar);
  }

  private @Nullable Inferred arrays(@Nullable Inferred of) {
    if (loose) {
      return new ArrayOf(of == null || of == Scalar.LOOSE_TEXT ? Scalar.DYNAMIC : of, false);
    }
    // Next to a null, ClickHouse does not look into arrays.
    boolean unlike = (kinds & ABSENT) != 0 && elements != null && !elements.alike;
    return of == null || unlike ? null : new ArrayOf(of, false);
  }

  private @Nullable Scalar scalar(int present) {
    if ((present & ~NUMBERS) == 0) {
      return number();
    }
    if ((present & ~TIMES) == 0) {
      return has(Scalar.NANOS) ? Scalar.NANOS : has(Scalar.SECONDS) ? Scalar.SECONDS : Scalar.DATE;
    }
    if ((present & ~TEXTS) != 0) {
      return null;
    }
    return (present & EMPTY_OBJECT) == 0 ? Scalar.TEXT : Scalar.LOOSE_TEXT;
  }

  private @Nullable Scalar number() {
    if (has(Scalar.FLOAT)) {
      return Scalar.FLOAT;
    }
    if (has(Scalar.UNSIGNED)) {
      return has(Scalar.INTEGER) ? null : Scalar.UNSIGNED;
    }
    if (has(Scalar.INTEGER)) {
      return Scalar.INTEGER;
    }
    return has(Scalar.NATURAL) ? Scalar.NATURAL : Scalar.BOOL;
  }

  private boolean has(Scalar scalar) {
    return (kinds & scalar.bit()) != 0;
  }

  /** Every change copies the fields, so their number is bounded here already. */
  private ObjectOf merge(ObjectOf one, ObjectOf other) {
    if (wide) {
      return one;
    }
    NavigableMap<String, Inferred> merged = null;
    for (Map.Entry<String, Inferred> field : other.fields().entrySet()) {
      Inferred before = one.fields().get(field.getKey());
      Inferred after = before == null ? field.getValue() : both(before, field.getValue());
      if (!after.equals(before)) {
        merged = merged == null ? new TreeMap<>(one.fields()) : merged;
        merged.put(field.getKey(), after);
      }
    }
    if (merged == null) {
      return one;
    }
    ObjectOf both = new ObjectOf(merged);
    wide = both.parts() > Inferred.MAX_PARTS;
    return both;
  }

  /** The type of a field that is one in one object and the other in the next. */
  private static Inferred both(Inferred one, Inferred other) {
    if (one.equals(other)) {
      return one;
    }
    InferredJoin join = new InferredJoin();
    join.add(one);
    join.add(other);
    Inferred common = join.common();
    if (common != null) {
      return common;
    }
    return (join.kinds & OBJECT) != 0 ? Scalar.CONFLICT : join.disagreement(one);
  }

  /**
   * ClickHouse then keeps what came first, and of a time its text. Whether the other values fit is
   * up to the encoder.
   */
  private Inferred disagreement(Inferred kept) {
    return switch (kept) {
      case Scalar scalar -> orNull(keptScalar(scalar));
      case OrNull(Scalar of) -> orNull(keptScalar(of));
      case ArrayOf(Inferred of, boolean isLoose) when kinds == ARRAY && elements != null ->
          new ArrayOf(elements.disagreement(of), isLoose);
      case ArrayOf _, ObjectOf _ -> kept;
    };
  }

  private Scalar keptScalar(Scalar scalar) {
    return (scalar.bit() & TIMES) != 0 && (kinds & ARRAY) == 0 ? Scalar.TEXT : scalar;
  }

  private Inferred orNull(Scalar scalar) {
    // A Dynamic holds nulls by itself.
    return has(Scalar.NULL) && scalar != Scalar.DYNAMIC ? new OrNull(scalar) : scalar;
  }
}
