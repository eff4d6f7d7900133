package io.tributary.connector.protobuf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.format.SchemaMisfitException;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProtobufTest {
  private static final String FILE =
      """
      syntax = "proto3";
      package shop;
      import "money.proto";
      import "google/protobuf/timestamp.proto";
      import "google/protobuf/duration.proto";
      import "google/protobuf/wrappers.proto";
      import "google/protobuf/struct.proto";
      message Order {
        int32 a = 1;
        uint64 big = 2;
        Money price = 3;
        google.protobuf.Timestamp at = 4;
        map<string, int64> m = 5;
        optional int32 maybe = 6;
        oneof one { string s = 7; bytes raw = 8; }
        enum Color { RED = 0; BLUE = 1; }
        repeated Color colors = 9;
        google.protobuf.Duration took = 10;
        google.protobuf.Int32Value boxed = 11;
        google.protobuf.Struct any = 12;
        double d = 13;
        message Line { sint32 q = 1; }
        repeated Line lines = 14;
        Order again = 15;
      }
      message Second { message Inner { string x = 1; } }
      """;
  private static final Reference MONEY =
      new Reference(
          "money.proto",
          """
          syntax = "proto2";
          package shop;
          message Money { required string currency = 1; optional int32 cents = 2 [default = 5]; }
          """);

  private final RowBinaryWriter out = new RowBinaryWriter(1 << 10, 1 << 20);

  @Test
  void everyKindOfFieldHasItsJson() throws Exception {
    assertEquals(
        "{\"a\":150,\"big\":18446744073709551615,\"price\":{\"currency\":\"EUR\",\"cents\":7},"
            + "\"at\":\"1970-01-01T00:00:01.500Z\",\"m\":{\"k\":-1},\"maybe\":0,\"raw\":\"/w==\","
            + "\"colors\":[\"RED\",\"BLUE\",7],\"took\":-1.500000000,\"boxed\":3,"
            + "\"any\":{\"n\":null,\"l\":[true,2.0]},\"d\":\"nan\",\"lines\":[{\"q\":-1},{\"q\":0}]}",
        json(
            "00"
                + "089601"
                + "10ffffffffffffffffff01"
                + "1a070a034555521007"
                + "220808011080cab5ee01"
                + "2a0e0a016b10ffffffffffffffffff01"
                + "3000"
                + "4201ff"
                + "4a03000107"
                + "521608ffffffffffffffffff011080b6ca91feffffffff01"
                + "5a020803"
                + "62210a070a016e120208000a160a016c1211320f0a0220010a09110000000000000040"
                + "69000000000000f87f"
                + "72020801"
                + "7200"));
  }

  @Test
  void missingFieldsAreMissingOnlyWhereThatMakesADifference() throws Exception {
    assertEquals("{\"a\":0,\"big\":0,\"m\":{},\"colors\":[],\"d\":0.0,\"lines\":[]}", json("00"));
  }

  @Test
  void indexesChooseTheMessage() throws Exception {
    assertEquals("{\"x\":\"y\"}", json("0402000a0179"));
    assertEquals("{}", json("0202"));
    assertEquals("{\"q\":-1}", json("0400000801"));
    for (String none : List.of("0204", "04020200", "06000000")) {
      assertEquals(ProblemKind.SCHEMA_MISMATCH, problem(encode(encoder(), none)).kind(), none);
    }
    for (String broken : List.of("", "01", "0201", "02", "80", "ffffffffffff", "8201")) {
      assertEquals(ProblemKind.UNDECODABLE, problem(encode(encoder(), broken)).kind(), broken);
    }
  }

  @Test
  void columnsAreFilledByPath() throws Exception {
    RowEncoder encoder =
        new ProtobufCompiler(
                JsonRowPlan.compile(
                    List.of(
                        new RowColumn("c", ColumnType.parse("String"), "$.price.currency", false),
                        new RowColumn("a", ColumnType.parse("UInt8"), "$.a", false))),
                1 << 20)
            .compile(schema(FILE, MONEY));
    assertNull(encode(encoder, "00" + "0807" + "1a050a03455552"));
    assertArrayEquals(new byte[] {3, 'E', 'U', 'R', 7}, Arrays.copyOf(out.array(), out.position()));
    assertEquals(ProblemKind.TYPE_ERROR, problem(encode(encoder, "0008ac02")).kind());
    assertEquals(5, out.position());
  }

  @Test
  void whatIsNotTheMessageIsUndecodable() throws Exception {
    RowEncoder encoder = encoder();
    // A field cut off, a field number 0, a text that is not UTF-8, a required field that is
    // missing.
    for (String broken : List.of("0008", "000000", "003a01ff", "001a00")) {
      assertEquals(ProblemKind.UNDECODABLE, problem(encode(encoder, broken)).kind(), broken);
    }
  }

  @Test
  void messagesWithinMessagesAreBounded() throws Exception {
    byte[] message = {};
    for (int i = 0; i < 200; i++) {
      byte[] size =
          new byte[] {(byte) ((message.length & 0x7F) | 0x80), (byte) (message.length >> 7)};
      byte[] outer = new byte[message.length + 3];
      outer[0] = 0x7a;
      System.arraycopy(size, 0, outer, 1, 2);
      System.arraycopy(message, 0, outer, 3, message.length);
      message = outer;
    }
    assertEquals(
        ProblemKind.UNDECODABLE,
        problem(encode(encoder(), "00" + HexFormat.of().formatHex(message))).kind());
  }

  @Test
  void fewBytesThatWouldBeMuchJsonAreTooLarge() throws Exception {
    String name = "A".repeat(60_000);
    RowEncoder encoder =
        new ProtobufCompiler(whole(), 1 << 10)
            .compile(
                schema(
                    "syntax = \"proto3\"; message M { enum E { "
                        + name
                        + " = 0; } repeated E e = 1; }"));
    assertEquals(
        ProblemKind.TOO_LARGE, problem(encode(encoder, "000a64" + "00".repeat(100))).kind());
  }

  @Test
  void fuzzedBytesAreNeverMoreThanAProblem() throws Exception {
    RowEncoder encoder = encoder();
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = 0;
      }
      out.reset();
      if (encoder.encode(bytes, 0, bytes.length, out) != null) {
        assertEquals(0, out.position());
      }
    }
  }

  @Test
  void schemaThatIsNoneIsRefused() {
    for (String text :
        List.of(
            "nope",
            "syntax = \"proto3\"; import \"missing.proto\"; message A {}",
            "syntax = \"proto3\"; message A { Missing m = 1; }",
            "syntax = \"proto3\"; import \"registered.proto\"; message A {}",
            "syntax = \"proto3\"; message A { int32 a = 1; int32 b = 1; }",
            "syntax = \"proto3\"; " + "message A {".repeat(100_000))) {
      assertThrows(
          SchemaMisfitException.class,
          () -> new ProtobufCompiler(whole(), 1 << 20).compile(schema(text)),
          text.substring(0, Math.min(80, text.length())));
    }
  }

  private String json(String hex) throws Exception {
    out.reset();
    RowProblem problem = encode(encoder(), hex);
    assertNull(problem, () -> problem == null ? "" : problem.sentence());
    int length = out.position();
    // The text's length is a varint ahead of it.
    int start = length > 129 ? 2 : 1;
    assertTrue(length > 0);
    return new String(out.array(), start, length - start, StandardCharsets.UTF_8);
  }

  private static RowEncoder encoder() throws SchemaMisfitException {
    return new ProtobufCompiler(whole(), 1 << 20).compile(schema(FILE, MONEY));
  }

  private static JsonRowPlan whole() {
    return JsonRowPlan.compile(List.of(new RowColumn("j", ColumnType.parse("String"), "$", false)));
  }

  private static RegisteredSchema schema(String text, Reference... references) {
    return new RegisteredSchema(7, SchemaType.PROTOBUF, text, List.of(references));
  }

  private @Nullable RowProblem encode(RowEncoder encoder, String hex) {
    byte[] bytes = HexFormat.of().parseHex("ffff" + hex + "ff");
    return encoder.encode(bytes, 2, bytes.length - 3, out);
  }

  private static RowProblem problem(@Nullable RowProblem problem) {
    assertNotNull(problem);
    return problem;
  }
}
