package io.tributary.service.management;

import io.tributary.service.settings.Address;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import org.jspecify.annotations.Nullable;

/**
 * Tells programs of this machine from web pages in a browser on it, on ports that listen on
 * loopback only. A page can have a browser send requests there, either in its own name, which the
 * browser adds as Origin, or under a host name of the page's that leads to this machine.
 *
 * <p>Pure; any thread.
 */
public final class LocalRequests {
  private LocalRequests() {}

  /** True unless a web page may be behind it. */
  public static boolean isFromProgram(HttpServerRequest request) {
    return request.getHeader(HttpHeaders.ORIGIN) == null && namesThisMachine(request.authority());
  }

  private static boolean namesThisMachine(@Nullable HostAndPort asked) {
    if (asked == null || asked.host().isBlank()) {
      return false;
    }
    String host = asked.host();
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String name = bracketed ? host.substring(1, host.length() - 1) : host;
    return !name.isBlank() && new Address(name, 0).isLoopback();
  }
}
