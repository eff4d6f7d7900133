package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code Variant(T, U)}: a byte that names the type, 255 for NULL, and the value of the first type
 * that takes it, in the order in which ClickHouse tries them.
 */
final class VariantEncoder implements ValueEncoder {
  private static final int NULL = 255;

  private final ValueEncoder[] of;
  private final int[] order;
  private final @Nullable String[] refusals;

  /**
   * @param of encoders of the types, in the order of their numbers
   * @param order numbers of the types in the order in which they are tried
   */
  VariantEncoder(List<ValueEncoder> of, int[] order) {
    this.of = of.toArray(ValueEncoder[]::new);
    this.order = order.clone();
    this.refusals = new String[order.length];
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException {
    if (token == Token.NULL) {
      out.writeInt8(NULL);
      return null;
    }
    int start = in.start();
    int position = out.position();
    int tried = 0;
    for (int type : order) {
      out.writeInt8(type);
      String refusal = of[type].encode(in, in.again(start), out);
      if (refusal == null) {
        return null;
      }
      refusals[tried++] = refusal;
      out.truncate(position);
    }
    in.again(start);
    return Arrays.stream(refusals)
        .map(String::valueOf)
        .distinct()
        .collect(Collectors.joining("; ", "none of the types takes it: ", ""));
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeInt8(NULL);
  }

  @Override
  public boolean takesNull() {
    return true;
  }
}
