package io.tributary.protocol.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the bytes of JSON messages, one message after the other. One thread.
 *
 * <p>It does not know where in a document it is: whoever reads an object asks for names, whoever
 * reads an array for elements, and so the brackets are checked by those who read them. That makes
 * it possible to go back to the beginning of a value and read it again as something else.
 *
 * <p>Accepts JSON, and beyond it what ClickHouse accepts as a bare number. Bytes of strings are
 * taken as they are; whether they are UTF-8 is nobody's business here, as in ClickHouse.
 */
final class JsonScanner {
  /** As deep as ClickHouse reads by default. */
  static final int MAX_DEPTH = 1_000;

  /**
   * What {@link #firstField} and {@link #nextField} say of a name that is not among those given.
   */
  static final int OTHER_FIELD = -1;

  /** What {@link #firstField} and {@link #nextField} say at the end of the object. */
  static final int NO_FIELD = -2;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final boolean[] ENDS_BARE = new boolean[256];
  private static final int SHOWN_BYTES = 400;

  static {
    for (char c : " \t\n\r,]}".toCharArray()) {
      ENDS_BARE[c] = true;
    }
  }

  private final TextBytes text = new TextBytes();
  private final StringUnescaper unescaper = new StringUnescaper();
  private final long[] objects = new long[MAX_DEPTH / Long.SIZE + 1];

  private byte[] bytes = new byte[0];
  private int first;
  private int end;
  private int at;
  private int start;
  private Token token = Token.NULL;

  /** Takes the next message and stands on its first token. */
  Token begin(byte[] message, int offset, int length) throws BrokenMessageException {
    bytes = message;
    first = offset;
    end = offset + length;
    at = afterMark(offset);
    skipSpaces();
    if (at == end) {
      throw new BrokenMessageException("it is empty");
    }
    return value();
  }

  /** Stands on a string that is not in JSON: these bytes as they are. */
  void standOn(byte[] source, int offset, int length) {
    bytes = source;
    first = offset;
    start = offset;
    end = offset + length;
    at = end;
    text.set(source, offset, length);
    token = Token.STRING;
  }

  /** Checks that nothing follows the value just read. */
  void finish() throws BrokenMessageException {
    skipSpaces();
    if (at < end) {
      throw new BrokenMessageException("something follows its JSON text");
    }
  }

  /** Steps from an opening brace to the first name of the object, or to its end. */
  Token firstName() throws BrokenMessageException {
    skipSpaces();
    if (at < end && bytes[at] == '}') {
      return step(Token.OBJECT_END);
    }
    return name();
  }

  /** Steps from a value in an object to the next name, or to the object's end. */
  Token nextName() throws BrokenMessageException {
    skipSpaces();
    if (at < end && bytes[at] == ',') {
      at++;
      skipSpaces();
      return name();
    }
    if (at < end && bytes[at] == '}') {
      return step(Token.OBJECT_END);
    }
    throw expected("',' or '}'");
  }

  /** {@link #field} for the first name of an object. */
  int firstField(FieldNames names, int guess) throws BrokenMessageException {
    skipSpaces();
    if (at < end && bytes[at] == '}') {
      step(Token.OBJECT_END);
      return NO_FIELD;
    }
    return field(names, guess);
  }

  /** {@link #field} for a name behind a value. */
  int nextField(FieldNames names, int guess) throws BrokenMessageException {
    skipSpaces();
    if (at < end && bytes[at] == ',') {
      at++;
      skipSpaces();
      return field(names, guess);
    }
    if (at < end && bytes[at] == '}') {
      step(Token.OBJECT_END);
      return NO_FIELD;
    }
    throw expected("',' or '}'");
  }

  /**
   * Steps to a name and tells which it is: its index, {@link #OTHER_FIELD} if it is none of them,
   * or {@link #NO_FIELD} at the object's end.
   *
   * @param guess index that it probably has
   */
  private int field(FieldNames names, int guess) throws BrokenMessageException {
    int length = names.lengthAt(bytes, at, end, guess);
    if (length > 0) {
      at += length;
      token = Token.NAME;
      return guess;
    }
    name();
    return names.indexOf(text);
  }

  /** Steps from an opening bracket to the first element of the array, or to its end. */
  Token firstElement() throws BrokenMessageException {
    skipSpaces();
    if (at < end && bytes[at] == ']') {
      return step(Token.ARRAY_END);
    }
    return value();
  }

  /** Steps from an element of an array to the next one, or to the array's end. */
  Token nextElement() throws BrokenMessageException {
    skipSpaces();
    if (at < end && bytes[at] == ',') {
      at++;
      return value();
    }
    if (at < end && bytes[at] == ']') {
      return step(Token.ARRAY_END);
    }
    throw expected("',' or ']'");
  }

  /** Steps to the value behind a name. */
  Token value() throws BrokenMessageException {
    skipSpaces();
    if (at == end) {
      throw expected("a value");
    }
    start = at;
    token =
        switch (bytes[at]) {
          case '"' -> {
            string();
            yield Token.STRING;
          }
          case '{' -> step(Token.OBJECT);
          case '[' -> step(Token.ARRAY);
          case 't' -> word("true", Token.TRUE);
          case 'f' -> word("false", Token.FALSE);
          case 'n' -> word("null", Token.NULL);
          default -> number();
        };
    return token;
  }

  /** Reads to the end of the value that the scanner stands on. */
  void skip() throws BrokenMessageException {
    if (!token.isStructure()) {
      checkNumber();
      return;
    }
    int depth = enter(0);
    boolean opened = true;
    while (depth > 0) {
      Token next = isObject(depth) ? pair(opened) : element(opened);
      opened = next.isStructure();
      if (opened) {
        depth = enter(depth);
      } else if (next == Token.OBJECT_END || next == Token.ARRAY_END) {
        depth--;
      } else {
        checkNumber();
      }
    }
  }

  private Token pair(boolean opened) throws BrokenMessageException {
    Token next = opened ? firstName() : nextName();
    return next == Token.NAME ? value() : next;
  }

  private Token element(boolean opened) throws BrokenMessageException {
    return opened ? firstElement() : nextElement();
  }

  private int enter(int depth) throws BrokenMessageException {
    int deeper = depth + 1;
    if (deeper > MAX_DEPTH) {
      throw new BrokenMessageException("it is nested more than " + MAX_DEPTH + " deep");
    }
    long bit = 1L << deeper;
    if (token == Token.OBJECT) {
      objects[deeper >> 6] |= bit;
    } else {
      objects[deeper >> 6] &= ~bit;
    }
    return deeper;
  }

  private boolean isObject(int depth) {
    return (objects[depth >> 6] & 1L << depth) != 0;
  }

  private void checkNumber() throws BrokenMessageException {
    if (token == Token.NUMBER && !Numerals.isNumberOfAnyColumn(text)) {
      throw notJson();
    }
  }

  /**
   * Goes back to a value read before in this message.
   *
   * @param valueStart what {@link #start()} was on the value's first token
   */
  Token again(int valueStart) throws BrokenMessageException {
    at = valueStart;
    return value();
  }

  /** The token that the scanner stands on. */
  Token token() {
    return token;
  }

  /**
   * The name or string (unescaped) or number (as written) that the scanner stands on; valid until
   * the next step. Not for a name that {@link #firstField} or {@link #nextField} found.
   */
  TextBytes text() {
    return text;
  }

  /** The array of the message. */
  byte[] bytes() {
    return bytes;
  }

  /** Index into {@link #bytes()} of the first byte of the token. */
  int start() {
    return start;
  }

  /** Index into {@link #bytes()} just behind the token. */
  int position() {
    return at;
  }

  /** The token's text for a message to a person, uncut or longer than what is shown. */
  String shown() {
    return switch (token) {
      case STRING, NAME, NUMBER -> text.cut(SHOWN_BYTES);
      case OBJECT, ARRAY ->
          new String(bytes, start, Math.min(SHOWN_BYTES, end - start), StandardCharsets.UTF_8);
      case TRUE -> "true";
      case FALSE -> "false";
      case NULL -> "null";
      case OBJECT_END -> "}";
      case ARRAY_END -> "]";
    };
  }

  private Token name() throws BrokenMessageException {
    if (at == end || bytes[at] != '"') {
      throw expected("a field name in double quotes");
    }
    start = at;
    string();
    skipSpaces();
    if (at == end || bytes[at] != ':') {
      throw expected("':'");
    }
    at++;
    token = Token.NAME;
    return token;
  }

  /** Reads the string whose opening quote the cursor is on. */
  private void string() throws BrokenMessageException {
    int from = at + 1;
    int to = quoteOrBackslash(from);
    if (to < end && bytes[to] == '"') {
      text.set(bytes, from, to - from);
    } else {
      to = escapedString(from, to);
    }
    at = to + 1;
  }

  /** Index of the closing quote of a string with escapes, the first one at an index. */
  private int escapedString(int from, int firstBackslash) throws BrokenMessageException {
    unescaper.begin();
    int plain = from;
    int to = firstBackslash;
    while (to < end && bytes[to] == '\\') {
      unescaper.plain(bytes, plain, to);
      plain = unescaper.escape(bytes, to, end);
      to = quoteOrBackslash(plain);
    }
    if (to >= end) {
      throw new BrokenMessageException("its JSON text ends within a string");
    }
    unescaper.plain(bytes, plain, to);
    unescaper.end(text);
    return to;
  }

  /** Index of the next quote or backslash from an index on, or one that is not below the end. */
  private int quoteOrBackslash(int from) {
    byte[] source = bytes;
    int i = from;
    int lastWord = end - Long.BYTES;
    while (i <= lastWord) {
      long word = (long) LONGS.get(source, i);
      long hits = zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES);
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >> 3);
      }
      i += Long.BYTES;
    }
    while (i < end && source[i] != '"' && source[i] != '\\') {
      i++;
    }
    return i;
  }

  /** The high bit of each zero byte, and perhaps of some behind the first of them. */
  private static long zeroBytes(long word) {
    return (word - ONES) & ~word & HIGH_BITS;
  }

  private Token number() throws BrokenMessageException {
    int from = at;
    int to = from;
    while (to < end && !ENDS_BARE[bytes[to] & 0xFF]) {
      to++;
    }
    text.set(bytes, from, to - from);
    if (to == from || !Numerals.beginsNumber(text)) {
      throw notJson();
    }
    at = to;
    return Token.NUMBER;
  }

  private Token word(String word, Token meaning) throws BrokenMessageException {
    int length = word.length();
    boolean matches = end - at >= length;
    for (int i = 1; i < length && matches; i++) {
      matches = bytes[at + i] == word.charAt(i);
    }
    if (!matches || (at + length < end && !ENDS_BARE[bytes[at + length] & 0xFF])) {
      throw notJson();
    }
    at += length;
    return meaning;
  }

  private Token step(Token bracket) {
    start = at++;
    token = bracket;
    return bracket;
  }

  private void skipSpaces() {
    if (at < end && bytes[at] > ' ') {
      return;
    }
    int i = at;
    while (i < end && bytes[i] <= ' ' && isSpace(bytes[i])) {
      i++;
    }
    at = i;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private int afterMark(int offset) {
    boolean mark =
        end - offset >= 3
            && bytes[offset] == (byte) 0xEF
            && bytes[offset + 1] == (byte) 0xBB
            && bytes[offset + 2] == (byte) 0xBF;
    return mark ? offset + 3 : offset;
  }

  private BrokenMessageException notJson() {
    return new BrokenMessageException(
        "it is not JSON: byte " + (at - first + 1) + " begins no value");
  }

  private BrokenMessageException expected(String what) {
    return new BrokenMessageException(
        at < end
            ? "it is not JSON: byte %d should be %s".formatted(at - first + 1, what)
            : "its JSON text ends too early");
  }
}
