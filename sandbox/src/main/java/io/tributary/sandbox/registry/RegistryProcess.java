package io.tributary.sandbox.registry;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/**
 * Main class of the schema registry: {@code RegistryProcess URL}, on the registry's own class path
 * and configured by system properties. Says that it is ready once the URL is answered.
 */
public final class RegistryProcess {
  private static final String MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int TIMEOUT_MILLIS = 2_000;

  private RegistryProcess() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    URI url = URI.create(args[0]);
    Thread.ofPlatform().daemon().name("readiness").start(() -> announce(url));
    Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
  }

  private static void announce(URI url) {
    try {
      while (!answers(url)) {
        Thread.sleep(POLL);
      }
      System.out.println("READY url=" + url);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean answers(URI url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }
}
