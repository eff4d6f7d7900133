package io.tributary.protocol.json;

/** What ClickHouse takes for a number in text: a little more than JSON does. */
final class Numerals {
  private Numerals() {}

  /** True when text that is not quoted can only be meant as a number. */
  static boolean beginsNumber(TextBytes text) {
    int first = text.at(0);
    return isDigit(first) || first == '-' || first == '+' || first == '.' || isInfinityOrNan(text);
  }

  /** True for {@code [+-] digits [. digits] [e [+-] digits]} with a digit before the exponent. */
  static boolean isNumeral(TextBytes text) {
    int length = text.length();
    int at = afterSign(text, 0);
    int whole = afterDigits(text, at);
    int digits = whole - at;
    at = whole;
    if (at < length && text.at(at) == '.') {
      int fraction = afterDigits(text, at + 1);
      digits += fraction - at - 1;
      at = fraction;
    }
    if (at < length && (text.at(at) == 'e' || text.at(at) == 'E')) {
      int exponent = afterSign(text, at + 1);
      at = afterDigits(text, exponent);
      return digits > 0 && at > exponent && at == length;
    }
    return digits > 0 && at == length;
  }

  /**
   * True for a number that ClickHouse takes without knowing what it is for: as text, or to skip it.
   */
  static boolean isNumberOfAnyColumn(TextBytes text) {
    boolean signed = text.length() > 0 && (text.at(0) == '-' || text.at(0) == '+');
    return isNumeral(text) || (signed && isInfinityOrNan(text));
  }

  /** True for {@code nan}, {@code inf} and {@code infinity} in any case, also with a sign. */
  static boolean isInfinityOrNan(TextBytes text) {
    return isNan(text) || isInfinity(text) || isNegativeInfinity(text);
  }

  static boolean isNan(TextBytes text) {
    return text.isWord("nan") || text.isWord("+nan") || text.isWord("-nan");
  }

  static boolean isInfinity(TextBytes text) {
    return text.isWord("inf")
        || text.isWord("infinity")
        || text.isWord("+inf")
        || text.isWord("+infinity");
  }

  static boolean isNegativeInfinity(TextBytes text) {
    return text.isWord("-inf") || text.isWord("-infinity");
  }

  static int afterSign(TextBytes text, int at) {
    return at < text.length() && (text.at(at) == '-' || text.at(at) == '+') ? at + 1 : at;
  }

  static int afterDigits(TextBytes text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.at(at))) {
      at++;
    }
    return at;
  }

  static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
