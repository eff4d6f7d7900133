package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Tuple(T, U)} from an array of as many elements; a null among them counts as missing. */
final class TupleEncoder implements ValueEncoder {
  private final ValueEncoder[] of;
  private final String refusal;

  TupleEncoder(List<ValueEncoder> of) {
    this.of = of.toArray(ValueEncoder[]::new);
    this.refusal = "it is not an array of %d element(s)".formatted(this.of.length);
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException {
    if (token != Token.ARRAY) {
      return refusal;
    }
    int start = in.start();
    Token next = in.firstElement();
    for (ValueEncoder element : of) {
      if (next == Token.ARRAY_END) {
        return refuse(in, start);
      }
      if (next == Token.NULL && !element.takesNull()) {
        element.encodeMissing(out);
      } else {
        String wrong = element.encode(in, next, out);
        if (wrong != null) {
          return wrong;
        }
      }
      next = in.nextElement();
    }
    return next == Token.ARRAY_END ? null : refuse(in, start);
  }

  /** So that the whole array is shown. */
  private String refuse(JsonScanner in, int start) throws BrokenMessageException {
    in.again(start);
    return refusal;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    for (ValueEncoder element : of) {
      element.encodeMissing(out);
    }
  }
}
