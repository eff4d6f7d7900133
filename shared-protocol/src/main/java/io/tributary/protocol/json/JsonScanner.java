package io.tributary.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Tokens of JSON objects, one message after the other; the only class that knows the JSON parser.
 * One thread.
 *
 * <p>One non-blocking parser reads all messages as one stream of root values, so that no message
 * costs an object. What a stream would blur is decided here, on the bytes:
 *
 * <ul>
 *   <li>a message must begin with <code>{</code> (a root number would only end with the next
 *       message), after an optional byte order mark and white space;
 *   <li>when its bytes are used up before its object is closed, it is truncated;
 *   <li>when its object is closed before its bytes (without trailing white space) are used up,
 *       something follows.
 * </ul>
 *
 * A parser that did not come to the clean end of its message is replaced. So is one that has seen
 * {@link #NAME_CHARS_PER_PARSER} characters of field names: its table of names only grows, and
 * names come from outside. Names are not interned, and a discarded parser is not closed, because
 * closing would merge its names into the factory.
 */
final class JsonScanner {
  static final int NAME_CHARS_PER_PARSER = 8 << 20;

  /** As deep as ClickHouse reads by default. */
  static final int MAX_DEPTH = 1_000;

  private static final int MAX_STRING_CHARS = 64 << 20;
  private static final int SHOWN_LENGTH = 400;
  private static final char[] MINUS_ZERO = {'-', '0'};
  private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

  private final JsonFactory factory =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Colliding names must not make the parser refuse somebody else's message.
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_STRING_CHARS)
                  .build())
          .build();
  private final Chars chars = new Chars();
  private char[] nameCopy = new char[64];

  private JsonParser parser = newParser();
  private long nameChars;
  private boolean clean = true;

  private byte[] bytes = new byte[0];
  private int end;
  private Token token = Token.NULL;

  private JsonParser newParser() {
    try {
      return factory.createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw noInputOutput(e);
    }
  }

  /** Takes the next message and stands on its opening brace. */
  void begin(byte[] message, int offset, int length) throws BrokenMessageException {
    bytes = message;
    end = offset + length;
    while (end > offset && isSpace(message[end - 1])) {
      end--;
    }
    int start = afterMark(offset);
    while (start < end && isSpace(message[start])) {
      start++;
    }
    if (start >= end) {
      throw new BrokenMessageException("it is empty");
    }
    if (message[start] != '{') {
      throw new BrokenMessageException("it is not a JSON object");
    }
    if (!clean || nameChars > NAME_CHARS_PER_PARSER) {
      parser = newParser();
      nameChars = 0;
    }
    clean = false;
    try {
      feeder().feedInput(message, start, end);
    } catch (IOException e) {
      throw noInputOutput(e);
    }
    next();
  }

  /** Checks that the message ends with the object just closed. */
  void finish() throws BrokenMessageException {
    if (!feeder().needMoreInput()) {
      throw new BrokenMessageException("something follows its JSON object");
    }
    clean = true;
  }

  private ByteArrayFeeder feeder() {
    return (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  /** Steps to the next token of the message. */
  Token next() throws BrokenMessageException {
    JsonToken found;
    try {
      found = parser.nextToken();
    } catch (JsonProcessingException e) {
      throw new BrokenMessageException("it is not JSON: " + firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      throw noInputOutput(e);
    }
    token = translated(found);
    if (token == Token.NAME) {
      nameChars += name().length();
    }
    return token;
  }

  private static Token translated(JsonToken found) throws BrokenMessageException {
    return switch (found) {
      case START_OBJECT -> Token.OBJECT;
      case END_OBJECT -> Token.OBJECT_END;
      case START_ARRAY -> Token.ARRAY;
      case END_ARRAY -> Token.ARRAY_END;
      case FIELD_NAME -> Token.NAME;
      case VALUE_STRING -> Token.STRING;
      case VALUE_NUMBER_INT -> Token.INTEGER;
      case VALUE_NUMBER_FLOAT -> Token.DECIMAL;
      case VALUE_TRUE -> Token.TRUE;
      case VALUE_FALSE -> Token.FALSE;
      case VALUE_NULL -> Token.NULL;
      case NOT_AVAILABLE -> throw new BrokenMessageException("its JSON text ends too early");
      case VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException("JSON embeds no objects");
    };
  }

  /** Reads to the end of the value that the scanner stands on. */
  void skip() throws BrokenMessageException {
    int depth = 0;
    Token at = token;
    while (true) {
      if (at.isStructure()) {
        depth++;
      } else if (at == Token.OBJECT_END || at == Token.ARRAY_END) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
      at = next();
    }
  }

  /** The field name that the scanner stands on. */
  String name() {
    try {
      return String.valueOf(parser.currentName());
    } catch (IOException e) {
      throw noInputOutput(e);
    }
  }

  /**
   * Characters of the string (unescaped), number (as written) or name that the scanner stands on;
   * valid until the next step.
   */
  Chars chars() {
    if (token == Token.NAME) {
      // The parser's own characters of a name are those of the first one asked for.
      String name = name();
      if (nameCopy.length < name.length()) {
        nameCopy = new char[name.length() * 2];
      }
      name.getChars(0, name.length(), nameCopy, 0);
      chars.set(nameCopy, 0, name.length());
      return chars;
    }
    try {
      chars.set(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } catch (IOException e) {
      throw noInputOutput(e);
    }
    boolean zero = token == Token.INTEGER && chars.length() == 1 && chars.at(0) == '0';
    if (zero && bytes[position() - 2] == '-') {
      // The parser drops the sign of -0.
      chars.set(MINUS_ZERO, 0, MINUS_ZERO.length);
    }
    return chars;
  }

  /** The array of the message. */
  byte[] bytes() {
    return bytes;
  }

  /** Index into {@link #bytes()} just behind the token. */
  int position() {
    try {
      // The parser's own location would be an object per call.
      return end - parser.releaseBuffered(NOWHERE);
    } catch (IOException e) {
      throw noInputOutput(e);
    }
  }

  /** The token's text for a message to a person, uncut or longer than what is shown. */
  String shown() {
    return switch (token) {
      case STRING, NAME, INTEGER, DECIMAL -> chars().cut(SHOWN_LENGTH);
      case OBJECT, ARRAY -> {
        int start = position() - 1;
        int length = Math.min(SHOWN_LENGTH, end - start);
        yield new String(bytes, start, length, StandardCharsets.UTF_8);
      }
      case TRUE -> "true";
      case FALSE -> "false";
      case NULL -> "null";
      case OBJECT_END -> "}";
      case ARRAY_END -> "]";
    };
  }

  private int afterMark(int offset) {
    boolean mark =
        end - offset >= 3
            && bytes[offset] == (byte) 0xEF
            && bytes[offset + 1] == (byte) 0xBB
            && bytes[offset + 2] == (byte) 0xBF;
    return mark ? offset + 3 : offset;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static String firstLine(String message) {
    int newLine = message.indexOf('\n');
    return newLine < 0 ? message : message.substring(0, newLine);
  }

  private static IllegalStateException noInputOutput(IOException e) {
    return new IllegalStateException("the parser does no I/O and was read to its end", e);
  }
}
