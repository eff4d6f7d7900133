package io.tributary.load.columns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NativeBlocksTest {
  private final RowBinaryWriter rows = new RowBinaryWriter(64, 1 << 16);
  private final RowBinaryWriter expected = new RowBinaryWriter(64, 1 << 16);

  private static RowColumn column(String name, String type) {
    return new RowColumn(name, ColumnType.parse(type), null, false);
  }

  private static byte[] written(RowBinaryWriter writer) {
    return Arrays.copyOf(writer.array(), writer.position());
  }

  private byte[] blocks(Dictionaries dictionaries, int mostRows, RowColumn... columns) {
    RowBinaryWriter out = new RowBinaryWriter(64, 1 << 16);
    new NativeBlocks(List.of(columns), dictionaries).write(written(rows), mostRows, out);
    return written(out);
  }

  private void expectBlock(int columns, int count) {
    expected.writeVarUInt(columns);
    expected.writeVarUInt(count);
  }

  private void expectColumn(String name, String type) {
    expected.writeString(name);
    expected.writeString(type);
  }

  @Test
  void valuesOfAColumnStandTogether() {
    rows.writeNotNull();
    rows.writeInt16(7);
    rows.writeString("one");
    rows.writeNull();
    rows.writeString("two");

    expectBlock(2, 2);
    expectColumn("n", "Nullable(UInt16)");
    expected.writeInt8(0);
    expected.writeInt8(1);
    expected.writeInt16(7);
    expected.writeInt16(0);
    expectColumn("s", "String");
    expected.writeString("one");
    expected.writeString("two");

    assertArrayEquals(
        written(expected),
        blocks(
            Dictionaries.NONE,
            10,
            column("n", "Nullable(UInt16)"),
            column("s", "LowCardinality(String)")));
  }

  @Test
  void mapsAreWhereTheyEndThenKeysThenValues() {
    rows.writeVarUInt(2);
    rows.writeString("a");
    rows.writeInt8(1);
    rows.writeString("b");
    rows.writeInt8(2);
    rows.writeVarUInt(0);
    rows.writeVarUInt(1);
    rows.writeString("c");
    rows.writeInt8(3);

    expectBlock(1, 3);
    expectColumn("m", "Map(String, UInt8)");
    expected.writeInt64(2);
    expected.writeInt64(2);
    expected.writeInt64(3);
    expected.writeString("a");
    expected.writeString("b");
    expected.writeString("c");
    expected.writeInt8(1);
    expected.writeInt8(2);
    expected.writeInt8(3);

    assertArrayEquals(
        written(expected), blocks(Dictionaries.NONE, 10, column("m", "Map(String, UInt8)")));
  }

  @Test
  void blocksEndAtTheirMostRowsAndEachHasADictionaryOfItsOwn() {
    rows.writeString("red");
    rows.writeString("red");
    rows.writeString("blue");

    expectOneString("red", 2);
    expectOneString("blue", 1);

    assertArrayEquals(
        written(expected), blocks(Dictionaries.WRITTEN, 2, column("c", "LowCardinality(String)")));
  }

  private void expectOneString(String text, int count) {
    expectBlock(1, count);
    expectColumn("c", "LowCardinality(String)");
    expected.writeInt64(1);
    expected.writeInt64(0x600);
    expected.writeInt64(1);
    expected.writeString(text);
    expected.writeInt64(count);
    for (int i = 0; i < count; i++) {
      expected.writeInt8(0);
    }
  }

  @Test
  void dictionariesHoldThousandsOfStrings() {
    int distinct = 1_000;
    for (int i = 0; i < 2 * distinct; i++) {
      rows.writeString("key " + i % distinct);
    }

    expectBlock(1, 2 * distinct);
    expectColumn("c", "LowCardinality(String)");
    expected.writeInt64(1);
    expected.writeInt64(0x601);
    expected.writeInt64(distinct);
    for (int i = 0; i < distinct; i++) {
      expected.writeString("key " + i);
    }
    expected.writeInt64(2L * distinct);
    for (int i = 0; i < 2 * distinct; i++) {
      expected.writeInt16(i % distinct);
    }

    byte[] made = blocks(Dictionaries.WRITTEN, 65_536, column("c", "LowCardinality(String)"));
    assertEquals(expected.position(), made.length);
    assertArrayEquals(written(expected), made);
  }
}
