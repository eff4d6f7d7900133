package io.tributary.gatherer.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.HttpTable;
import io.tributary.gatherer.chunk.RowMaker;
import io.tributary.gatherer.spool.Position;
import io.tributary.protocol.datafile.MetaColumns;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.QuarantineEncoder;
import io.tributary.protocol.plan.QuarantineTable;
import io.tributary.protocol.row.RowProblem;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class QuarantineRowsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final int BATCH_BYTES = 32 << 10;
  private static final long FIRST = 500;

  private final RowMaker maker = HttpTable.maker(MetaColumns.ON);
  private final SentParts sent = new SentParts();
  private final List<String> problems = new ArrayList<>();
  private final QuarantineRows quarantine =
      new QuarantineRows(VERTX, new QuarantineRows.Limits(BATCH_BYTES, 2_000), sent, problems::add);
  private final QuarantineEncoder encoder =
      new QuarantineEncoder(
          new QuarantineTable(HttpTable.datasource(MetaColumns.ON)),
          new MetaFields(HttpTable.SOURCE.topic(), HttpTable.SOURCE.run()),
          "test",
          BATCH_BYTES);
  private int done;

  @AfterAll
  static void close() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** An entry of bad values, each of about that many bytes. */
  private Entry entry(int values, int bytes) {
    Chunk chunk = HttpTable.largeChunk(maker);
    for (int i = 0; i < values; i++) {
      byte[] bad = ("{bad-" + i + "-" + "x".repeat(bytes)).getBytes(UTF_8);
      var unused = chunk.add(bad, 0, bad.length, 10 + i);
    }
    return new Entry(new Position(1, 1), FIRST, chunk);
  }

  private QuarantineRows.Order order(Tenure tenure, Entry entry, QuarantineRows.Values values) {
    return new QuarantineRows.Order(
        tenure,
        new QuarantineRows.Target(encoder, encoder.table().layout(), new QuarantinedValue(0)),
        entry,
        values);
  }

  private void add(Entry entry, Tenure tenure) {
    quarantine.add(order(tenure, entry, all(entry)), () -> done++);
  }

  private QuarantineRows.Values all(Entry entry) {
    return new QuarantineRows.Values() {
      @Override
      public int next(int index) {
        return index + 1 < entry.count() ? index + 1 : -1;
      }

      @Override
      public RowProblem problem(int index) {
        return quarantine.problem(entry.chunk(), index, maker);
      }
    };
  }

  @Test
  void rowsSayValueLineAndReason() {
    add(entry(2, 1), SentParts.tenure());
    assertEquals(1, sent.parts.size());
    Part.Rows rows = sent.parts.getFirst().rows();
    assertEquals(2, rows.count());
    assertEquals(FIRST, rows.offsets().first());
    assertEquals(FIRST + 1, rows.offsets().last());
    String text = rows.payload().toString(ISO_8859_1);
    assertTrue(text.contains("{bad-0-x"), text);
    assertTrue(text.contains("{bad-1-x"), text);
    assertTrue(text.contains("(line 10)"), text);
    assertTrue(text.contains("(line 11)"), text);
    assertEquals(0, done);
    sent.judgeAll(part -> new Verdict.Stored());
    assertEquals(1, done);
    assertFalse(quarantine.isBusy());
  }

  @Test
  void memoryOfManyBadValuesIsBounded() {
    Entry large = entry(2_000, 400);
    add(large, SentParts.tenure());
    assertTrue(quarantine.isBusy());
    long next = FIRST;
    int parts = 0;
    while (!sent.parts.isEmpty()) {
      assertTrue(sent.parts.size() <= 8, sent.parts.size() + " batches");
      assertEquals(0, done);
      Part part = sent.parts.removeFirst();
      assertEquals(next, part.rows().offsets().first());
      assertTrue(part.rows().payload().length() <= BATCH_BYTES);
      next = part.rows().offsets().last() + 1;
      parts++;
      part.judge().accept(parts % 2 == 0 ? new Verdict.Stored() : new Verdict.AlreadyStored());
    }
    assertEquals(FIRST + 2_000, next);
    assertEquals(1, done);
    assertFalse(quarantine.isBusy());
  }

  @Test
  void refusedRowsAreAProblemAndStayUndone() {
    add(entry(1, 1), SentParts.tenure());
    sent.parts.removeFirst().judge().accept(new Verdict.Refused(16, "No such column"));
    assertTrue(problems.getLast().contains("No such column"), problems.toString());
    assertEquals(0, done);
  }

  @Test
  void problemIsOverOnceRowsAreStored() {
    add(entry(1, 1), SentParts.tenure());
    sent.judgeAll(part -> new Verdict.Stored());
    assertEquals("", problems.getLast());
  }

  @Test
  void nothingIsDoneForAClaimThatIsOver() {
    Tenure over = SentParts.tenure();
    Tenure next = SentParts.tenure();
    add(entry(2_000, 400), over);
    add(entry(3, 1), next);
    List<Part> old = List.copyOf(sent.parts);
    sent.parts.clear();
    over.end();
    quarantine.drop(over);
    assertEquals(1, sent.parts.size());
    old.forEach(part -> part.judge().accept(new Verdict.Stored()));
    assertEquals(0, done);
    assertEquals(1, sent.parts.size());
    sent.judgeAll(part -> new Verdict.Stored());
    assertEquals(1, done);
    assertFalse(quarantine.isBusy());
  }

  @Test
  void entryWithoutBadValuesIsADefect() {
    Entry entry = entry(0, 0);
    assertThrows(IllegalArgumentException.class, () -> add(entry, SentParts.tenure()));
  }
}
