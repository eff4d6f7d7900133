package io.tributary.protocol.datafile;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills {@code {{ tb_secret("NAME", "default") }}} into values. */
final class SecretTemplate {
  private static final int MAX_TEMPLATE_CHARS = 4096;
  private static final Pattern CALL =
      Pattern.compile(
          "\\s*tb_secret\\(\\s*([\"'])([A-Za-z_][A-Za-z0-9_]*)\\1\\s*"
              + "(?:,\\s*([\"'])(.*)\\3\\s*)?\\)\\s*",
          Pattern.DOTALL);

  /** What becomes of a secret that is not set and has no default. */
  enum Unset {
    /** It is a problem. */
    REFUSED,
    /** Its name takes its place. */
    NAMED
  }

  private final Function<String, @Nullable String> secrets;
  private final FileProblems problems;

  SecretTemplate(Function<String, @Nullable String> secrets, FileProblems problems) {
    this.secrets = secrets;
    this.problems = problems;
  }

  /** The text with every template replaced; null when one cannot be, a problem of that line. */
  @Nullable String fill(String text, int line) {
    return fill(text, line, Unset.REFUSED);
  }

  /** The same. */
  @Nullable String fill(String text, int line, Unset unset) {
    int open = text.indexOf("{{");
    if (open < 0) {
      return text;
    }
    StringBuilder filled = new StringBuilder();
    int done = 0;
    while (open >= 0) {
      int close = text.indexOf("}}", open + 2);
      if (close < 0) {
        problems.add(line, "{{ has no matching }}; write {{ tb_secret(\"NAME\", \"default\") }}");
        return null;
      }
      String value = value(text.substring(open + 2, close), line, unset);
      if (value == null) {
        return null;
      }
      filled.append(text, done, open).append(value);
      done = close + 2;
      open = text.indexOf("{{", done);
    }
    return filled.append(text, done, text.length()).toString();
  }

  private @Nullable String value(String call, int line, Unset unset) {
    Matcher matcher = CALL.matcher(call);
    if (call.length() > MAX_TEMPLATE_CHARS || !matcher.matches()) {
      problems.add(
          line,
          "the text between {{ and }} is not understood; write"
              + " {{ tb_secret(\"NAME\", \"default\") }}");
      return null;
    }
    String name = matcher.group(2);
    String secret = secrets.apply(name);
    if (secret != null) {
      return secret;
    }
    String fallback = matcher.group(4);
    if (fallback == null && unset == Unset.NAMED) {
      return name;
    }
    if (fallback == null) {
      problems.add(
          line,
          "the secret "
              + name
              + " is not set and has no default; set the environment variable "
              + name
              + " or write {{ tb_secret(\""
              + name
              + "\", \"default\") }}");
      return null;
    }
    return fallback;
  }
}
