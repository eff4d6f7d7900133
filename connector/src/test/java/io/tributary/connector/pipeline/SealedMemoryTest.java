package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SealedMemoryTest {
  private static final int USUAL = 10_000;

  private final SealedMemory memory = new SealedMemory(USUAL, 3 * USUAL);

  @Test
  void copiesOutsideOfTheHeap() {
    byte[] rows = {1, 2, 3, 4};
    ByteBuffer copy = memory.copyOf(rows, 3);
    rows[0] = 9;
    byte[] read = new byte[copy.remaining()];
    copy.get(0, read);
    assertArrayEquals(new byte[] {1, 2, 3}, read);
    assertTrue(copy.isDirect());
  }

  @Test
  void usesWhatWasGivenBack() {
    ByteBuffer first = memory.copyOf(new byte[USUAL], USUAL);
    assertEquals(USUAL, first.capacity());
    memory.giveBack(first);
    ByteBuffer next = memory.copyOf(new byte[USUAL], USUAL - 1);
    assertSame(first, next);
    assertEquals(USUAL - 1, next.limit());
  }

  @Test
  void takesLittleForASmallBatchAndEnoughForALargeOne() {
    assertEquals(4096, memory.copyOf(new byte[10], 10).capacity());
    assertEquals(USUAL, memory.copyOf(new byte[9_000], 9_000).capacity());
    assertTrue(memory.copyOf(new byte[70_000], 70_000).capacity() >= 70_000);
  }

  @Test
  void keepsNoMoreThanItsBound() {
    Set<ByteBuffer> pieces = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 4; i++) {
      pieces.add(memory.copyOf(new byte[USUAL], USUAL));
    }
    pieces.forEach(memory::giveBack);
    for (int i = 0; i < 3; i++) {
      assertTrue(pieces.remove(memory.copyOf(new byte[USUAL], USUAL)));
    }
    assertFalse(pieces.remove(memory.copyOf(new byte[USUAL], USUAL)));
  }

  @Test
  void sealedRowsStayWhileOthersAreBuilt() {
    BatchBuilders builders = new BatchBuilders(100, 1000, new BatchBuilders.Kept(2, 1000));
    BatchBuilder one = builders.take();
    one.rows().writeInt32(1);
    one.rows().writeInt32(2);
    Buffer payload = one.payload();
    BatchBuilder other = builders.take();
    RowBinaryWriter rows = other.rows();
    rows.writeInt32(3);
    other.payload();
    assertEquals(1, payload.getIntLE(0));
    assertEquals(2, one.payload(4, 8).getIntLE(0));
    assertEquals(8, one.bytes());
  }
}
