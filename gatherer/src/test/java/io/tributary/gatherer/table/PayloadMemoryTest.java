package io.tributary.gatherer.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PayloadMemoryTest {
  private static final int FULL_BATCH = (1 << 20) + 77;

  private final PayloadMemory memory = new PayloadMemory();

  @Test
  void payloadsOfAnySizeKeepTheirBytes() {
    for (int bytes : new int[] {1, 100, 256 << 10, (256 << 10) + 1, 1 << 20, 12 << 20}) {
      ByteBuf taken = memory.take(bytes);
      for (int i = 0; i < bytes; i += 1_000) {
        taken.writeBytes(new byte[Math.min(1_000, bytes - i)]);
      }
      taken.setByte(bytes - 1, 7);
      Payload payload = Payload.pooled(taken);
      List<ByteBuf> parts = payload.parts();
      assertEquals(bytes, parts.stream().mapToInt(ByteBuf::readableBytes).sum());
      ByteBuf last = parts.getLast();
      assertEquals(7, last.getByte(last.writerIndex() - 1));
      payload.release();
    }
    assertEquals(0, memory.usedBytes());
  }

  @Test
  void fullBatchesTakeLittleMoreThanTheirBytes() {
    List<Payload> held = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      held.add(payload(FULL_BATCH));
    }
    assertTrue(memory.takenBytes() <= 1.1 * 100 * FULL_BATCH, "took " + memory.takenBytes());
    held.forEach(Payload::release);
    assertEquals(0, memory.usedBytes());
  }

  @Test
  void memoryOfPayloadsThatAreGoneIsUsedAgainAndNotAllOfItIsKept() {
    List<Payload> held = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      held.add(payload(FULL_BATCH));
    }
    long most = memory.takenBytes();
    held.forEach(Payload::release);
    long kept = memory.takenBytes();
    assertTrue(kept > 60 << 20 && kept < 72 << 20, "kept " + kept + " of " + most);
    held.clear();
    for (int i = 0; i < 50; i++) {
      held.add(payload(FULL_BATCH));
    }
    assertEquals(kept, memory.takenBytes());
    held.forEach(Payload::release);
    assertEquals(0, memory.usedBytes());
  }

  @Test
  void memoryStaysUntilTheLastOneNeedsItNoLonger() {
    Payload payload = payload(1_000);
    payload.retain();
    payload.release();
    assertTrue(memory.usedBytes() >= 1_000);
    assertEquals(1_000, payload.parts().getFirst().readableBytes());
    payload.release();
    assertEquals(0, memory.usedBytes());
    assertEquals(1_000, payload.bytes());
  }

  @Test
  void keptMemoryIsNeverGivenBack() {
    Payload payload = Payload.kept(Buffer.buffer("abc"));
    payload.release();
    payload.release();
    assertEquals(3, payload.parts().getFirst().readableBytes());
  }

  @Test
  void aJvmThatMayNotTakeAsMuchIsRefused() {
    assertEquals(Optional.empty(), PayloadMemory.misfit(320 << 20, 512 << 20));
    assertEquals(Optional.empty(), PayloadMemory.misfit(320 << 20, -1));
    assertEquals(
        Optional.of(
            "GATHERER_MEMORY is 320 MiB, which takes up to 376 MiB outside of the JVM's heap, and"
                + " it may take 256 MiB; set -XX:MaxDirectMemorySize=377m"),
        PayloadMemory.misfit(320 << 20, 256 << 20));
  }

  private Payload payload(int bytes) {
    return Payload.pooled(memory.take(bytes).writeBytes(new byte[bytes]));
  }
}
