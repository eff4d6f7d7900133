package io.tributary.protocol.avro;

import java.util.Collection;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The schema that messages were written with. Immutable, any thread. */
public final class AvroSchema {
  private static final int MAX_CHARS = 2 << 20;
  private static final int MAX_NESTING = 200;
  private static final int MAX_REFERENCES = 256;

  private final Schema schema;

  private AvroSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Reads a schema.
   *
   * @param text in JSON, with the references at most 2,097,152 characters, brackets at most 200
   *     deep
   * @param references texts of the schemas whose names it uses, theirs included, in any order; at
   *     most 256
   * @throws AvroSchemaException if it is none, a name in it is not known, or it is beyond the
   *     bounds here and those of {@link SchemaTexts}
   */
  public static AvroSchema parse(String text, Collection<String> references) {
    if (references.size() > MAX_REFERENCES) {
      throw new AvroSchemaException(
          "the Avro schema has %d references, at most %d are read"
              .formatted(references.size(), MAX_REFERENCES));
    }
    long chars = text.length();
    for (String reference : references) {
      chars += reference.length();
      checkNesting(reference);
    }
    checkNesting(text);
    if (chars > MAX_CHARS) {
      throw new AvroSchemaException(
          "the Avro schema has %d characters, at most %d are read".formatted(chars, MAX_CHARS));
    }
    try {
      return new AvroSchema(SchemaTexts.read(text, references));
    } catch (AvroSchemaException e) {
      throw e;
    } catch (AvroRuntimeException e) {
      throw new AvroSchemaException("it is no Avro schema: " + e.getMessage());
    } catch (RuntimeException e) {
      // Avro's parser stumbles over values that it does not expect; its message is for programmers.
      throw new AvroSchemaException("it is no Avro schema: a part of it means nothing in Avro");
    } catch (StackOverflowError e) {
      throw new AvroSchemaException("the Avro schema is nested too deeply");
    }
  }

  private static void checkNesting(String text) {
    int depth = 0;
    boolean inString = false;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> i += inString ? 1 : 0;
        case '"' -> inString = !inString;
        case '{', '[' -> depth += inString ? 0 : 1;
        case '}', ']' -> depth -= inString ? 0 : 1;
        default -> {}
      }
      if (depth > MAX_NESTING) {
        throw new AvroSchemaException(
            "the Avro schema is nested more than %d deep".formatted(MAX_NESTING));
      }
    }
  }

  Schema schema() {
    return schema;
  }

  /** The schema's text, with those that it refers to. */
  @Override
  public String toString() {
    return schema.toString();
  }
}
