package io.tributary.gatherer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API behind TLS, with a certificate from the JDK's keytool. */
final class EventsTlsTest {
  private static final String PASSWORD = "of-no-worth";

  @TempDir Path folder = Path.of("");

  @Test
  void pemFilesMakeItHttps() throws Exception {
    KeyStore keys = keys("one");
    try (TestServer server = new TestServer(settings(keys))) {
      HttpResponse<String> answer = post(server, keys);
      assertEquals(202, answer.statusCode());
      assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
    }
  }

  @Test
  void replacedCertificateIsTakenWithoutARestart() throws Exception {
    KeyStore one = keys("one");
    KeyStore two = keys("two");
    try (TestServer server = new TestServer(settings(one))) {
      assertThrows(SSLHandshakeException.class, () -> post(server, two));
      writeKey(two);
      assertEquals(202, post(server, one).statusCode());
      writeCertificate(two);
      TestServer.await("the second certificate", () -> isAnswered(server, two));
      assertThrows(SSLHandshakeException.class, () -> post(server, one));
    }
  }

  @Test
  void whatCannotBeUsedIsNotTaken() throws Exception {
    KeyStore two = keys("two");
    settings(keys("one"));
    Path certificate = folder.resolve("cert.pem");
    Path key = folder.resolve("key.pem");
    Vertx vertx = Vertx.vertx();
    try {
      CertificateWatch watch = new CertificateWatch(vertx, new HttpSettings.Tls(certificate, key));
      assertEquals(Optional.empty(), watch.look());
      writeCertificate(two);
      assertEquals(Optional.empty(), watch.look(), "the key is that of another one");
      Files.writeString(key, "no key");
      assertEquals(Optional.empty(), watch.look());
      Files.delete(key);
      assertEquals(Optional.empty(), watch.look());
      writeKey(two);
      assertTrue(watch.look().isPresent());
      assertEquals(Optional.empty(), watch.look());
    } finally {
      vertx.close().await();
    }
  }

  private static boolean isAnswered(TestServer server, KeyStore trusted) {
    try {
      return post(server, trusted).statusCode() == 202;
    } catch (SSLHandshakeException e) {
      return false;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Over a connection of its own. */
  private static HttpResponse<String> post(TestServer server, KeyStore trusted) throws Exception {
    URI address = URI.create("https://" + server.address + "/v0/events?name=events");
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(trusted)).build()) {
      return client.send(
          HttpRequest.newBuilder(address).POST(BodyPublishers.ofString("{}")).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private String[] settings(KeyStore keys) throws Exception {
    return new String[] {"HTTP_TLS_CERT", writeCertificate(keys), "HTTP_TLS_KEY", writeKey(keys)};
  }

  private String writeCertificate(KeyStore keys) throws Exception {
    return pem("cert.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
  }

  private String writeKey(KeyStore keys) throws Exception {
    return pem(
        "key.pem", "PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
  }

  private KeyStore keys(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-alias",
                    "server",
                    "-dname",
                    "CN=test",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private String pem(String name, String kind, byte[] content) throws IOException {
    String text =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind);
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static SSLContext trusting(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
