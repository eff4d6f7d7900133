package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Tuple(a T, b U)} from an object: fields in any order, missing ones as what stands for a
 * missing value, others ignored, none twice.
 */
final class NamedTupleEncoder implements ValueEncoder {
  private static final int ABSENT = -1;

  private final FieldNames names;
  private final ValueEncoder[] of;
  private final int[] starts;
  private final int[] ends;
  private final Scratch scratch;

  /**
   * @param names of the elements
   * @param of their encoders, in the same order
   * @param scratch used while a value is put in order, and by others before and after
   */
  NamedTupleEncoder(List<String> names, List<ValueEncoder> of, Scratch scratch) {
    this.scratch = scratch;
    this.names = new FieldNames(names);
    this.of = of.toArray(ValueEncoder[]::new);
    this.starts = new int[this.of.length];
    this.ends = new int[this.of.length];
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException {
    if (token != Token.OBJECT) {
      return "it is not an object";
    }
    Arrays.fill(starts, ABSENT);
    int base = out.position();
    int inOrder = 0;
    int expected = 0;
    boolean ordered = true;
    int index = in.firstField(names, 0);
    while (index != JsonScanner.NO_FIELD) {
      if (index == JsonScanner.OTHER_FIELD) {
        in.value();
        in.skip();
      } else {
        if (starts[index] != ABSENT) {
          return "the field " + names.name(index) + " stands there twice";
        }
        String refusal = element(in, index, out);
        if (refusal != null) {
          return refusal;
        }
        ordered &= index == inOrder;
        inOrder++;
        expected = index + 1;
      }
      index = in.nextField(names, expected);
    }
    if (ordered) {
      for (int i = inOrder; i < of.length; i++) {
        of[i].encodeMissing(out);
      }
    } else {
      order(base, out);
    }
    return null;
  }

  private @Nullable String element(JsonScanner in, int index, RowBinaryWriter out)
      throws BrokenMessageException {
    Token token = in.value();
    starts[index] = out.position();
    if (token == Token.NULL && !of[index].takesNull()) {
      of[index].encodeMissing(out);
    } else {
      String refusal = of[index].encode(in, token, out);
      if (refusal != null) {
        return refusal;
      }
    }
    ends[index] = out.position();
    return null;
  }

  /** Writes the values that stand from an index on once more, in the order of the type. */
  private void order(int base, RowBinaryWriter out) {
    int length = out.position() - base;
    byte[] unordered = scratch.atLeast(length);
    System.arraycopy(out.array(), base, unordered, 0, length);
    out.truncate(base);
    for (int i = 0; i < of.length; i++) {
      if (starts[i] == ABSENT) {
        of[i].encodeMissing(out);
      } else {
        out.writeRaw(unordered, starts[i] - base, ends[i] - starts[i]);
      }
    }
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    for (ValueEncoder element : of) {
      element.encodeMissing(out);
    }
  }
}
