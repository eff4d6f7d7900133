package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.RowProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tuples, nested types, shapes, variants and JSON; the column stands between two fixed ones. */
final class StructureEncodingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tuple(UInt8,String)|[1,\"a\"]|010161",
        "Tuple(UInt8,String)|[null,null]|0000",
        "Tuple(UInt8,String)|null|0000",
        "Tuple(Nullable(UInt8))|[null]|01",
        "Tuple(a UInt8,b String)|{\"a\":1,\"b\":\"x\"}|010178",
        "Tuple(a UInt8,b String)|{\"b\":\"x\",\"a\":1}|010178",
        "Tuple(a UInt8,b String)|{\"b\":\"x\"}|000178",
        "Tuple(a UInt8,b String)|{\"a\":1,\"c\":{\"d\":[1]}}|0100",
        "Tuple(a UInt8,b String)|{}|0000",
        "Tuple(a UInt8,b UInt8,c UInt8)|{\"c\":3,\"a\":1}|010003",
        "Tuple(a UInt8,b UInt8,c UInt8)|{\"a\":1,\"c\":3}|010003",
        "Tuple(a UInt8,b UInt8,c UInt8)|{\"b\":null,\"q\":1,\"a\":1}|010000",
        "Array(Tuple(a UInt8,b UInt8))|[{\"b\":2,\"a\":1},{},{\"a\":3,\"b\":4}]|03010200000304",
        "Tuple(a Tuple(b UInt8,c UInt8),d UInt8)|{\"d\":9,\"a\":{\"c\":3,\"b\":2}}|020309",
        "Nested(a UInt8,b String)|[{\"a\":1},{\"b\":\"x\"}]|020100000178",
        "Ring|[]|00",
        "Point|null|00000000000000000000000000000000",
        "JSON|{\"a\" : [1]}|0b7b226122203a205b315d7d",
        "JSON|null|027b7d",
        "Array(JSON)|[{},null]|02027b7d027b7d",
        "Map(String,Tuple(a UInt8))|{\"k\":{\"a\":5}}|01016b05",
      })
  void structuresAreWrittenInTheOrderOfTheType(String type, String value, String expected) {
    assertEquals(expected, Encoding.between(type).middle(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Variant(UInt64,String)|null|ff",
        "Variant(UInt64,String)|1|010100000000000000",
        "Variant(UInt64,String)|\"a\"|000161",
        "Variant(UInt64,String)|-1|00022d31",
        "Variant(UInt8,Array(UInt8))|[1,2]|00020102",
        "Variant(UInt8,Array(UInt8),String)|[1,\"x\"]|01075b312c2278225d",
        "Array(Variant(UInt8,String))|[1,null,\"x\"]|030101ff000178",
      })
  void variantTakesTheFirstTypeThatFits(String type, String value, String expected) {
    assertEquals(expected, Encoding.between(type).middle(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tuple(UInt8,String)|[1]|it is not an array of 2 element(s)",
        "Tuple(UInt8,String)|[1,\"a\",2]|it is not an array of 2 element(s)",
        "Tuple(UInt8,String)|{}|it is not an array of 2 element(s)",
        "Tuple(a UInt8)|[1]|it is not an object",
        "Tuple(a UInt8)|{\"a\":300}|it is not between 0 and 255",
        "Tuple(a UInt8)|{\"a\":1,\"a\":1}|the field a stands there twice",
        "JSON|[1]|it is not an object",
        "JSON|\"{}\"|it is not an object",
        "Variant(UInt8,Array(UInt8))|\"x\"|none of the types takes it",
        "Variant(UInt8,Array(UInt8))|[1,\"x\"]|none of the types takes it",
      })
  void misfitIsRefused(String type, String value, String reason) {
    RowProblem problem = Encoding.between(type).refused(value);
    assertEquals("c", problem.column());
    assertTrue(problem.reason().contains(reason), problem.reason());
  }

  @Test
  void refusedTuplesAreShownWhole() {
    RowProblem problem = Encoding.between("Array(Tuple(UInt8,String))").refused("[[1,\"a\",2]]");
    assertTrue(problem.sentence().contains("[1,\"a\",2]"), problem.sentence());
  }

  @Test
  void missingValuesMayBeLong() {
    assertEquals(
        "00".repeat(1_000 + 32),
        Encoding.between("Tuple(a FixedString(1000),b UInt256)").middle("null"));
  }

  @Test
  void variantsAreTriedAsClickHouseTriesThem() {
    List<String> types =
        List.of("String", "Float64", "UInt64", "Array(String)", "UUID", "Bool", "Array(UInt8)");
    assertArrayEquals(
        new int[] {6, 3, 4, 5, 2, 1, 0},
        VariantOrder.of(types.stream().map(ColumnType::parse).toList()));
  }
}
