package io.tributary.protocol.column;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recursive-descent parser of
 *
 * <pre>
 * type       := name [ '(' [ argument { ',' argument } ] ')' ]
 * argument   := [ identifier ] type | integer | string [ '=' integer ]
 * identifier := name | quoted with "`" or '"'
 * string     := quoted with "'"
 * quoted     := quote { character | "\" character | quote quote } quote
 * </pre>
 *
 * What a name's arguments mean is {@link TypeNames}' business; it also says whose arguments are not
 * looked into. One use, one thread.
 */
final class TypeParser {
  private static final int MAX_LENGTH = 10_000;
  private static final int MAX_DEPTH = 64;
  private static final int END = -1;

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
    List<TypeArgument> arguments = arguments(name);
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

  private List<TypeArgument> arguments(String name) {
    List<TypeArgument> arguments = new ArrayList<>();
    if (!accept('(') || accept(')')) {
      return arguments;
    }
    int raw = TypeNames.rawArguments(name);
    do {
      arguments.add(arguments.size() < raw ? raw() : argument());
    } while (accept(','));
    if (!accept(')')) {
      throw error(at, "',' or ')' is expected");
    }
    return arguments;
  }

  private TypeArgument argument() {
    int first = peek();
    if (first == '\'') {
      String literal = quoted();
      return accept('=')
          ? new TypeArgument.Numbered(literal, number())
          : new TypeArgument.Literal(literal);
    }
    if (first == '-' || isDigit(first)) {
      return new TypeArgument.Whole(number());
    }
    if (first == '`' || first == '"') {
      return named(quoted());
    }
    int start = at;
    String name = name();
    int next = peek();
    if (next == '`' || next == '"' || isNameCharacter(next)) {
      return named(name);
    }
    at = start;
    return new TypeArgument.Type(type());
  }

  private TypeArgument named(String name) {
    if (name.isEmpty()) {
      throw error(at, "a name is empty");
    }
    return new TypeArgument.Named(name, type());
  }

  /** Everything up to the comma or the parenthesis that ends the argument. */
  private TypeArgument raw() {
    skipSpaces();
    int start = at;
    int open = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '`' || c == '"') {
        quoted();
        continue;
      }
      if (open == 0 && (c == ',' || c == ')')) {
        break;
      }
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      at++;
    }
    return new TypeArgument.Raw(text.substring(start, at).strip());
  }

  private String quoted() {
    int start = at;
    char quote = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        if (at == text.length() || text.charAt(at) != quote) {
          return value.toString();
        }
        at++;
      } else if (c == '\\' && at < text.length()) {
        c = unescaped(text.charAt(at++));
      }
      value.append(c);
    }
    throw error(start, "the closing quote is missing");
  }

  private static char unescaped(char letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '0' -> '\0';
      default -> letter;
    };
  }

  private long number() {
    skipSpaces();
    int start = at;
    if (peek() == '-') {
      at++;
    }
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
    if (peek() == expected) {
      at++;
      return true;
    }
    return false;
  }

  /** The next character that is not a space. */
  private int peek() {
    skipSpaces();
    return at < text.length() ? text.charAt(at) : END;
  }

  private void skipSpaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private ColumnTypeException error(int position, @Nullable String why) {
    return new ColumnTypeException(text, position, String.valueOf(why));
  }
}
