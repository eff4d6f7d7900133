package io.tributary.connector.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit calls start.
class RegistryTlsTest {
  private static final String PASSWORD = "tests-only";

  private static Vertx vertx;
  private static FakeRegistry server;
  private static String certificate;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("server.p12");
    Path pem = folder.resolve("server.pem");
    keytool(
        store,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=registry",
        "-ext",
        "SAN=dns:localhost",
        "-ext",
        "BC=ca:true");
    keytool(store, "-exportcert", "-rfc", "-file", pem.toString());
    certificate = Files.readString(pem);
    vertx = Vertx.vertx();
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));
    server = new FakeRegistry(vertx, options);
    server.on("/schemas/ids/1", FakeRegistry.schema("AVRO", "x"));
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void registryWhoseSignerIsNamedIsTrusted() throws Exception {
    try (SchemaRegistry registry = registry("localhost", certificate, RegistryEvents.NONE)) {
      assertInstanceOf(Lookup.Found.class, registry.byId(1).await(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void registryOfAnUnknownSignerIsNotSpokenTo() throws Exception {
    refused("localhost", "");
  }

  @Test
  void registryThatIsNotTheOneOfItsCertificateIsNotSpokenTo() throws Exception {
    refused("127.0.0.1", certificate);
  }

  private static void refused(String host, String caPem) throws Exception {
    BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    RegistryEvents events =
        new RegistryEvents() {
          @Override
          public void failed(String reason) {
            failures.add(reason);
          }
        };
    int before = server.requests().size();
    try (SchemaRegistry registry = registry(host, caPem, events)) {
      Future<Lookup> wait = registry.byId(1);
      String reason = String.valueOf(failures.poll(10, TimeUnit.SECONDS));
      assertFalse(wait.isComplete(), reason);
      assertEquals(before, server.requests().size());
    }
  }

  private static SchemaRegistry registry(String host, String caPem, RegistryEvents events) {
    RegistryAddress address =
        RegistryAddress.parse("https://me:pass@" + host + ":" + server.port(), caPem);
    RegistrySettings settings =
        new RegistrySettings(
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            10,
            1 << 20,
            64 << 10);
    return new SchemaRegistry(vertx, address, settings, events);
  }

  private static void keytool(Path store, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(args));
    command.addAll(List.of("-alias", "a", "-keystore", store.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }
}
