package io.tributary.connector.jsonschema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.tributary.connector.format.SchemaCompiler;
import io.tributary.connector.format.SchemaMisfitException;
import io.tributary.connector.registry.RegisteredSchema;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.wording.Wording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Compiles JSON Schemas into readers. One thread. */
public final class JsonSchemaCompiler implements SchemaCompiler {
  /** Whether messages are checked against their schema ({@code KAFKA_VALIDATE}). */
  public enum Validation {
    ON,
    OFF
  }

  // A schema that allows itself within itself is walked once for each level of a message.
  private static final int MAX_LEVELS = 500;
  private static final String PLACE = "https://registry.invalid/schemas/";
  private static final String META_SCHEMAS = "://json-schema.org/";
  private static final int SHOWN_CHARS = 200;

  private final ObjectMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_LEVELS)
                          // The size of a message is bounded elsewhere.
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private final RowEncoder rows;
  private final Validation validation;

  /**
   * @param plan how JSON fills the columns
   * @param maxRowBytes limit of one row
   */
  public JsonSchemaCompiler(JsonRowPlan plan, int maxRowBytes, Validation validation) {
    this.rows = new JsonRowEncoder(plan, maxRowBytes);
    this.validation = validation;
  }

  @Override
  public RowEncoder compile(RegisteredSchema registered) throws SchemaMisfitException {
    if (validation == Validation.OFF) {
      return rows;
    }
    try {
      Schema schema =
          validators(new KnownSchemas(registered, json))
              .getSchema(
                  SchemaLocation.of(PLACE + registered.id()), json.readTree(registered.text()));
      schema.initializeValidators();
      return new JsonSchemaRowEncoder(registered.id(), schema, json, rows);
    } catch (IOException e) {
      throw new SchemaMisfitException("it is not JSON");
    } catch (SchemaException | IllegalArgumentException e) {
      throw new SchemaMisfitException(Wording.shown(String.valueOf(e.getMessage()), SHOWN_CHARS));
    } catch (StackOverflowError e) {
      throw new SchemaMisfitException("it refers to itself without end");
    }
  }

  /** Where the validator finds schemas: among those known, and the drafts' own, which it has. */
  private SchemaRegistry validators(KnownSchemas known) {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .failFast(true)
            .locale(Locale.ROOT)
            .pathType(PathType.JSON_PATH)
            .regularExpressionFactory(BoundedRegex::new)
            .build();
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_7,
        builder ->
            builder
                .schemaRegistryConfig(config)
                .schemaLoader(
                    loader ->
                        loader
                            .fetchRemoteResources(false)
                            .allow(
                                iri ->
                                    known.text(iri.toString()) != null
                                        || iri.toString().contains(META_SCHEMAS))
                            .resourceLoaders(
                                loaders ->
                                    loaders.add(
                                        iri -> {
                                          String text = known.text(iri.toString());
                                          return text == null
                                              ? null
                                              : () ->
                                                  new ByteArrayInputStream(
                                                      text.getBytes(StandardCharsets.UTF_8));
                                        }))));
  }
}
