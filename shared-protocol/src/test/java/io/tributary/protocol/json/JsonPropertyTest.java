package io.tributary.protocol.json;

import static io.tributary.protocol.json.Encoding.column;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowProblem;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every message. */
final class JsonPropertyTest {
  // One for all tries: what a message leaves behind in it would show in those after it.
  private static final Encoding REFERENCE =
      new Encoding(ReferenceSchema.columns().toArray(RowColumn[]::new));
  private static final Encoding EVERYTHING =
      new Encoding(
          column("a", "Array(Map(String, Nullable(Int32)))", "$.a"),
          column("b", "DateTime64(9, 'Europe/Berlin')", "$.b.c"),
          column("c", "String", "$.b"),
          column("d", "Float32", "$.d"),
          column("e", "UUID", "$.e"),
          column("f", "Date", "$.f"),
          column("g", "Nullable(DateTime)", "$.g"),
          column("h", "Bool", "$['h']"));
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"a\":",
    "\"b\":",
    "\"c\":",
    "\"d\":",
    "\"e\":",
    "\"f\":",
    "\"g\":",
    "\"h\":",
    "[{\"k\":1}]",
    "{\"c\":\"2024-01-01 00:00:00\"}",
    "1",
    "-0",
    "1e9",
    "0.5",
    "true",
    "false",
    "null",
    " ",
    "\n",
    "\\u0000",
    "\\",
    "é",
    "\u0001",
    "\"x\"",
    "\"2024-01-01\"",
    "\"00112233-4455-6677-8899-aabbccddeeff\"",
    "99999999999999999999",
    "\uFEFF",
    "/",
    "nan"
  };

  @Property(tries = 500)
  void orderOfFieldsDoesNotMatter(@ForAll long seed) {
    List<String> fields = ReferenceSchema.fields(new Random(seed));
    byte[] inOrder = REFERENCE.row(ReferenceSchema.join(fields));
    Collections.shuffle(fields, new Random(seed + 1));
    fields.add(1, "\"extra\":{\"ts\":[1,{}],\"url\":\"}\"}");
    assertArrayEquals(inOrder, REFERENCE.row(ReferenceSchema.join(fields)));
  }

  @Property(tries = 3_000)
  void garbageIsARowOrAProblem(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] garbage = new byte[random.nextInt(200)];
    random.nextBytes(garbage);
    if (garbage.length > 0 && random.nextBoolean()) {
      garbage[0] = '{';
    }
    rowOrProblem(garbage);
  }

  @Property(tries = 10_000)
  void piecesOfJsonAreARowOrAProblem(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("{");
    int pieces = random.nextInt(24);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    rowOrProblem(
        text.append(random.nextInt(4) == 0 ? "" : "}").toString().getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 3_000)
  void damagedMessageIsARowOrAProblem(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] message =
        """
        {"a":[{"k":1,"l":null}],"b":{"c":"2024-01-01T00:00:00.5Z"},"d":1.5e3,"h":true,
        "e":"00112233-4455-6677-8899-aabbccddeeff","f":"2024-02-29","g":1700000000}\
        """
            .getBytes(StandardCharsets.UTF_8);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      message[random.nextInt(message.length)] = (byte) random.nextInt(256);
    }
    rowOrProblem(message);
  }

  /** The messages after it are encoded as ever. */
  private static void rowOrProblem(byte[] message) {
    byte[] good = "{\"d\":1,\"h\":1}".getBytes(StandardCharsets.UTF_8);
    byte[] expected = EVERYTHING.row(good);
    EVERYTHING.reset();
    RowProblem problem = EVERYTHING.encode(message);
    if (problem != null) {
      assertArrayEquals(new byte[0], EVERYTHING.written());
    }
    assertArrayEquals(expected, EVERYTHING.row(good));
  }
}
