package io.tributary.connector.registry;

import static io.tributary.connector.registry.FakeRegistry.reference;
import static io.tributary.connector.registry.FakeRegistry.schema;
import static io.tributary.connector.registry.FakeRegistry.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.registry.RegisteredSchema.Reference;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit calls start.
class SchemaRegistryTest {
  private static final RegistrySettings SETTINGS =
      new RegistrySettings(
          Duration.ofSeconds(5),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          10,
          1 << 20,
          64 << 10);

  private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  private final RegistryEvents events =
      new RegistryEvents() {
        @Override
        public void failed(String reason) {
          failures.add(reason);
        }
      };
  private Vertx vertx;
  private FakeRegistry server;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    server = new FakeRegistry(vertx, new HttpServerOptions());
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void manyWhoWaitForOneSchemaMakeOneRequest() throws Exception {
    CompletableFuture<HttpServerRequest> asked = new CompletableFuture<>();
    server.on("/schemas/ids/1", asked::complete);
    SchemaRegistry registry = registry("", SETTINGS);
    List<Future<Lookup>> waits = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waits.add(registry.byId(1));
    }
    HttpServerRequest request = asked.get(10, TimeUnit.SECONDS);
    assertNull(registry.cached(1));
    schema("JSON", "{}").accept(request);
    for (Future<Lookup> wait : waits) {
      assertEquals(found(1, SchemaType.JSON, "{}"), wait.await(10, TimeUnit.SECONDS));
    }
    assertEquals(found(1, SchemaType.JSON, "{}"), registry.cached(1));
    assertEquals(found(1, SchemaType.JSON, "{}"), registry.byId(1).result());
    assertEquals(List.of("/schemas/ids/1"), server.requests());
  }

  @Test
  void typeThatIsNotSaidIsAvroAndThePathOfTheUrlIsKept() throws Exception {
    server.on("/apis/v7/schemas/ids/5", status(200, "{\"schema\":\"\\\"int\\\"\"}"));
    assertEquals(
        found(5, SchemaType.AVRO, "\"int\""),
        registry("/apis/v7/", SETTINGS).byId(5).await(10, TimeUnit.SECONDS));
  }

  @Test
  void registryThatIsIllIsAskedUntilItIsWell() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    List<Consumer<HttpServerRequest>> ills =
        List.of(
            status(500, "{\"error_code\":50001}"),
            status(401, ""),
            status(404, "<html>not here</html>"),
            status(404, "{\"error_code\":404}"),
            status(200, "{\"schema\":7}"),
            status(200, "not JSON"),
            status(200, "{\"schema\":\"x\",\"references\":[{\"name\":\"a\"}]}"),
            request -> request.connection().close(),
            schema("AVRO", "well"));
    server.on("/schemas/ids/1", request -> ills.get(tries.getAndIncrement()).accept(request));
    assertEquals(
        found(1, SchemaType.AVRO, "well"),
        registry("", SETTINGS).byId(1).await(20, TimeUnit.SECONDS));
    String url = "the schema registry http://127.0.0.1:" + server.port() + ": ";
    assertEquals(
        List.of(
            url + "it answers 500",
            url + "it answers 401: check user and password in KAFKA_SCHEMA_REGISTRY_URL",
            url
                + "it answers 404 as no schema registry does: check the path in"
                + " KAFKA_SCHEMA_REGISTRY_URL",
            url
                + "it answers 404 as no schema registry does: check the path in"
                + " KAFKA_SCHEMA_REGISTRY_URL",
            url + "its answer has no text named schema",
            url + "its answer is not the JSON of a schema registry",
            url + "a reference in its answer lacks name, subject or version",
            url + "it cannot be spoken to: Connection was closed"),
        new ArrayList<>(failures));
  }

  @Test
  void whoWaitsWhileTheRegistryIsAwaySeesWhy() throws Exception {
    SchemaRegistry registry = registry("", SETTINGS);
    server.close();
    Future<Lookup> wait = registry.byId(1);
    String reason = failures.poll(10, TimeUnit.SECONDS);
    assertTrue(String.valueOf(reason).contains("Connection refused"), reason);
    assertEquals(reason, registry.trouble());
    registry.abandon(wait);
    assertNull(registry.trouble());
    registry.close();
    assertFalse(wait.isComplete());
  }

  @Test
  void slowAnswerIsGivenUpAndAskedForAgain() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    CompletableFuture<Void> cut = new CompletableFuture<>();
    server.on(
        "/schemas/ids/1",
        request -> {
          if (tries.getAndIncrement() == 0) {
            request.connection().closeHandler(cut::complete);
          } else {
            schema("AVRO", "x").accept(request);
          }
        });
    SchemaRegistry registry = registry("", withTimeout(Duration.ofMillis(150)));
    assertEquals(found(1, SchemaType.AVRO, "x"), registry.byId(1).await(10, TimeUnit.SECONDS));
    cut.get(10, TimeUnit.SECONDS);
    assertTrue(failures.element().endsWith("it has not answered within 150 ms"), failures.peek());
  }

  @Test
  void endlessAnswerIsCutWithoutTakingMemory() throws Exception {
    CompletableFuture<Void> cut = new CompletableFuture<>();
    server.on(
        "/schemas/ids/1",
        request -> {
          request.response().setChunked(true);
          request.connection().closeHandler(cut::complete);
          drip(request, Buffer.buffer(new byte[16 << 10]), 1);
        });
    SchemaRegistry registry = registry("", SETTINGS);
    Future<Lookup> wait = registry.byId(1);
    cut.get(10, TimeUnit.SECONDS);
    assertTrue(
        String.valueOf(failures.poll(10, TimeUnit.SECONDS))
            .endsWith(
                "its answer has more than the 65536 bytes that are left of"
                    + " REGISTRY_MAX_SCHEMA_BYTES"));
    assertFalse(wait.isComplete());
    registry.abandon(wait);
  }

  @Test
  void answerThatDripsIsCutAfterTheTimeout() throws Exception {
    CompletableFuture<Void> cut = new CompletableFuture<>();
    server.on(
        "/schemas/ids/1",
        request -> {
          request.response().setChunked(true);
          request.connection().closeHandler(cut::complete);
          drip(request, Buffer.buffer(" "), 20);
        });
    SchemaRegistry registry = registry("", withTimeout(Duration.ofMillis(200)));
    Future<Lookup> wait = registry.byId(1);
    cut.get(10, TimeUnit.SECONDS);
    assertFalse(wait.isComplete());
    registry.abandon(wait);
  }

  @Test
  void redirectIsNotFollowedAndTheLoginGoesNowhereElse() throws Exception {
    try (FakeRegistry elsewhere = new FakeRegistry(vertx, new HttpServerOptions())) {
      elsewhere.on("/schemas/ids/1", schema("AVRO", "evil"));
      AtomicInteger tries = new AtomicInteger();
      server.on(
          "/schemas/ids/1",
          request -> {
            if (tries.getAndIncrement() == 0) {
              String target = "http://127.0.0.1:" + elsewhere.port() + "/schemas/ids/1";
              request.response().putHeader("Location", target);
              status(302, "").accept(request);
            } else {
              schema("AVRO", "good").accept(request);
            }
          });
      RegistryAddress address =
          RegistryAddress.parse("http://me:pass@127.0.0.1:" + server.port(), "");
      SchemaRegistry registry = new SchemaRegistry(vertx, address, SETTINGS, events);
      assertEquals(found(1, SchemaType.AVRO, "good"), registry.byId(1).await(10, TimeUnit.SECONDS));
      assertEquals(List.of(), elsewhere.requests());
      assertEquals(List.of("Basic bWU6cGFzcw==", "Basic bWU6cGFzcw=="), server.logins());
      assertTrue(failures.element().contains("a redirect, which is not followed"));
      assertFalse(failures.element().contains("pass"));
    }
  }

  @Test
  void unknownSchemaIsAnAnswerUntilItIsRegistered() throws Exception {
    SchemaRegistry registry = registry("", SETTINGS);
    Lookup.NotFound unknown = new Lookup.NotFound("schema 1: the registry does not know it");
    assertEquals(unknown, registry.byId(1).await(10, TimeUnit.SECONDS));
    assertEquals(unknown, registry.cached(1));
    assertEquals(unknown, registry.byId(1).result());
    assertEquals(1, server.requests().size());
    server.on("/schemas/ids/1", schema("AVRO", "new"));
    Lookup answer = unknown;
    while (answer instanceof Lookup.NotFound) {
      answer = registry.byId(1).await(10, TimeUnit.SECONDS);
    }
    assertEquals(found(1, SchemaType.AVRO, "new"), answer);
  }

  @Test
  void typeThatNobodyKnowsIsNoSchema() throws Exception {
    server.on("/schemas/ids/1", schema("XML", "<a/>"));
    assertEquals(
        new Lookup.NotFound("schema 1: it is of the type XML"),
        registry("", SETTINGS).byId(1).await(10, TimeUnit.SECONDS));
  }

  @Test
  void referencesAreResolvedToTheLast() throws Exception {
    server
        .on(
            "/schemas/ids/1",
            schema("AVRO", "top", reference("b", "s b/é", 2), reference("c", "c", 1)))
        .on("/subjects/s%20b%2F%C3%A9/versions/2", schema("AVRO", "B", reference("d", "d", 1)))
        .on("/subjects/c/versions/1", schema("AVRO", "C", reference("d", "d", 1)))
        .on("/subjects/d/versions/1", schema("AVRO", "D", reference("c", "c", 1)));
    Lookup.Found found =
        assertInstanceOf(
            Lookup.Found.class, registry("", SETTINGS).byId(1).await(10, TimeUnit.SECONDS));
    assertEquals(
        List.of(new Reference("c", "C"), new Reference("d", "D"), new Reference("b", "B")),
        found.schema().references());
    assertEquals(4, server.requests().size());
  }

  @Test
  void referenceThatIsNotThereIsNoSchema() throws Exception {
    server.on("/schemas/ids/1", schema("AVRO", "top", reference("b.B", "b", 2)));
    assertEquals(
        new Lookup.NotFound("schema 1: the registry does not know b.B, to which it refers"),
        registry("", SETTINGS).byId(1).await(10, TimeUnit.SECONDS));
  }

  @Test
  void nameThatStandsForTwoSchemasIsNoSchema() throws Exception {
    server
        .on("/schemas/ids/1", schema("AVRO", "top", reference("b", "b", 1), reference("b", "b", 2)))
        .on("/subjects/b/versions/1", schema("AVRO", "B"));
    assertEquals(
        new Lookup.NotFound("schema 1: two schemas that it refers to have the name b"),
        registry("", SETTINGS).byId(1).await(10, TimeUnit.SECONDS));
  }

  @Test
  void endlessReferencesAreNoSchema() throws Exception {
    server.on("/schemas/ids/1", schema("AVRO", "top", reference("n0", "n0", 1)));
    for (int i = 0; i <= SchemaFetch.MAX_DEPTH; i++) {
      server.on(
          "/subjects/n" + i + "/versions/1",
          schema("AVRO", "N", reference("n" + (i + 1), "n" + (i + 1), 1)));
    }
    assertEquals(
        new Lookup.NotFound(
            "schema 1: it refers to more than 256 schemas, or deeper than 32 levels"),
        registry("", SETTINGS).byId(1).await(10, TimeUnit.SECONDS));
  }

  @Test
  void closingTellsWhoeverWaits() throws Exception {
    CompletableFuture<HttpServerRequest> asked = new CompletableFuture<>();
    server.on("/schemas/ids/1", asked::complete);
    SchemaRegistry registry = registry("", SETTINGS);
    Future<Lookup> wait = registry.byId(1);
    HttpServerRequest unused = asked.get(10, TimeUnit.SECONDS);
    registry.close();
    assertThrows(Exception.class, () -> wait.await(10, TimeUnit.SECONDS));
    assertTrue(registry.byId(2).failed());
  }

  @Test
  void moreSchemasAtOnceThanFetchesAllArrive() throws Exception {
    SchemaRegistry registry = registry("", SETTINGS);
    List<Future<Lookup>> waits = new ArrayList<>();
    for (int id = 1; id <= 30; id++) {
      server.on("/schemas/ids/" + id, schema("AVRO", "s" + id));
      waits.add(registry.byId(id));
    }
    for (int id = 1; id <= 30; id++) {
      assertEquals(
          found(id, SchemaType.AVRO, "s" + id), waits.get(id - 1).await(10, TimeUnit.SECONDS));
    }
  }

  private void drip(HttpServerRequest request, Buffer data, long everyMillis) {
    long unused =
        vertx.setPeriodic(
            everyMillis,
            timer -> {
              if (request.response().closed()) {
                vertx.cancelTimer(timer);
              } else if (!request.response().writeQueueFull()) {
                Future<Void> written = request.response().write(data);
                assertFalse(written.failed());
              }
            });
  }

  private SchemaRegistry registry(String path, RegistrySettings settings) {
    RegistryAddress address = RegistryAddress.parse("http://127.0.0.1:" + server.port() + path, "");
    return new SchemaRegistry(vertx, address, settings, events);
  }

  private static RegistrySettings withTimeout(Duration timeout) {
    return new RegistrySettings(
        timeout,
        SETTINGS.retryMaxDelay(),
        SETTINGS.notFoundTtl(),
        SETTINGS.maxSchemas(),
        SETTINGS.cacheBytes(),
        SETTINGS.maxSchemaBytes());
  }

  private static Lookup found(int id, SchemaType type, String text) {
    return new Lookup.Found(new RegisteredSchema(id, type, text, List.of()));
  }
}
