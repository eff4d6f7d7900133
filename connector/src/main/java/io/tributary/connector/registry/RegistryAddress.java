package io.tributary.connector.registry;

import io.tributary.protocol.datafile.Credentials;
import io.tributary.protocol.datafile.SchemaRegistryAddress;
import io.tributary.service.settings.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a schema registry is and who asks it. Shows itself without the password.
 *
 * @param host name or address
 * @param path ahead of {@code /schemas/…}, empty or with a slash in front and none behind
 * @param login for Basic authentication
 * @param caPem certificates in PEM that sign the registry's, empty for those that the JVM trusts
 */
public record RegistryAddress(
    Scheme scheme, String host, int port, String path, Login login, String caPem) {

  // Host names of containers may have an underscore, which java.net.URI has no host for.
  private static final Pattern URL =
      Pattern.compile(
          "(?i)(?<scheme>https?)://(?:(?<login>.*)@)?(?<host>[A-Z0-9._-]+|\\[[0-9A-F:.]+])"
              + "(?::(?<port>[0-9]{1,5}))?(?<path>(?:/[^?#\\s]*)?)");

  /** How it is spoken to. */
  public enum Scheme {
    HTTP(80),
    HTTPS(443);

    private final int port;

    Scheme(int port) {
      this.port = port;
    }
  }

  /** Basic authentication; without a user there is none. */
  public record Login(String user, Secret password) {}

  /** The address that a connection names. */
  public static RegistryAddress of(SchemaRegistryAddress address) {
    String caPem = address.caPem();
    RegistryAddress open = parse(address.url(), caPem == null ? "" : caPem);
    Credentials credentials = address.credentials();
    return credentials == null
        ? open
        : new RegistryAddress(
            open.scheme,
            open.host,
            open.port,
            open.path,
            new Login(credentials.user(), new Secret(credentials.password())),
            open.caPem);
  }

  /**
   * Reads a URL such as {@code https://user:password@registry.example:8081/apis/ccompat/v7}.
   *
   * @param caPem certificates in PEM, empty for those that the JVM trusts
   * @throws IllegalArgumentException if it is no such URL; the message does not repeat it, for it
   *     may hold a password
   */
  public static RegistryAddress parse(String url, String caPem) {
    Matcher matcher = URL.matcher(url.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("it is not of the form http(s)://user:password@host:port");
    }
    Scheme spoken = matcher.group("scheme").equalsIgnoreCase("https") ? Scheme.HTTPS : Scheme.HTTP;
    String host = matcher.group("host");
    String port = matcher.group("port");
    String login = matcher.group("login");
    return new RegistryAddress(
        spoken,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port == null ? spoken.port : Integer.parseInt(port),
        matcher.group("path").replaceAll("/+$", ""),
        login(login == null ? "" : login),
        caPem);
  }

  private static Login login(String userInfo) {
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return new Login(decoded(user), new Secret(decoded(password)));
  }

  /** Without its percent signs; a plus sign is itself here. */
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The URL without user and password. */
  @Override
  public String toString() {
    String shownHost = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (scheme == Scheme.HTTPS ? "https://" : "http://") + shownHost + ":" + port + path;
  }
}
