package io.tributary.protocol.column;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recursive-descent parser of
 *
 * <pre>
 * type     := name [ '(' [ argument { ',' argument } ] ')' ]
 * argument := type | integer | string
 * string   := "'" { character | "\" character } "'"
 * </pre>
 *
 * What a name's arguments mean is {@link TypeNames}' business. One use, one thread.
 */
final class TypeParser {
  private static final int MAX_LENGTH = 10_000;
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;
  private int depth;

  TypeParser(String text) {
    this.text = text;
  }

  ColumnType parse() {
    if (text.length() > MAX_LENGTH) {
      throw error(MAX_LENGTH, "the text is longer than " + MAX_LENGTH + " characters");
    }
    ColumnType type = type();
    skipSpaces();
    if (at < text.length()) {
      throw error(at, "the type has ended but more text follows");
    }
    return type;
  }

  private ColumnType type() {
    skipSpaces();
    int start = at;
    if (++depth > MAX_DEPTH) {
      throw error(at, "types are nested more than " + MAX_DEPTH + " deep");
    }
    String name = name();
    List<TypeArgument> arguments = arguments();
    depth--;
    try {
      return TypeNames.make(name, arguments);
    } catch (ColumnTypeException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw error(start, e.getMessage());
    }
  }

  private String name() {
    int start = at;
    while (at < text.length() && isNameCharacter(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw error(at, "a type name is expected");
    }
    return text.substring(start, at);
  }

  private List<TypeArgument> arguments() {
    List<TypeArgument> arguments = new ArrayList<>();
    if (!accept('(') || accept(')')) {
      return arguments;
    }
    do {
      arguments.add(argument());
    } while (accept(','));
    if (!accept(')')) {
      throw error(at, "',' or ')' is expected");
    }
    return arguments;
  }

  private TypeArgument argument() {
    skipSpaces();
    char first = at < text.length() ? text.charAt(at) : ' ';
    if (first == '\'') {
      return new TypeArgument.Literal(literal());
    }
    if (first == '-' || isDigit(first)) {
      return new TypeArgument.Whole(number());
    }
    return new TypeArgument.Type(type());
  }

  private String literal() {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '\'') {
      if (text.charAt(at) == '\\') {
        at++;
      }
      if (at < text.length()) {
        value.append(text.charAt(at++));
      }
    }
    if (at >= text.length()) {
      throw error(start, "the closing quote is missing");
    }
    at++;
    return value.toString();
  }

  private long number() {
    int start = at++;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    try {
      return Long.parseLong(text, start, at, 10);
    } catch (NumberFormatException e) {
      throw error(start, "a whole number of at most 18 digits is expected");
    }
  }

  private boolean accept(char expected) {
    skipSpaces();
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private ColumnTypeException error(int position, @Nullable String why) {
    return new ColumnTypeException(text, position, String.valueOf(why));
  }
}
