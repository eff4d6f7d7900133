package io.tributary.connector.jsonschema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.wording.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that fits a schema; the first thing that does not fit makes a problem, which names the
 * schema's keyword and the path in the message. One thread.
 */
final class JsonSchemaRowEncoder implements RowEncoder {
  private static final int SHOWN_BYTES = 400;
  private static final int SHOWN_CHARS = 200;

  private final int id;
  private final Schema schema;
  private final ObjectMapper json;
  private final RowEncoder rows;

  JsonSchemaRowEncoder(int id, Schema schema, ObjectMapper json, RowEncoder rows) {
    this.id = id;
    this.schema = schema;
    this.json = json;
    this.rows = rows;
  }

  @Override
  public @Nullable RowProblem encode(byte[] bytes, int offset, int length, RowBinaryWriter out) {
    RowProblem problem = check(bytes, offset, length);
    return problem == null ? rows.encode(bytes, offset, length, out) : problem;
  }

  private @Nullable RowProblem check(byte[] bytes, int offset, int length) {
    try {
      JsonNode message = json.readTree(bytes, offset, length);
      if (message == null || message.isMissingNode()) {
        return RowProblem.ofMessage(ProblemKind.UNDECODABLE, "", "it is empty, not JSON");
      }
      List<Error> errors = schema.validate(message);
      return errors.isEmpty() ? null : mismatch(bytes, offset, length, said(errors.getFirst()));
    } catch (JsonProcessingException e) {
      return RowProblem.ofMessage(
          ProblemKind.UNDECODABLE,
          beginning(bytes, offset, length),
          "it is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (BoundedRegex.TooLongException | SchemaException e) {
      return mismatch(bytes, offset, length, String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return mismatch(bytes, offset, length, "checking it goes too deep");
    }
  }

  private static String said(Error error) {
    return "%s at %s: %s"
        .formatted(
            error.getKeyword(),
            error.getInstanceLocation(),
            Wording.shown(error.getMessage(), SHOWN_CHARS));
  }

  private RowProblem mismatch(byte[] bytes, int offset, int length, String reason) {
    return RowProblem.ofMessage(
        ProblemKind.SCHEMA_MISMATCH,
        beginning(bytes, offset, length),
        "it does not fit its schema %d, %s".formatted(id, reason));
  }

  private static String beginning(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, Math.min(length, SHOWN_BYTES), StandardCharsets.UTF_8);
  }
}
