package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a row costs in objects once everything is warm: nothing. */
final class JsonAllocationTest {
  private static final int ROWS = 100_000;
  private static final int MAX_ROW_BYTES = 1 << 16;

  private final JsonRowEncoder encoder =
      new JsonRowEncoder(JsonRowPlan.compile(ReferenceSchema.columns()), MAX_ROW_BYTES);
  private final RowBinaryWriter out = new RowBinaryWriter(MAX_ROW_BYTES, MAX_ROW_BYTES);

  @Test
  void rowsInAnyOrderCostNoObjects() {
    Random random = new Random(3);
    byte[][] messages =
        Stream.generate(() -> ReferenceSchema.shuffled(random)).limit(1_000).toArray(byte[][]::new);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    encode(messages);
    encode(messages);
    long before = threads.getCurrentThreadAllocatedBytes();
    encode(messages);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    // What the virtual machine itself takes now and then is all that may be in there.
    assertTrue(bytes < ROWS, () -> bytes + " bytes for " + ROWS + " rows");
  }

  private void encode(byte[][] messages) {
    int rows = 0;
    for (int i = 0; i < ROWS; i++) {
      byte[] message = messages[i % messages.length];
      out.reset();
      assertNull(encoder.encode(message, 0, message.length, out));
      rows++;
    }
    assertEquals(ROWS, rows);
  }
}
