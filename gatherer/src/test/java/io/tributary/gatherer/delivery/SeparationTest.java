package io.tributary.gatherer.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.BatchOrigin;
import io.tributary.gatherer.table.Payload;
import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeparationTest {
  private static final Writer WRITER =
      new Writer(new SourcePartition("t", 0, 1), 1, Guarantee.AT_LEAST_ONCE, new UUID(0, 0));

  @Test
  void withoutARowTheInsertIsHalved() {
    assertEquals(List.of(List.of(1, 2), List.of(3, 4, 5)), parts(5, 0));
    assertEquals(List.of(List.of(1), List.of(2)), parts(2, 0));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "10, 1", "11, 2", "29, 3", "30, 3", "31, 4", "50, 5"})
  void theBatchWithTheGuiltyRowIsSetAside(int row, int guilty) {
    List<Integer> others = new ArrayList<>(List.of(1, 2, 3, 4, 5));
    others.remove(guilty - 1);
    assertEquals(List.of(others, List.of(guilty)), parts(5, row));
  }

  @Test
  void aRowThatTheInsertDoesNotHaveHelpsNobody() {
    assertEquals(parts(5, 0), parts(5, 51));
  }

  /** The parts of an insert of so many batches with ten rows each, by number of the batch. */
  private static List<List<Integer>> parts(int count, int row) {
    List<Batch> batches = IntStream.rangeClosed(1, count).mapToObj(i -> batch(i)).toList();
    return Separation.of(batches, row).stream()
        .map(part -> part.stream().map(batch -> batch.sender().stream()).toList())
        .toList();
  }

  private static Batch batch(int number) {
    Layout layout = new Layout(List.of(new LayoutColumn("a", "UInt8", false)));
    return new Batch(
        new Batch.Sender(new Nobody(), WRITER, number, 0),
        layout,
        layout.fingerprint(),
        RowsKind.FRESH,
        new OffsetRange(0, 9),
        10,
        Payload.kept(Buffer.buffer(new byte[10])),
        0);
  }

  private static final class Nobody implements BatchOrigin {
    @Override
    public void settled(List<Batch> batches, Verdict verdict) {}

    @Override
    public void tableChanged() {}
  }
}
