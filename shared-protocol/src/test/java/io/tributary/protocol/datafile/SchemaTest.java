package io.tributary.protocol.datafile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {
  private final FileProblems problems = new FileProblems("f");

  private List<SchemaColumn> parse(String... lines) {
    List<Setting.Line> numbered = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      numbered.add(new Setting.Line(10 + i, "    " + lines[i]));
    }
    return SchemaParser.parse(numbered, problems);
  }

  private List<String> messages() {
    return problems.list().stream().map(p -> p.line() + " " + p.message()).toList();
  }

  private SchemaColumn parseOne(String line) {
    List<SchemaColumn> columns = parse(line);
    assertEquals(List.of(), messages());
    assertEquals(1, columns.size());
    return columns.getFirst();
  }

  @Test
  void quotedAndUnquotedNames() {
    assertEquals(new SchemaColumn("a", "String", "$.a", ""), parseOne("`a` String `json:$.a`"));
    assertEquals(new SchemaColumn("a_1", "UInt8", "$", ""), parseOne("a_1 UInt8 `json:$`"));
  }

  @Test
  void withoutPathAColumnIsItsDefault() {
    assertEquals(
        new SchemaColumn("a", "DateTime", null, "now()"), parseOne("a DateTime DEFAULT now()"));
    assertEquals(new SchemaColumn("a", "String", null, ""), parseOne("a String"));
  }

  @Test
  void pathAndDefaultInEitherOrder() {
    SchemaColumn expected = new SchemaColumn("a", "String", "$['x,y']", "concat(`b`, ', (')");

    assertEquals(expected, parseOne("a String `json:$['x,y']` DEFAULT concat(`b`, ', (')"));
    assertEquals(expected, parseOne("a String default concat(`b`, ', (') `json:$['x,y']`"));
    assertEquals("`b` + 1", parseOne("c UInt8 DEFAULT `b` + 1 `json:$.c`").defaultExpression());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Map(String, Array(Nullable(Decimal(10, 2))))",
        "Enum8('a,(' = 1, 'it\\'s' = 2, 'x''y' = 3)",
        "Tuple(a String, b DateTime64(3, 'UTC'))",
        "LowCardinality(Nullable(String))",
      })
  void typesNest(String type) {
    List<SchemaColumn> columns = parse("a " + type + " `json:$.a`,", "b UInt8 `json:$.b`");

    assertEquals(List.of(), messages());
    assertEquals(
        List.of(new SchemaColumn("a", type, "$.a", ""), new SchemaColumn("b", "UInt8", "$.b", "")),
        columns);
  }

  @Test
  void columnsMayBreakOverLinesAndEndWithAComma() {
    List<SchemaColumn> columns = parse("a Map(String,", "UInt8)", "  `json:$.a`, b String,", "");

    assertEquals(List.of(), messages());
    assertEquals(List.of("a", "b"), columns.stream().map(SchemaColumn::name).toList());
    assertEquals("Map(String,     UInt8)", columns.getFirst().type());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "DateTime(3)                | DateTime64(3)",
        "Nullable(DateTime(6))      | Nullable(DateTime64(6))",
        "DateTime( 3 , 'UTC')       | DateTime64(3, 'UTC')",
        "Map(String, DateTime(0))   | Map(String, DateTime64(0))",
        "DateTime                   | DateTime",
        "DateTime('UTC')            | DateTime('UTC')",
        "DateTime64(3)              | DateTime64(3)",
        "MyDateTime(3)              | MyDateTime(3)",
      })
  void preciseDateTimesAreDateTime64InTheTable(String written, String table) {
    assertEquals(table, parseOne("a " + written).definition().type());
    assertEquals(written, parseOne("a " + written).type());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "`a b` String | column name 'a b' is not usable; use 1 to 255 letters, digits and"
            + " underscores",
        "`a String    | the column name in '`a String' has no closing `",
        "a            | column a has no type; write for example: `a` String",
        "a `json:$`   | column a has no type; write for example: `a` String",
        "a Map(String | the type of column a has no closing )",
        "a String `json:$.a | the JSONPath of column a has no closing `",
        "a String `json:b`  | the JSONPath 'b' of column a does not begin with $; write for example"
            + " `json:$.a`",
        "a String DEFAULT   | DEFAULT of column a has no expression",
        "a String CODEC(ZSTD) | CODEC of column a is known, but not supported yet; remove it",
        "c__error String | column c__error begins with c__, as only columns of quarantine tables"
            + " do; rename it",
        "__offset Int64 | column __offset begins with __, as only the columns added by Tributary"
            + " do; rename it",
      })
  void aMalformedColumnSaysWhatToDo(String column, String message) {
    parse("x String,", column);

    assertEquals(List.of("11 " + message), messages());
  }

  @Test
  void aForgottenCommaIsPointedAt() {
    parse("`a` String `json:$.a`", "`b` String `json:$.b`");

    assertEquals(
        List.of(
            "10 column a is followed by '`b` String `json:$.b`'; columns are written `name` Type"
                + " `json:$.path` DEFAULT expression, with a comma between them"),
        messages());
  }

  @Test
  void everyBrokenColumnIsReportedInItsLine() {
    parse("a,", "b String,", ",", "B UInt8,", "c `x`");

    assertEquals(
        List.of(
            "10 column a has no type; write for example: `a` String",
            "12 SCHEMA has a comma without a column before it; remove the comma",
            "13 column 'B' is in the schema twice; remove one",
            "14 column c has no type; write for example: `c` String"),
        messages());
  }
}
