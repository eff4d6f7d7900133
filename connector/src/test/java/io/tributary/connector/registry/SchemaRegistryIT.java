package io.tributary.connector.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.registry.RegisteredSchema.Reference;
import io.tributary.sandbox.SchemaRegistryServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real registry. */
class SchemaRegistryIT {
  private static final String ADDRESS =
      "syntax = \"proto3\"; package shop; message Address { string zip = 1; }";
  private static final String ORDER =
      "syntax = \"proto3\"; package shop; import \"address.proto\"; message Order { Address to = 1;"
          + " }";
  private static final String NAME = "{\"type\":\"record\",\"name\":\"N\",\"fields\":[]}";
  // This registry tells JSON Schema by its draft.
  private static final String OBJECT =
      "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\"}";
  private static final String PERSON =
      "{\"type\":\"record\",\"name\":\"P\",\"fields\":[{\"name\":\"n\",\"type\":\"N\"}]}";

  @Test
  void schemasArriveAndAnAbsentRegistryIsWaitedFor(@TempDir Path folder) throws Exception {
    SchemaRegistryServer server = SchemaRegistryServer.start(folder);
    Vertx vertx = Vertx.vertx();
    BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    try (HttpClient http = HttpClient.newHttpClient();
        SchemaRegistry registry = registry(vertx, server, failures)) {
      int address = register(http, server, "address", "PROTOBUF", ADDRESS);
      int order = register(http, server, "order", "PROTOBUF", ORDER, "address.proto", "address");
      int name = register(http, server, "name", "AVRO", NAME);
      int person = register(http, server, "person", "AVRO", PERSON, "N", "name");
      int json = register(http, server, "json", "JSON", OBJECT);
      assertEquals(
          new RegisteredSchema(name, SchemaType.AVRO, NAME, List.of()), get(registry, name));
      RegisteredSchema withName = get(registry, person);
      assertEquals(PERSON, withName.text());
      assertEquals(List.of(new Reference("N", NAME)), withName.references());
      assertEquals(
          new RegisteredSchema(
              order, SchemaType.PROTOBUF, ORDER, List.of(new Reference("address.proto", ADDRESS))),
          get(registry, order));
      for (int unknown : new int[] {4_711, Integer.MAX_VALUE}) {
        assertInstanceOf(Lookup.NotFound.class, registry.byId(unknown).await(20, TimeUnit.SECONDS));
      }

      server.kill();
      assertNotNull(registry.cached(order));
      Future<Lookup> waiting = registry.byId(json);
      assertTrue(String.valueOf(failures.poll(20, TimeUnit.SECONDS)).contains("refused"));
      assertFalse(waiting.isComplete());
      server.start();
      Lookup.Found found =
          assertInstanceOf(Lookup.Found.class, waiting.await(30, TimeUnit.SECONDS));
      assertEquals(SchemaType.JSON, found.schema().type());
      assertEquals(address, get(registry, address).id());
    } finally {
      server.kill();
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private static SchemaRegistry registry(
      Vertx vertx, SchemaRegistryServer server, BlockingQueue<String> failures) {
    RegistrySettings settings =
        new RegistrySettings(
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            100,
            1 << 20,
            1 << 20);
    RegistryEvents events =
        new RegistryEvents() {
          @Override
          public void failed(String reason) {
            failures.add(reason);
          }
        };
    return new SchemaRegistry(vertx, RegistryAddress.parse(server.url(), ""), settings, events);
  }

  private static RegisteredSchema get(SchemaRegistry registry, int id) throws Exception {
    return assertInstanceOf(Lookup.Found.class, registry.byId(id).await(20, TimeUnit.SECONDS))
        .schema();
  }

  private static int register(
      HttpClient http, SchemaRegistryServer server, String subject, String... schema)
      throws Exception {
    JsonObject body = new JsonObject().put("schemaType", schema[0]).put("schema", schema[1]);
    if (schema.length > 2) {
      JsonObject reference =
          new JsonObject().put("name", schema[2]).put("subject", schema[3]).put("version", 1);
      body.put("references", new JsonArray().add(reference));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build();
    String answer = http.send(request, BodyHandlers.ofString()).body();
    Integer id = new JsonObject(answer).getInteger("id");
    assertNotNull(id, answer);
    return id;
  }
}
