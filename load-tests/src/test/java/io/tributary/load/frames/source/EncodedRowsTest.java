package io.tributary.load.frames.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.workload.ClickEvents;
import io.tributary.load.workload.KafkaProject;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.TableColumn;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets it.
class EncodedRowsTest {
  private static final int ROWS = 120;

  @TempDir private Path folder;
  private EncodedRows rows;

  @BeforeEach
  void encode() throws Exception {
    rows = EncodedRows.encode(plan(), new EncodedRows.Choice(ROWS, 3, 42));
  }

  private TablePlan plan() throws IOException, Exception {
    Path datafiles =
        new KafkaProject(
                "127.0.0.1:1",
                "frames",
                ClickEvents.SCHEMA,
                "ENGINE MergeTree\nENGINE_SORTING_KEY timestamp",
                "frames",
                "group",
                "earliest")
            .write(folder);
    Datasource datasource = Datafiles.load(datafiles, name -> null).datasources().getFirst();
    List<TableColumn> columns = new ArrayList<>();
    for (ColumnDefinition column : TablePlan.definition(datasource, 3).columns()) {
      columns.add(new TableColumn(column.name(), column.type(), TableColumn.Kind.PLAIN, ""));
    }
    return TablePlan.match(
        datasource,
        new TableAnswer.Columns(
            "load", new UUID(0, 1), columns, new TableDelivery(List.of(), List.of())));
  }

  @Test
  void batchesOfAPartitionFollowEachOtherWithoutAGap() {
    byte[] whole = bytes(rows.payload(1, 0, 40));
    Buffer parts = Buffer.buffer();
    for (int offset = 0; offset < 40; offset += 8) {
      parts.appendBuffer(rows.payload(1, offset, 8));
    }
    assertArrayEquals(whole, parts.getBytes());
    assertTrue(whole.length > 40 * 80, "a row has some 130 bytes: " + whole.length);
  }

  @Test
  void insertsHaveTheBytesOfFrames() {
    assertArrayEquals(bytes(rows.payload(2, 8, 8)), rows.stream(2, 8, 8).readAllBytes());
  }

  @Test
  void behindTheLastRowTheFirstComesAgain() {
    // 40 rows of a partition are 5 batches of 7, and 5 rows that these never reach.
    assertArrayEquals(bytes(rows.payload(0, 0, 7)), bytes(rows.payload(0, 35, 7)));
    assertArrayEquals(bytes(rows.payload(0, 7, 7)), bytes(rows.payload(0, 42, 7)));
  }

  @Test
  void rowEndsWithItsPlaceKeyAndRun() {
    Buffer row = rows.payload(2, 3, 1);
    int topic = row.toString(StandardCharsets.ISO_8859_1).lastIndexOf("frames");
    assertEquals(2, row.getShortLE(topic + 6));
    assertEquals(3, row.getLongLE(topic + 8));
    int key = row.getByte(topic + 20);
    assertEquals(topic + 21 + key + 4, row.length());
    assertEquals(1, row.getIntLE(topic + 21 + key));
  }

  @Test
  void batchThatNoPartitionHasIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> rows.payload(0, 0, 41));
  }

  private static byte[] bytes(Buffer buffer) {
    return buffer.getBytes();
  }
}
