package io.tributary.connector.jsonschema;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code pattern} of a schema whose search looks at a bounded number of characters: some patterns
 * need exponential time for some texts, and both come from outside.
 */
final class BoundedRegex implements RegularExpression {
  static final int MAX_LOOKS = 2_000_000;

  private final Pattern pattern;

  BoundedRegex(String regex) {
    // In JSON Schema's regular expressions $ is the very end, not also ahead of a last line end.
    this.pattern =
        Pattern.compile(
            endsAtTheEnd(regex) ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
  }

  private static boolean endsAtTheEnd(String regex) {
    int slashes = 0;
    for (int i = regex.length() - 2; i >= 0 && regex.charAt(i) == '\\'; i--) {
      slashes++;
    }
    return regex.endsWith("$") && slashes % 2 == 0;
  }

  @Override
  public boolean matches(String value) {
    Matcher matcher = pattern.matcher(new Looked(value, MAX_LOOKS));
    return matcher.find();
  }

  /** The search was given up. */
  static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLongException(String message) {
      super(message, null, false, false);
    }
  }

  /** A text that allows so many looks. */
  private static final class Looked implements CharSequence {
    private final CharSequence text;
    private int left;

    Looked(CharSequence text, int left) {
      this.text = text;
      this.left = left;
    }

    @Override
    public char charAt(int index) {
      if (left-- == 0) {
        throw new TooLongException("a pattern of the schema takes too long for a value");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
