package io.tributary.connector.format;

import io.tributary.connector.registry.RegisteredSchema;
import io.tributary.connector.registry.SchemaType;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.row.RowProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The readers of the schemas that the messages of one datasource were written with, for one table
 * plan; another plan needs other readers. So many are kept; the one unused for longest goes first.
 *
 * <p>Failure semantics: a schema without a reader gets one that answers each message with {@link
 * ProblemKind#SCHEMA_MISMATCH}.
 *
 * <p>Thread: one.
 */
public final class SchemaReaders {
  /** So many readers are kept unless somebody says otherwise. */
  public static final int USUAL_READERS = 128;

  private final SchemaType wanted;
  private final SchemaCompiler compiler;
  private final int maxReaders;
  private final Map<Integer, RowEncoder> readers = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param wanted what the datasource's format says that its schemas are
   * @param compiler for schemas of that type
   */
  public SchemaReaders(SchemaType wanted, SchemaCompiler compiler, int maxReaders) {
    if (maxReaders < 1) {
      throw new IllegalArgumentException("at least 1 reader has to be kept, not " + maxReaders);
    }
    this.wanted = wanted;
    this.compiler = compiler;
    this.maxReaders = maxReaders;
  }

  /** The reader made for an id before, null when the schema is needed to make it. */
  public @Nullable RowEncoder made(int id) {
    return readers.get(id);
  }

  /** The reader of a schema, made if need be. */
  public RowEncoder of(RegisteredSchema schema) {
    RowEncoder before = readers.get(schema.id());
    if (before != null) {
      return before;
    }
    RowEncoder reader = compile(schema);
    readers.put(schema.id(), reader);
    if (readers.size() > maxReaders) {
      readers.remove(readers.keySet().iterator().next());
    }
    return reader;
  }

  private RowEncoder compile(RegisteredSchema schema) {
    if (schema.type() != wanted) {
      return refusing(
          schema,
          "is %s, not %s as the format says".formatted(schema.type().words(), wanted.words()));
    }
    try {
      return compiler.compile(schema);
    } catch (SchemaMisfitException | RuntimeException e) {
      // What others registered may be anything, and a library's words for it are its own.
      String reason = String.valueOf(e.getMessage());
      return refusing(
          schema,
          "cannot be read: "
              + (reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason));
    } catch (StackOverflowError e) {
      return refusing(schema, "cannot be read: it is nested too deeply");
    }
  }

  private static RowEncoder refusing(RegisteredSchema schema, String reason) {
    RowProblem problem =
        RowProblem.ofMessage(
            ProblemKind.SCHEMA_MISMATCH, "", "its schema %d %s".formatted(schema.id(), reason));
    return (bytes, offset, length, out) -> problem;
  }
}
