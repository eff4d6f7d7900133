package io.tributary.protocol.datafile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a registry taken apart: {@code https://user:password@host:port/path}.
 *
 * @param url without user, password and slash at its end
 */
record RegistryUrl(String url, @Nullable Credentials credentials) {
  private static final Pattern SCHEME = Pattern.compile("(?i)https?://");
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?"
              + "(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?");

  /**
   * Null when it left a problem behind.
   *
   * @param problem told in words that follow the name of a setting, without any part of the text,
   *     which may hold a password
   */
  static @Nullable RegistryUrl parse(String text, Consumer<String> problem) {
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.lookingAt()) {
      problem.accept("does not begin with http:// or https://");
      return null;
    }
    // The last one, as passwords may hold others.
    int at = text.lastIndexOf('@');
    boolean hasUser = at >= scheme.end();
    Credentials credentials =
        hasUser ? credentials(text.substring(scheme.end(), at), problem) : null;
    if (hasUser && credentials == null) {
      return null;
    }
    String place = text.substring(hasUser ? at + 1 : scheme.end());
    if (!isPlace(place, problem)) {
      return null;
    }
    String url = scheme.group().toLowerCase(Locale.ROOT) + place.replaceAll("/+$", "");
    return new RegistryUrl(url, credentials);
  }

  private static boolean isPlace(String place, Consumer<String> problem) {
    if (place.indexOf('?') >= 0 || place.indexOf('#') >= 0) {
      problem.accept("has a ? or # behind the host; remove it");
      return false;
    }
    Matcher matcher = PLACE.matcher(place);
    String port = matcher.matches() ? matcher.group(1) : "0";
    if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
      problem.accept("is not a URL such as https://user:password@registry:8081");
      return false;
    }
    return true;
  }

  private static @Nullable Credentials credentials(String text, Consumer<String> problem) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      problem.accept("has no user and password before its @; write user:password@");
      return null;
    }
    String user = decoded(text.substring(0, colon));
    String password = decoded(text.substring(colon + 1));
    if (user == null || password == null) {
      problem.accept("has a % in its user or password that begins no %XX; write it as %25");
      return null;
    }
    return new Credentials(user, password);
  }

  /** With every {@code %XX} replaced by its byte; null if one is none. */
  private static @Nullable String decoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.write(bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low < 0) {
        return null;
      }
      decoded.write(high << 4 | low);
      i += 2;
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }
}
