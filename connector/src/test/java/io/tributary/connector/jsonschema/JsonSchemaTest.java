package io.tributary.connector.jsonschema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.format.SchemaMisfitException;
import io.tributary.connector.jsonschema.JsonSchemaCompiler.Validation;
import io.tributary.connector.registry.RegisteredSchema;
import io.tributary.connector.registry.RegisteredSchema.Reference;
import io.tributary.connector.registry.SchemaType;
import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {
  private final RowBinaryWriter out = new RowBinaryWriter(1 << 10, 1 << 20);

  @Test
  void messageThatFitsBecomesItsRow() throws Exception {
    RowEncoder encoder = encoder("{\"type\":\"object\",\"required\":[\"a\"]}");
    assertNull(encode(encoder, "{\"a\":7,\"more\":true}"));
    assertEquals(1, out.position());
    assertEquals(7, out.array()[0]);
  }

  @Test
  void keywordAndPathOfTheFirstMisfitAreNamed() throws Exception {
    RowEncoder encoder =
        encoder(
            """
            {"properties":{"a":{"type":"integer"},"list":{"items":{"required":["x"]}}}}\
            """);
    assertEquals(
        "The message \"{\"a\":1,\"list\":[{\"x\":1},{}]}\" is refused: it does not fit its schema"
            + " 7, required at $.list[1]: required property 'x' not found.",
        refused(encoder, ProblemKind.SCHEMA_MISMATCH, "{\"a\":1,\"list\":[{\"x\":1},{}]}"));
    assertEquals(
        "The message \"{\"a\":\"x\"}\" is refused: it does not fit its schema 7, type at $.a:"
            + " string found, integer expected.",
        refused(encoder, ProblemKind.SCHEMA_MISMATCH, "{\"a\":\"x\"}"));
    assertEquals(0, out.position());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-06/schema#",
        "http://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema"
      })
  void draftsAreUnderstood(String draft) throws Exception {
    RowEncoder encoder =
        encoder(
            "{\"$schema\":\"%s\",\"oneOf\":[{\"properties\":{\"a\":{\"maximum\":3}}},{\"required\":[\"b\"]}]}"
                .formatted(draft));
    assertNull(encode(encoder, "{\"a\":2}"));
    assertNull(encode(encoder, "{\"a\":5,\"b\":1}"));
    assertTrue(
        refused(encoder, ProblemKind.SCHEMA_MISMATCH, "{\"a\":2,\"b\":1}").contains("oneOf at $"));
  }

  @Test
  void draftsDifferWhereTheyDiffer() throws Exception {
    assertNotNull(encode(above("http://json-schema.org/draft-04/schema#", "true"), "{\"a\":3}"));
    assertNull(encode(above("http://json-schema.org/draft-07/schema#", "1"), "{\"a\":3}"));
  }

  private static RowEncoder above(String draft, String exclusive) throws SchemaMisfitException {
    return encoder(
        "{\"$schema\":\"%s\",\"properties\":{\"a\":{\"minimum\":3,\"exclusiveMinimum\":%s}}}"
            .formatted(draft, exclusive));
  }

  @Test
  void whatIsNotJsonIsUndecodable() throws Exception {
    RowEncoder encoder = encoder("{}");
    for (String broken : List.of("", "{", "{\"a\":1} x", "nope", "[".repeat(10_000))) {
      assertNotNull(refused(encoder, ProblemKind.UNDECODABLE, broken));
    }
  }

  @Test
  void withoutValidationOnlyTheColumnsDecide() throws Exception {
    RowEncoder encoder =
        new JsonSchemaCompiler(plan(), 1 << 20, Validation.OFF)
            .compile(schema("not even JSON", List.of()));
    assertNull(encode(encoder, "{\"a\":7}"));
    assertEquals(ProblemKind.TYPE_ERROR, problem(encode(encoder, "{\"a\":\"x\"}")).kind());
  }

  @Test
  void referencesOfTheRegistryAreFollowed() throws Exception {
    Reference address =
        new Reference(
            "address.json",
            "{\"$id\":\"http://shop.example/address.json\",\"properties\":{\"zip\":{\"$ref\":\"zip.json#/definitions/z\"}}}");
    Reference zip =
        new Reference(
            "http://shop.example/zip.json", "{\"definitions\":{\"z\":{\"maxLength\":5}}}");
    for (String ref : List.of("address.json", "http://shop.example/address.json")) {
      RowEncoder encoder =
          encoder(
              "{\"$id\":\"http://shop.example/order.json\",\"properties\":{\"to\":{\"$ref\":\""
                  + ref
                  + "\"}}}",
              zip,
              address);
      assertNull(encode(encoder, "{\"a\":1,\"to\":{\"zip\":\"12345\"}}"));
      assertTrue(
          refused(encoder, ProblemKind.SCHEMA_MISMATCH, "{\"a\":1,\"to\":{\"zip\":\"123456\"}}")
              .contains("maxLength at $.to.zip"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/x.json",
        "file:///etc/passwd",
        "classpath:/draft-07/schema",
        "jar:file:/x.jar!/a",
        "other.json"
      })
  void nothingIsEverFetched(String ref) {
    assertThrows(
        SchemaMisfitException.class,
        () -> encode(encoder("{\"properties\":{\"a\":{\"$ref\":\"" + ref + "\"}}}"), "{\"a\":1}"));
  }

  @Test
  void schemaThatIsNoneIsRefused() {
    for (String text :
        List.of("{", "{\"$schema\":\"http://no.example/draft\"}", "{\"pattern\":\"(\"}")) {
      assertThrows(SchemaMisfitException.class, () -> encoder(text), text);
    }
  }

  @Test
  void schemaOfItselfEndsWithTheMessage() throws Exception {
    RowEncoder encoder =
        encoder("{\"properties\":{\"c\":{\"$ref\":\"#\"},\"a\":{\"type\":\"integer\"}}}");
    String deep = "{\"a\":1,\"c\":".repeat(300) + "{\"a\":1}" + "}".repeat(300);
    assertNull(encode(encoder, deep));
    RowEncoder endless = encoder("{\"allOf\":[{\"$ref\":\"#\"}]}");
    assertTrue(refused(endless, ProblemKind.SCHEMA_MISMATCH, "{\"a\":1}").contains("too deep"));
  }

  @Test
  void patternThatWouldTakeForEverIsGivenUp() throws Exception {
    RowEncoder encoder = encoder("{\"properties\":{\"s\":{\"pattern\":\"^((a+)+)\\\\2b?$\"}}}");
    assertNull(encode(encoder, "{\"a\":1,\"s\":\"aaaa\"}"));
    assertNotNull(encode(encoder, "{\"a\":1,\"s\":\"aaaa\\n\"}"));
    long start = System.nanoTime();
    assertTrue(
        refused(encoder, ProblemKind.SCHEMA_MISMATCH, "{\"a\":1,\"s\":\"" + "a".repeat(60) + "!\"}")
            .contains("takes too long"));
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
  }

  private static RowEncoder encoder(String text, Reference... references)
      throws SchemaMisfitException {
    return new JsonSchemaCompiler(plan(), 1 << 20, Validation.ON)
        .compile(schema(text, List.of(references)));
  }

  private static RegisteredSchema schema(String text, List<Reference> references) {
    return new RegisteredSchema(7, SchemaType.JSON, text, references);
  }

  private static JsonRowPlan plan() {
    return JsonRowPlan.compile(
        List.of(new RowColumn("a", ColumnType.parse("UInt8"), "$.a", false)));
  }

  private @Nullable RowProblem encode(RowEncoder encoder, String message) {
    byte[] bytes = ("…" + message + "…").getBytes(StandardCharsets.UTF_8);
    return encoder.encode(bytes, 3, bytes.length - 6, out);
  }

  private String refused(RowEncoder encoder, ProblemKind kind, String message) {
    RowProblem problem = problem(encode(encoder, message));
    assertEquals(kind, problem.kind(), problem.sentence());
    return problem.sentence();
  }

  private static RowProblem problem(@Nullable RowProblem problem) {
    assertNotNull(problem);
    return problem;
  }
}
