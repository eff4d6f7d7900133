package io.tributary.connector.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tributary.connector.registry.RegisteredSchema;
import io.tributary.connector.registry.SchemaType;
import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.row.RowPlanException;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaReadersTest {
  private final List<Integer> compiled = new ArrayList<>();

  @Test
  void schemaIsCompiledOnceUntilItsPlaceIsNeeded() {
    SchemaReaders readers = new SchemaReaders(SchemaType.AVRO, this::compile, 2);
    assertNull(readers.made(1));
    RowEncoder first = readers.of(schema(1, SchemaType.AVRO));
    assertSame(first, readers.of(schema(1, SchemaType.AVRO)));
    assertSame(first, readers.made(1));
    RowEncoder unused = readers.of(schema(2, SchemaType.AVRO));
    assertSame(first, readers.made(1));
    RowEncoder third = readers.of(schema(3, SchemaType.AVRO));
    assertNull(readers.made(2));
    assertSame(third, readers.made(3));
    assertEquals(List.of(1, 2, 3), compiled);
  }

  @Test
  void schemaThatDoesNotFitRefusesEachMessage() {
    SchemaReaders readers = new SchemaReaders(SchemaType.AVRO, this::compile, 2);
    for (int i = 0; i < 2; i++) {
      assertEquals(
          "The message is refused: its schema 13 cannot be read: Column c, path $.c: it is odd.",
          sentence(readers.of(schema(13, SchemaType.AVRO))));
      assertEquals(
          "The message is refused: its schema 14 cannot be read: it is broken.",
          sentence(readers.of(schema(14, SchemaType.AVRO))));
    }
    assertEquals(
        "The message is refused: its schema 15 cannot be read: it is nested too deeply.",
        sentence(readers.of(schema(15, SchemaType.AVRO))));
    assertEquals(List.of(13, 14, 15), compiled);
  }

  @Test
  void schemaOfAnotherTypeThanTheFormatIsNotCompiled() {
    SchemaReaders readers = new SchemaReaders(SchemaType.AVRO, this::compile, 2);
    assertEquals(
        "The message is refused: its schema 1 is a JSON Schema, not an Avro schema as the format"
            + " says.",
        sentence(readers.of(schema(1, SchemaType.JSON))));
    assertEquals(List.of(), compiled);
  }

  private RowEncoder compile(RegisteredSchema schema) throws SchemaMisfitException {
    compiled.add(schema.id());
    if (schema.id() == 13) {
      throw new RowPlanException(
          new RowColumn("c", ColumnType.parse("UInt8"), "$.c", false), "it is odd");
    }
    if (schema.id() == 14) {
      throw new SchemaMisfitException("it is broken");
    }
    if (schema.id() == 15) {
      throw new StackOverflowError();
    }
    return (bytes, offset, length, out) -> null;
  }

  private static RegisteredSchema schema(int id, SchemaType type) {
    return new RegisteredSchema(id, type, "", List.of());
  }

  private static String sentence(RowEncoder encoder) {
    RowProblem problem = encoder.encode(new byte[0], 0, 0, new RowBinaryWriter(64, 64));
    assertNotNull(problem);
    assertEquals(ProblemKind.SCHEMA_MISMATCH, problem.kind());
    return problem.sentence();
  }
}
