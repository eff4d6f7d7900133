package io.tributary.connector.schema;

import io.tributary.connector.decode.ByteView;
import io.tributary.connector.decode.KeyReader;
import io.tributary.connector.decode.RecordReaders;
import io.tributary.connector.decode.ValueReader;
import io.tributary.connector.format.SchemaReaders;
import io.tributary.connector.registry.Lookup;
import io.tributary.connector.registry.SchemaRegistry;
import io.tributary.connector.registry.WireFormat;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads values or keys that stand behind the id of their schema. One thread.
 *
 * <p>Most records of a topic have the schema of the one before; only another one is looked up.
 */
final class FramedReader implements ValueReader, KeyReader {
  private final SchemaRegistry registry;
  private final SchemaReaders readers;
  private final String setting;
  private final IntConsumer awaiting;
  private int lastId = RecordReaders.NO_SCHEMA;
  private @Nullable RowEncoder last;
  // The registry's word that it has no such schema holds for a while only.
  private boolean lastIsFinal;

  /**
   * @param setting that says how they are read, {@code KAFKA_VALUE_FORMAT} or {@code
   *     KAFKA_KEY_FORMAT}
   * @param awaiting told of each schema that has to be awaited
   */
  FramedReader(
      SchemaRegistry registry, SchemaReaders readers, String setting, IntConsumer awaiting) {
    this.registry = registry;
    this.readers = readers;
    this.setting = setting;
    this.awaiting = awaiting;
  }

  @Override
  public int awaits(ByteView message) {
    if (problem(message) != null) {
      return RecordReaders.NO_SCHEMA;
    }
    int id = WireFormat.schemaId(message.bytes(), message.offset());
    if (id == lastId && lastIsFinal) {
      return RecordReaders.NO_SCHEMA;
    }
    RowEncoder made = readers.made(id);
    lastIsFinal = true;
    if (made == null) {
      Lookup lookup = registry.cached(id);
      if (lookup == null) {
        awaiting.accept(id);
        return id;
      }
      made =
          switch (lookup) {
            case Lookup.Found found -> readers.of(found.schema());
            case Lookup.NotFound unknown -> {
              lastIsFinal = false;
              yield refusing(unknown);
            }
          };
    }
    lastId = id;
    last = made;
    return RecordReaders.NO_SCHEMA;
  }

  private RowEncoder refusing(Lookup.NotFound unknown) {
    RowProblem problem = RowProblem.ofMessage(ProblemKind.SCHEMA_NOT_FOUND, "", unknown.reason());
    return (bytes, offset, length, out) -> problem;
  }

  @Override
  public @Nullable RowProblem read(ByteView message, RowBinaryWriter out) {
    RowProblem problem = problem(message);
    if (problem != null) {
      return problem;
    }
    RowEncoder reader = last;
    if (reader == null || lastId != WireFormat.schemaId(message.bytes(), message.offset())) {
      throw new IllegalStateException("the schema was not awaited");
    }
    return reader.encode(
        message.bytes(),
        message.offset() + WireFormat.HEADER_BYTES,
        message.length() - WireFormat.HEADER_BYTES,
        out);
  }

  private @Nullable RowProblem problem(ByteView message) {
    return WireFormat.problem(message.bytes(), message.offset(), message.length(), setting);
  }
}
