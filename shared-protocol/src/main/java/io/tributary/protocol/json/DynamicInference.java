package io.tributary.protocol.json;

import io.tributary.protocol.json.Inferred.ObjectOf;
import io.tributary.protocol.json.Inferred.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a JSON value only to find the type that ClickHouse would infer for it. One thread. */
final class DynamicInference {
  /** As deep as values of Dynamic columns may be nested. */
  static final int MAX_DEPTH = 100;

  private static final String TOO_DEEP = "it is nested more than " + MAX_DEPTH + " deep";
  private static final char REPLACEMENT = '\uFFFD';
  private static final String NOT_A_NUMBER = "it is not a number";

  private final ImpliedTime times;
  private final WholeNumber number = new WholeNumber();
  private @Nullable String refusal;

  DynamicInference(ImpliedTime times) {
    this.times = times;
  }

  /** Reads the value that the scanner stands on; null when {@link #refusal} says why not. */
  @Nullable Inferred read(JsonScanner in, Token token) throws BrokenMessageException {
    refusal = null;
    return value(in, token, 0);
  }

  /** Why the value was refused, the scanner standing on it. */
  @Nullable String refusal() {
    return refusal;
  }

  /** The type of a number; null when it is none, and {@link #refusal} is set. */
  @Nullable Scalar number(TextBytes text) {
    String problem = number.read(text);
    if (problem == null) {
      if (!number.isNegative()) {
        return number.fitsSigned() ? Scalar.NATURAL : Scalar.UNSIGNED;
      }
      return number.fitsSigned() ? Scalar.INTEGER : Scalar.UNKNOWN;
    }
    if (Numerals.isNumeral(text)) {
      return problem.equals(WholeNumber.OVERFLOW) && isWhole(text) ? Scalar.UNKNOWN : Scalar.FLOAT;
    }
    refusal = NOT_A_NUMBER;
    return null;
  }

  /** The 64 bits of the number that was read last. */
  long value() {
    return number.value();
  }

  private static boolean isWhole(TextBytes text) {
    return Numerals.afterDigits(text, Numerals.afterSign(text, 0)) == text.length();
  }

  private @Nullable Inferred value(JsonScanner in, Token token, int depth)
      throws BrokenMessageException {
    return switch (token) {
      case STRING, NAME -> times.of(in.text());
      case NUMBER -> number(in.text());
      case TRUE, FALSE -> Scalar.BOOL;
      case NULL -> Scalar.NULL;
      case ARRAY -> depth < MAX_DEPTH ? array(in, depth) : refuse(TOO_DEEP);
      case OBJECT -> depth < MAX_DEPTH ? object(in, depth) : refuse(TOO_DEEP);
      case ARRAY_END, OBJECT_END -> refuse("it is not a value");
    };
  }

  private @Nullable Inferred array(JsonScanner in, int depth) throws BrokenMessageException {
    InferredJoin join = new InferredJoin();
    for (Token next = in.firstElement(); next != Token.ARRAY_END; next = in.nextElement()) {
      Inferred element = value(in, next, depth + 1);
      if (element == null) {
        return null;
      }
      join.add(element);
    }
    if (join.isUnknown()) {
      return Scalar.UNKNOWN;
    }
    return join.array();
  }

  private @Nullable Inferred object(JsonScanner in, int depth) throws BrokenMessageException {
    NavigableMap<String, Inferred> fields = new TreeMap<>(Inferred.NAME_ORDER);
    boolean unknown = false;
    for (Token next = in.firstName(); next != Token.OBJECT_END; next = in.nextName()) {
      TextBytes text = in.text();
      String name = new String(text.array(), text.from(), text.length(), StandardCharsets.UTF_8);
      if (name.indexOf(REPLACEMENT) >= 0 && !isText(name, text)) {
        return refuse("the name of a field in it is not UTF-8");
      }
      if (fields.containsKey(name)) {
        return refuse("the field " + name + " stands there twice");
      }
      Inferred field = value(in, in.value(), depth + 1);
      if (field == null) {
        return null;
      }
      unknown |= field == Scalar.UNKNOWN;
      boolean empty = field instanceof ObjectOf(var inside) && inside.isEmpty();
      fields.put(name, empty ? Scalar.NOTHING : field);
    }
    return unknown ? Scalar.UNKNOWN : new ObjectOf(fields);
  }

  private static boolean isText(String name, TextBytes text) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int from = text.from();
    return Arrays.equals(bytes, 0, bytes.length, text.array(), from, from + text.length());
  }

  private @Nullable Inferred refuse(String why) {
    refusal = why;
    return null;
  }
}
