package io.tributary.gatherer.delivery;

import static io.tributary.gatherer.delivery.ExactBatches.batch;
import static io.tributary.gatherer.delivery.ExactBatches.writer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.insert.Insert.Form;
import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.RowsKind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AttemptsTest {
  private final Writer writer = writer(0, 1);

  @Test
  void rowsThatWereNeverSentAreFresh() {
    assertEquals(Form.FRESH, Attempts.firstForm(List.of(batch(writer, 0, 9))));
  }

  @Test
  void suspectRowsWereSentBefore() {
    assertEquals(
        Form.FILL,
        Attempts.firstForm(List.of(batch(writer, 0, 9), batch(writer, RowsKind.SUSPECT, 10, 10))));
  }

  @Test
  void rowsThatCameBackInDoubtAreFilledAndThoseBehindThemAreFresh() {
    writer.doubt(19);
    assertEquals(Form.FILL, Attempts.firstForm(List.of(batch(writer, 10, 19))));
    assertEquals(Form.FILL, Attempts.firstForm(List.of(batch(writer, 19, 25))));
    assertEquals(Form.FRESH, Attempts.firstForm(List.of(batch(writer, 20, 25))));
    assertEquals(Form.FRESH, Attempts.firstForm(List.of(batch(writer(1, 1), 10, 19))));
  }

  @Test
  void rowsThatMayBeStoredTwiceAreAlwaysFresh() {
    Writer loose = new Writer(writer.source(), 1, Guarantee.AT_LEAST_ONCE, new UUID(0, 0));
    loose.doubt(100);
    assertEquals(Form.FRESH, Attempts.firstForm(List.of(batch(loose, RowsKind.SUSPECT, 0, 9))));
  }

  @Test
  void aRepeatThatIsTooOldBecomesAFill() {
    Insert repeat = new Insert("a", List.of(batch(writer, 0, 9)), Form.REPEAT);
    Insert fresh = new Insert("a", repeat.batches(), Form.FRESH);
    long old = Attempts.MAX_REPEAT_NANOS + 1;
    assertEquals(repeat, Attempts.current(repeat, old - 1));
    assertEquals(Form.FILL, Attempts.current(repeat, old).form());
    assertEquals(fresh, Attempts.current(fresh, old));
  }

  @Test
  void rowsForAnotherTableOrGuaranteeAreInsertedApart() {
    Writer loose = new Writer(writer.source(), 1, Guarantee.AT_LEAST_ONCE, ExactBatches.TABLE);
    Writer other = new Writer(writer.source(), 1, Guarantee.EXACTLY_ONCE, new UUID(7, 7));
    BufferKey key = BufferKey.of(batch(writer, 0, 9));
    assertEquals(key, BufferKey.of(batch(writer(5, 9), 0, 9)));
    assertNotEquals(key, BufferKey.of(batch(loose, 0, 9)));
    assertNotEquals(key, BufferKey.of(batch(other, 0, 9)));
    assertNotEquals(key, BufferKey.of(batch(writer, RowsKind.SUSPECT, 0, 9)));
  }
}
