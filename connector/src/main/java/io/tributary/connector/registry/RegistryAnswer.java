package io.tributary.connector.registry;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the registry says of one schema, by id or by subject and version.
 *
 * @param type as it is written; AVRO when it is not said
 * @param bytes of the answer
 */
record RegistryAnswer(String type, String text, List<Pointer> references, int bytes) {
  private static final int NOT_FOUND = 404;
  // 40401: no such subject, 40402: no such version, 40403: no such schema.
  private static final int FIRST_UNKNOWN = 40_401;
  private static final int LAST_UNKNOWN = 40_403;

  /** Where a schema that is referred to is found. */
  record Pointer(String name, String subject, int version) {}

  /**
   * Reads a body.
   *
   * @throws UnavailableException if it is not what a schema registry says of a schema
   */
  static RegistryAnswer read(Buffer body) throws UnavailableException {
    try {
      JsonObject json = new JsonObject(body);
      if (!(json.getValue("schema") instanceof String text)) {
        throw new UnavailableException("its answer has no text named schema");
      }
      List<Pointer> references = new ArrayList<>();
      JsonArray listed = json.getJsonArray("references", new JsonArray());
      for (int i = 0; listed != null && i < listed.size(); i++) {
        references.add(pointer(listed.getJsonObject(i)));
      }
      String type = json.getString("schemaType");
      return new RegistryAnswer(type == null ? "AVRO" : type, text, references, body.length());
    } catch (DecodeException | ClassCastException e) {
      throw new UnavailableException("its answer is not the JSON of a schema registry");
    }
  }

  private static Pointer pointer(@Nullable JsonObject json) throws UnavailableException {
    String name = json == null ? null : json.getString("name");
    String subject = json == null ? null : json.getString("subject");
    Integer version = json == null ? null : json.getInteger("version");
    if (name == null || subject == null || version == null) {
      throw new UnavailableException("a reference in its answer lacks name, subject or version");
    }
    return new Pointer(name, subject, version);
  }

  /**
   * Whether an error is the registry's own word that it does not know something. A bare 404 is not:
   * it may come from a proxy or from a wrong path.
   */
  static boolean saysUnknown(int status, Buffer body) {
    if (status != NOT_FOUND) {
      return false;
    }
    try {
      Integer code = new JsonObject(body).getInteger("error_code");
      return code != null && code >= FIRST_UNKNOWN && code <= LAST_UNKNOWN;
    } catch (DecodeException | ClassCastException e) {
      return false;
    }
  }
}
