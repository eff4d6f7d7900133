package io.tributary.load.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Registers schemas as producers do.
 *
 * <p>Thread: any; calls block.
 *
 * @param registryUrl where the registry has Confluent's API
 */
public record SchemaRegistration(String registryUrl) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Registers a schema of Avro under a subject and returns its id.
   *
   * @throws IllegalStateException if the registry refuses it
   */
  public int avro(String subject, String schema) {
    return register(subject, JSON.createObjectNode().put("schema", schema));
  }

  /** The same for a JSON Schema. */
  public int json(String subject, String schema) {
    return register(
        subject, JSON.createObjectNode().put("schema", schema).put("schemaType", "JSON"));
  }

  private int register(String subject, ObjectNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registryUrl + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the registry refuses " + subject + ": " + answer.body());
      }
      return JSON.readTree(answer.body()).path("id").asInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while registering " + subject, e);
    }
  }
}
