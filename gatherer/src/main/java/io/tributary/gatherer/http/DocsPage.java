package io.tributary.gatherer.http;

import io.tributary.protocol.digest.Sha256;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders a contract as one HTML page that needs nothing else: no scripts, and one style sheet
 * inside. Pure; any thread.
 */
final class DocsPage {
  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
      table{border-collapse:collapse;width:100%}
      td,th{border-top:1px solid #8884;padding:.3rem .6rem;text-align:left;vertical-align:top}
      code,pre{font:14px/1.5 ui-monospace,monospace}
      h2 code{font-size:1.25rem;font-weight:600}
      pre{padding:.6rem;background:#8881;overflow:auto}
      h2{margin-top:2.5rem}
      :root{color-scheme:light dark}
      """;

  private final JsonObject contract;
  private final StringBuilder page = new StringBuilder();

  private DocsPage(JsonObject contract) {
    this.contract = contract;
  }

  /** The whole page. */
  static String render(JsonObject contract) {
    return new DocsPage(contract).render();
  }

  /** The header Content-Security-Policy for it: nothing may be loaded, run or framed. */
  static String policy() {
    return "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        .formatted(Base64.getEncoder().encodeToString(Sha256.of(STYLE)));
  }

  private String render() {
    JsonObject info = contract.getJsonObject("info");
    String title = escape(info.getString("title", ""));
    page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>%s</title><style>".formatted(title))
        .append(STYLE)
        .append("</style></head><body><h1>%s</h1>".formatted(title));
    paragraph(info.getString("description", ""));
    page.append("<p>For programs: <a href=\"/openapi.json\">/openapi.json</a></p>");
    JsonObject paths = contract.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject operations = paths.getJsonObject(path);
      for (String method : operations.fieldNames()) {
        operation(method.toUpperCase(Locale.ROOT) + " " + path, operations.getJsonObject(method));
      }
    }
    schemas(contract.getJsonObject("components", new JsonObject()).getJsonObject("schemas"));
    return page.append("</body></html>\n").toString();
  }

  private void operation(String heading, JsonObject operation) {
    page.append("<h2><code>%s</code></h2>".formatted(escape(heading)));
    paragraph(operation.getString("summary", ""));
    paragraph(operation.getString("description", ""));
    JsonArray parameters = operation.getJsonArray("parameters", new JsonArray());
    if (!parameters.isEmpty()) {
      table("Parameters", "name", "where", "values", "meaning");
      for (int i = 0; i < parameters.size(); i++) {
        JsonObject parameter = parameters.getJsonObject(i);
        row(
            parameter.getString("name") + (parameter.getBoolean("required", false) ? " *" : ""),
            parameter.getString("in"),
            type(parameter.getJsonObject("schema", new JsonObject())),
            parameter.getString("description", ""));
      }
      page.append("</table>");
    }
    body(operation.getJsonObject("requestBody"));
    table("Answers", "status", "meaning", "body");
    for (Map.Entry<String, Object> entry : operation.getJsonObject("responses")) {
      JsonObject response = (JsonObject) entry.getValue();
      row(entry.getKey(), response.getString("description", ""), answer(response));
    }
    page.append("</table>");
  }

  private void body(@Nullable JsonObject body) {
    if (body == null) {
      return;
    }
    page.append("<h3>Body</h3>");
    for (Map.Entry<String, Object> entry : body.getJsonObject("content")) {
      page.append(
          "<p><code>%s</code></p><pre>%s</pre>"
              .formatted(
                  escape(entry.getKey()),
                  escape(((JsonObject) entry.getValue()).getString("example", ""))));
    }
  }

  private String answer(JsonObject response) {
    JsonObject resolved = resolve(response);
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Object> entry : resolved.getJsonObject("content", new JsonObject())) {
      JsonObject content = (JsonObject) entry.getValue();
      text.append(entry.getKey()).append(' ').append(type(content.getJsonObject("schema")));
    }
    return text.toString();
  }

  /** What a reference within the contract leads to, or the object itself. */
  private JsonObject resolve(JsonObject object) {
    String reference = object.getString("$ref");
    if (reference == null) {
      return object;
    }
    JsonObject at = contract;
    for (String step : reference.substring("#/".length()).split("/", -1)) {
      at = at.getJsonObject(step);
    }
    return at;
  }

  private void schemas(@Nullable JsonObject schemas) {
    if (schemas == null) {
      return;
    }
    for (String name : schemas.fieldNames()) {
      JsonObject schema = schemas.getJsonObject(name);
      JsonObject fields =
          schema.getJsonObject(
              "properties",
              schema
                  .getJsonObject("items", new JsonObject())
                  .getJsonObject("properties", new JsonObject()));
      page.append("<h2>%s</h2>".formatted(escape(name)));
      paragraph(schema.getString("description", ""));
      table("Fields", "name", "values", "meaning");
      for (String field : fields.fieldNames()) {
        JsonObject property = fields.getJsonObject(field);
        row(field, type(property), property.getString("description", ""));
      }
      page.append("</table>");
    }
  }

  private static String type(JsonObject schema) {
    if (schema.containsKey("$ref")) {
      String reference = schema.getString("$ref");
      return reference.substring(reference.lastIndexOf('/') + 1);
    }
    if (schema.containsKey("enum")) {
      return schema.getJsonArray("enum").stream()
          .map(String::valueOf)
          .reduce((a, b) -> a + ", " + b)
          .orElse("");
    }
    return schema.getString("pattern", schema.getString("type", ""));
  }

  private void paragraph(String text) {
    if (!text.isEmpty()) {
      page.append("<p>%s</p>".formatted(escape(text)));
    }
  }

  private void table(String heading, String... columns) {
    page.append("<h3>%s</h3><table><tr>".formatted(escape(heading)));
    for (String column : columns) {
      page.append("<th>%s</th>".formatted(escape(column)));
    }
    page.append("</tr>");
  }

  private void row(String first, String... others) {
    page.append("<tr><td><code>%s</code></td>".formatted(escape(first)));
    for (String other : others) {
      page.append("<td>%s</td>".formatted(escape(other)));
    }
    page.append("</tr>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
