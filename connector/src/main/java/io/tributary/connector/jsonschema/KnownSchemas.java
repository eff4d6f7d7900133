package io.tributary.connector.jsonschema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.connector.registry.RegisteredSchema;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that {@code $ref} may lead to: by the name of the reference, by the end of the URI
 * when the name is relative, and by the {@code $id} that a schema gives itself.
 */
final class KnownSchemas {
  private final Map<String, String> texts = new HashMap<>();

  KnownSchemas(RegisteredSchema schema, ObjectMapper json) {
    for (RegisteredSchema.Reference reference : schema.references()) {
      String id = ownId(reference.text(), json);
      if (id != null) {
        texts.put(id, reference.text());
      }
    }
    for (RegisteredSchema.Reference reference : schema.references()) {
      texts.put(withoutFragment(reference.name()), reference.text());
    }
  }

  /** The text behind a URI, null when it is none of the references. */
  @Nullable String text(String uri) {
    String wanted = withoutFragment(uri);
    String exact = texts.get(wanted);
    for (int slash = wanted.indexOf('/'); exact == null && slash >= 0; ) {
      exact = texts.get(wanted.substring(slash + 1));
      slash = wanted.indexOf('/', slash + 1);
    }
    return exact;
  }

  private static @Nullable String ownId(String text, ObjectMapper json) {
    try {
      JsonNode schema = json.readTree(text);
      JsonNode id = schema.has("$id") ? schema.get("$id") : schema.get("id");
      return id != null && id.isTextual() ? withoutFragment(id.textValue()) : null;
    } catch (IOException e) {
      // The validator will say so if the schema is needed.
      return null;
    }
  }

  private static String withoutFragment(String uri) {
    int hash = uri.indexOf('#');
    return hash < 0 ? uri : uri.substring(0, hash);
  }
}
