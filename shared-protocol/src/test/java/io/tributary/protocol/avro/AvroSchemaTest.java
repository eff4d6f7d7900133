package io.tributary.protocol.avro;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AvroSchemaTest {
  private static String refusal(String text, List<String> references) {
    AvroSchemaException refusal =
        assertThrows(
            AvroSchemaException.class, () -> AvroSchema.parse(text.replace('\'', '"'), references));
    return String.valueOf(refusal.getMessage());
  }

  private static String refusal(String text) {
    return refusal(text, List.of());
  }

  private static String record(String name, String fieldType) {
    return "{'type':'record','name':'%s','fields':[{'name':'f','type':%s}]}"
        .formatted(name, fieldType)
        .replace('\'', '"');
  }

  @Test
  void whatIsNoSchemaIsRefused() {
    String noMeaning = "it is no Avro schema: a part of it means nothing in Avro";
    assertEquals(
        noMeaning,
        refusal("{'type':'record','name':'R','fields':[{'name':'a','type':'int','order':5}]}"));
    assertEquals(
        noMeaning,
        refusal("{'type':'record','name':'R','fields':[{'name':'a','type':'int','order':'x'}]}"));
    assertEquals(noMeaning, refusal("{'type':'fixed','name':'F','size':2147483647}"));
    assertEquals("it is no Avro schema: No type: {}", refusal("{}"));
    assertEquals("it is no Avro schema: Schema not yet supported: 5", refusal("5"));
  }

  @Test
  void namesThatNobodyDefinesAreTold() {
    assertEquals(
        "it is no Avro schema: it does not define com.acme.Missing", refusal("'com.acme.Missing'"));
    assertEquals(
        "it is no Avro schema: it does not define Missing",
        refusal("{'type':'array','items':['null','Missing']}"));
    assertEquals(
        "it is no Avro schema: it does not define Missing",
        refusal("'R'", List.of(record("R", "'Missing'"))));
    assertEquals(
        "it is no Avro schema: it does not define B",
        refusal("'int'", List.of(record("A", "'B'"))));
  }

  @Test
  void longChainsAreRead() {
    List<String> records = new ArrayList<>(List.of(record("R0", "\"int\"")));
    for (int i = 1; i < 250; i++) {
      records.add(record("R" + i, "\"R" + (i - 1) + "\""));
    }
    assertEquals("R249", AvroSchema.parse("\"R249\"", records).schema().getName());
    Collections.reverse(records);
    AvroSchema ahead = AvroSchema.parse("\"R249\"", records);
    assertEquals("R248", ahead.schema().getField("f").schema().getName());
    assertEquals(1, ahead.schema().getField("f").schema().getFields().size());
  }

  @Test
  void recordsWithinThemselvesKeepNamesAliasesAndTimes() {
    Schema tree =
        AvroSchema.parse(
                """
                {"type":"record","name":"Tree","namespace":"a-b","fields":[
                  {"name":"kids","type":{"type":"array","items":["null","Tree"]}},
                  {"name":"by-key","type":{"type":"map","values":"a-b.Tree"}},
                  {"name":"at","aliases":["was"],"default":"no time",
                   "type":{"type":"long","logicalType":"timestamp-millis"}}]}
                """,
                List.of())
            .schema();
    assertSame(tree, tree.getField("kids").schema().getElementType().getTypes().get(1));
    assertSame(tree, tree.getField("by-key").schema().getValueType());
    assertEquals("a-b.Tree", tree.getFullName());
    assertEquals(Set.of("was"), tree.getField("at").aliases());
    assertEquals(Logical.TIMESTAMP_MILLIS, Logical.of(tree.getField("at").schema()));
  }

  @Test
  void largestSchemasAreBounded() {
    StringBuilder union = new StringBuilder(record("R0", "\"int\""));
    for (int i = 1; i <= 2_000; i++) {
      union.append(',').append(record("R" + i, "\"R" + (i - 1) + "\""));
    }
    assertEquals(
        "the Avro schema has 2001 types with names, at most 2000 are read",
        refusal("[" + union + "]"));
    assertEquals(
        "the Avro schema has 257 references, at most 256 are read",
        refusal("'int'", Collections.nCopies(257, "\"int\"")));
  }

  @Test
  void chainTooLongToFollowIsRefused() {
    StringBuilder union = new StringBuilder();
    for (int i = 1_999; i > 0; i--) {
      union
          .append(record("R" + i, "{\"type\":\"array\",\"items\":\"R" + (i - 1) + "\"}"))
          .append(',');
    }
    String text = "[" + union + record("R0", "\"int\"") + "]";
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    // The smallest stack that threads have: the chain is longer than it.
    Thread thread =
        new Thread(
            null,
            () -> {
              AvroSchema unused = AvroSchema.parse(text, List.of());
            },
            "small",
            1 << 17);
    thread.setUncaughtExceptionHandler((same, failure) -> thrown.set(failure));
    thread.start();
    assertDoesNotThrow(() -> thread.join());
    assertEquals(
        "the Avro schema is nested too deeply",
        assertInstanceOf(AvroSchemaException.class, thrown.get()).getMessage());
  }
}
