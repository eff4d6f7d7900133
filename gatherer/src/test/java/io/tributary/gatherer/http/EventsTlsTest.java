package io.tributary.gatherer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API behind TLS, with a certificate from the JDK's keytool. */
final class EventsTlsTest {
  private static final String PASSWORD = "of-no-worth";

  @TempDir Path folder = Path.of("");

  @Test
  void pemFilesMakeItHttps() throws Exception {
    KeyStore keys = keys();
    byte[] certificate = keys.getCertificate("server").getEncoded();
    byte[] key = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
    String[] settings = {
      "HTTP_TLS_CERT", pem("cert.pem", "CERTIFICATE", certificate),
      "HTTP_TLS_KEY", pem("key.pem", "PRIVATE KEY", key)
    };
    try (TestServer server = new TestServer(settings);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(keys)).build()) {
      URI address = URI.create("https://" + server.address + "/v0/events?name=events");
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(address).POST(BodyPublishers.ofString("{}")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(202, answer.statusCode());
      assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
    }
  }

  private KeyStore keys() throws Exception {
    Path store = folder.resolve("keys.p12");
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
