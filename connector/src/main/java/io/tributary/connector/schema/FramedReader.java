package io.tributary.connector.schema;

import io.tributary.connector.decode.KeyReader;
import io.tributary.connector.decode.RecordReaders;
import io.tributary.connector.decode.ValueReader;
import io.tributary.connector.format.SchemaReaders;
import io.tributary.connector.registry.Lookup;
import io.tributary.connector.registry.WireFormat;
import io.tributary.protocol.row.ByteView;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * Reads values or keys that stand behind the id of their schema. One thread.
 *
 * <p>Most records of a topic have the schema of the one before; only another one is looked up.
 */
final class FramedReader implements ValueReader, KeyReader {
  private final Part part;
  private final SchemaReaders readers;
  private int lastId = RecordReaders.NO_SCHEMA;
  private @Nullable RowEncoder last;
  // The registry's word that it has no such schema holds for a while only.
  private boolean lastIsFinal;

  /** What of a record is read. */
  interface Part {

    /**
     * The setting that says how it is read, {@code KAFKA_VALUE_FORMAT} or {@code KAFKA_KEY_FORMAT}.
     */
    String setting();

    /** What is known of a schema, null when that has to be awaited. */
    @Nullable Lookup lookup(int schemaId);

    /** The problem of a message as one of its record. */
    RowProblem ofRecord(RowProblem problem);
  }

  FramedReader(Part part, SchemaReaders readers) {
    this.part = part;
    this.readers = readers;
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
    if (made != null) {
      reads(id, made, true);
      return RecordReaders.NO_SCHEMA;
    }
    Lookup lookup = part.lookup(id);
    switch (lookup) {
      case null -> {
        return id;
      }
      case Lookup.Found found -> reads(id, readers.of(found.schema()), true);
      case Lookup.NotFound unknown -> reads(id, refusing(unknown), false);
    }
    return RecordReaders.NO_SCHEMA;
  }

  private void reads(int id, RowEncoder reader, boolean isFinal) {
    lastId = id;
    last = reader;
    lastIsFinal = isFinal;
  }

  private static RowEncoder refusing(Lookup.NotFound unknown) {
    RowProblem problem = RowProblem.ofMessage(ProblemKind.SCHEMA_NOT_FOUND, "", unknown.reason());
    return (bytes, offset, length, out) -> problem;
  }

  @Override
  public @Nullable RowProblem read(ByteView message, RowBinaryWriter out) {
    RowProblem problem = problem(message);
    if (problem != null) {
      return part.ofRecord(problem);
    }
    RowEncoder reader = last;
    if (reader == null || lastId != WireFormat.schemaId(message.bytes(), message.offset())) {
      throw new IllegalStateException("the schema was not awaited");
    }
    problem =
        reader.encode(
            message.bytes(),
            message.offset() + WireFormat.HEADER_BYTES,
            message.length() - WireFormat.HEADER_BYTES,
            out);
    return problem == null ? null : part.ofRecord(problem);
  }

  private @Nullable RowProblem problem(ByteView message) {
    return WireFormat.problem(message.bytes(), message.offset(), message.length(), part.setting());
  }
}
