package io.tributary.connector.registry;

import io.tributary.connector.registry.RegistryAnswer.Pointer;
import io.tributary.protocol.wording.Wording;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One try to get a schema and, one after the other, all that it refers to.
 *
 * <p>Thread: the event loop of its requests.
 */
final class SchemaFetch {
  static final int MAX_DEPTH = 32;
  static final int MAX_REFERENCES = 256;
  private static final int SHOWN_CHARS = 100;

  private final RegistryHttp http;
  private final RegistryEvents events;
  private final Set<Pointer> asked = new HashSet<>();
  // By name; each behind what it refers to.
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Pointer> named = new LinkedHashMap<>();
  private int bytesLeft;

  SchemaFetch(RegistryHttp http, RegistryEvents events, int maxSchemaBytes) {
    this.http = http;
    this.events = events;
    this.bytesLeft = maxSchemaBytes;
  }

  /** The registry's word; fails with {@link UnavailableException} if it gives none. */
  Future<Lookup> run(int id) {
    return ask("/schemas/ids/" + id)
        .compose(
            answer -> {
              SchemaType type = type(answer.type());
              return type == null
                  ? none("it is of the type " + Wording.shown(answer.type(), SHOWN_CHARS))
                  : resolve(answer.references(), 1)
                      .map(done -> (Lookup) found(id, type, answer.text()));
            })
        .recover(
            failure ->
                failure instanceof NoSuchSchemaException none
                    ? Future.succeededFuture(
                        new Lookup.NotFound("schema %d: %s".formatted(id, none.getMessage())))
                    : Future.failedFuture(failure));
  }

  private Lookup.Found found(int id, SchemaType type, String text) {
    List<RegisteredSchema.Reference> references =
        texts.entrySet().stream()
            .map(entry -> new RegisteredSchema.Reference(entry.getKey(), entry.getValue()))
            .toList();
    return new Lookup.Found(new RegisteredSchema(id, type, text, references));
  }

  private Future<Void> resolve(List<Pointer> pointers, int depth) {
    Future<Void> done = Future.succeededFuture();
    for (Pointer pointer : pointers) {
      done = done.compose(before -> resolve(pointer, depth));
    }
    return done;
  }

  private Future<Void> resolve(Pointer pointer, int depth) {
    Pointer same = named.putIfAbsent(pointer.name(), pointer);
    String shown = Wording.shown(pointer.name(), SHOWN_CHARS);
    if (same != null && !same.equals(pointer)) {
      return none("two schemas that it refers to have the name " + shown);
    }
    if (!asked.add(pointer)) {
      return Future.succeededFuture();
    }
    if (depth > MAX_DEPTH || asked.size() > MAX_REFERENCES) {
      return none(
          "it refers to more than %d schemas, or deeper than %d levels"
              .formatted(MAX_REFERENCES, MAX_DEPTH));
    }
    // Versions that were deleted later are still what the schema was made of.
    return ask("/subjects/%s/versions/%d?deleted=true"
            .formatted(encoded(pointer.subject()), pointer.version()))
        .recover(
            failure ->
                failure instanceof NoSuchSchemaException
                    ? none("the registry does not know " + shown + ", to which it refers")
                    : Future.failedFuture(failure))
        .compose(
            answer ->
                resolve(answer.references(), depth + 1)
                    .onSuccess(done -> texts.put(pointer.name(), answer.text())));
  }

  private Future<RegistryAnswer> ask(String path) {
    events.requested();
    return http.get(path, bytesLeft).onSuccess(answer -> bytesLeft -= answer.bytes());
  }

  private static <T> Future<T> none(String reason) {
    return Future.failedFuture(new NoSuchSchemaException(reason));
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static @Nullable SchemaType type(String text) {
    for (SchemaType type : SchemaType.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    return null;
  }
}
