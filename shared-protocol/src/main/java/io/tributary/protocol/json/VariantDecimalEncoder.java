package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Decimal} among the types of a Variant. ClickHouse tries it with a reader that is
 * confused by the quote behind a number, unless an exponent comes before it; other types then have
 * their turn.
 */
final class VariantDecimalEncoder implements ValueEncoder {
  private final DecimalEncoder decimal;

  VariantDecimalEncoder(DecimalEncoder decimal) {
    this.decimal = decimal;
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return token == Token.STRING && !hasExponent(in.text())
        ? "it is in quotes"
        : decimal.encode(in, token, out);
  }

  private static boolean hasExponent(TextBytes text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.at(i) == 'e' || text.at(i) == 'E') {
        return true;
      }
    }
    return false;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    decimal.encodeMissing(out);
  }
}
