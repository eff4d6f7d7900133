package io.tributary.protocol.quarantine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarantineMessagesTest {
  private static final RecordKey FIRST = new RecordKey(0, 17, "events", 0xFFFF_FFFFL);
  private static final RecordKey SECOND = new RecordKey(0, 1L << 60, "events", 0xFFFF_FFFFL);
  private static final RecordKey OTHER = new RecordKey(3, 17, "events", 5);

  @Test
  void keysAreGroupedByPartitionAndReadAgain() {
    RecordKeys keys = RecordKeys.of(List.of(FIRST, OTHER, SECOND));
    assertEquals(
        List.of(
            new RecordKeys.Group("events", 0xFFFF_FFFFL, 0, List.of(17L, 1L << 60)),
            new RecordKeys.Group("events", 5, 3, List.of(17L))),
        keys.groups());
    assertEquals(keys, RecordKeys.read(keys.toJson()));
  }

  @Test
  void keysAreBounded() {
    List<RecordKey> many =
        LongStream.rangeClosed(0, RecordKeys.MAX_RECORDS)
            .mapToObj(offset -> new RecordKey(0, offset, "t", 1))
            .toList();
    assertThrows(IllegalArgumentException.class, () -> RecordKeys.of(many));
    assertThrows(IllegalArgumentException.class, () -> RecordKeys.of(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "[1]",
        "[{}]",
        "[{\"topic\":\"t\",\"run\":1,\"partition\":0,\"offsets\":[]}]",
        "[{\"topic\":\"t\",\"run\":1,\"partition\":0,\"offsets\":[\"1\"]}]",
        "[{\"topic\":\"t\",\"run\":1,\"partition\":0,\"offsets\":[-1]}]",
        "[{\"topic\":\"t\",\"run\":-1,\"partition\":0,\"offsets\":[1]}]",
        "[{\"run\":1,\"partition\":0,\"offsets\":[1]}]",
      })
  void whatAreNoKeysIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> RecordKeys.read(Buffer.buffer(text)));
  }

  @Test
  void tableIsReadAgain() {
    Columns table =
        new Columns(
            "db",
            new UUID(1, 2),
            List.of(
                new TableColumn("id", "UInt64", TableColumn.Kind.PLAIN, ""),
                new TableColumn("a'b", "Enum8('x' = 1)", TableColumn.Kind.DEFAULT, "'x'")),
            new TableDelivery(List.of("why not"), List.of("but")));
    assertEquals(table, TableJson.read(TableJson.write(table)));
  }

  @Test
  void rowsKeepTheirBytes() {
    Layout layout =
        new Layout(
            List.of(new LayoutColumn("id", "UInt8", false), new LayoutColumn("b", "UInt8", true)));
    byte[] bytes = {10, 0, 13, (byte) 0xFF, 10, 10};
    ReplayRows rows =
        new ReplayRows(layout, 2, ReplayRows.token(List.of(FIRST), ""), Buffer.buffer(bytes));
    assertEquals(rows, ReplayRows.read(rows.write()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "{}\nx", "{\"layout\":[],\"rows\":1,\"token\":\"\"}\nx", "{\"rows\":1}"})
  void whatAreNoRowsIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ReplayRows.read(Buffer.buffer(text)));
  }

  @Test
  void tokenNamesTheRecords() {
    String token = ReplayRows.token(List.of(FIRST), "");
    assertEquals(token, ReplayRows.token(List.of(FIRST), ""));
    assertNotEquals(token, ReplayRows.token(List.of(FIRST, OTHER), ""));
    assertNotEquals(token, ReplayRows.token(List.of(SECOND), ""));
    assertNotEquals(token, ReplayRows.token(List.of(FIRST), "again"));
  }
}
