package io.tributary.connector.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.connector.decode.RecordReaders;
import io.tributary.connector.format.SchemaReaders;
import io.tributary.connector.registry.Lookup;
import io.tributary.connector.registry.RegisteredSchema;
import io.tributary.connector.registry.SchemaType;
import io.tributary.protocol.row.ByteView;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FramedReaderTest {
  private final Map<Integer, Lookup> known = new HashMap<>();
  private final RowBinaryWriter out = new RowBinaryWriter(64, 1_000);
  private final FramedReader reader =
      new FramedReader(
          new Known(),
          new SchemaReaders(
              SchemaType.AVRO,
              schema ->
                  (bytes, offset, length, row) -> {
                    row.writeInt32(schema.id());
                    return null;
                  },
              10));

  @Test
  void aKnownSchemaIsReadAndAnotherAwaited() {
    found(7);
    assertEquals(RecordReaders.NO_SCHEMA, reader.awaits(message(7)));
    assertNull(reader.read(message(7), out));
    assertEquals(4, out.position());
    assertEquals(8, reader.awaits(message(8)));
    assertThrows(IllegalStateException.class, () -> reader.read(message(8), out));
  }

  @Test
  void aSchemaThatIsRegisteredLateIsReadFromThenOn() {
    known.put(7, new Lookup.NotFound("schema 7: the registry does not know it"));
    assertEquals(RecordReaders.NO_SCHEMA, reader.awaits(message(7)));
    assertEquals(ProblemKind.SCHEMA_NOT_FOUND, problem(7).kind());

    known.remove(7);
    assertEquals(7, reader.awaits(message(7)), "the registry's word holds for a while only");
    assertEquals(7, reader.awaits(message(7)));
    found(7);
    assertEquals(RecordReaders.NO_SCHEMA, reader.awaits(message(7)));
    assertNull(reader.read(message(7), out));
  }

  @Test
  void whatHasNoFrameIsRefusedAtOnce() {
    ByteView json = new ByteView();
    json.set(ByteBuffer.wrap(new byte[] {'{', '}'}));
    assertEquals(RecordReaders.NO_SCHEMA, reader.awaits(json));
    RowProblem problem = reader.read(json, out);
    assertNotNull(problem);
    assertEquals(ProblemKind.UNDECODABLE, problem.kind());
  }

  private RowProblem problem(int id) {
    RowProblem problem = reader.read(message(id), out);
    if (problem == null) {
      throw new AssertionError("it was read");
    }
    return problem;
  }

  private void found(int id) {
    known.put(id, new Lookup.Found(new RegisteredSchema(id, SchemaType.AVRO, "", List.of())));
  }

  private static ByteView message(int id) {
    ByteView view = new ByteView();
    view.set(ByteBuffer.allocate(5).put((byte) 0).putInt(id).flip());
    return view;
  }

  private final class Known implements FramedReader.Part {
    @Override
    public String setting() {
      return "KAFKA_VALUE_FORMAT";
    }

    @Override
    public @Nullable Lookup lookup(int schemaId) {
      return known.get(schemaId);
    }

    @Override
    public RowProblem ofRecord(RowProblem problem) {
      return problem;
    }
  }
}
