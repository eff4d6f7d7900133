package io.tributary.protocol.datafile;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a registry taken apart: {@code https://user:password@host:port/path}.
 *
 * @param url without user, password and slash at its end
 */
record RegistryUrl(String url, @Nullable Credentials credentials) {

  /**
   * @throws URISyntaxException whose reason says what is wrong, in words that follow the name of a
   *     setting; its input is empty, because it may hold a password
   */
  static RegistryUrl parse(String text) throws URISyntaxException {
    int host = text.indexOf("://") + 3;
    String scheme = text.substring(0, Math.max(0, host - 3)).toLowerCase(Locale.ROOT);
    if (host < 3 || !(scheme.equals("http") || scheme.equals("https"))) {
      throw problem("does not begin with http:// or https://");
    }
    // The last one, as passwords may hold others.
    int at = text.lastIndexOf('@');
    Credentials credentials = at < host ? null : credentials(text.substring(host, at));
    return new RegistryUrl(url(scheme, text.substring(Math.max(host, at + 1))), credentials);
  }

  private static String url(String scheme, String place) throws URISyntaxException {
    URI uri;
    try {
      uri = new URI(scheme + "://" + place.replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      throw problem("is not a URL such as https://user:password@registry:8081");
    }
    if (uri.getHost() == null || uri.getPort() > 65_535) {
      throw problem("names no host; write it as https://user:password@registry:8081");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw problem("has a ? or # behind the host; remove it");
    }
    return uri.toString();
  }

  private static Credentials credentials(String text) throws URISyntaxException {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw problem("has no user and password before its @; write user:password@");
    }
    return new Credentials(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
  }

  private static String decoded(String text) throws URISyntaxException {
    try {
      // A plus is a plus here, unlike in the forms that the decoder is for.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw problem("has a % in its user or password that begins no %XX; write it as %25");
    }
  }

  private static URISyntaxException problem(String reason) {
    return new URISyntaxException("", reason);
  }
}
