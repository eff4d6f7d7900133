package io.tributary.gatherer.table;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;

/**
 * The bytes of a batch's rows, and who still needs their memory: the batch until its verdict, and
 * each request that is writing them. With the last of them the memory goes back to where it came
 * from.
 *
 * <p>Any thread.
 */
public final class Payload {
  private final ByteBuf memory;
  private final int bytes;
  private final boolean pooled;

  private Payload(ByteBuf memory, boolean pooled) {
    this.memory = memory;
    this.bytes = memory.readableBytes();
    this.pooled = pooled;
  }

  /** In memory of {@link PayloadMemory}, which belongs to this payload from now on. */
  public static Payload pooled(ByteBuf memory) {
    return new Payload(memory, true);
  }

  /** In memory that its sender keeps, and nobody changes. */
  public static Payload kept(Buffer rows) {
    return new Payload(((BufferInternal) rows).getByteBuf(), false);
  }

  /** How many bytes there are; known even when the memory is gone. */
  public int bytes() {
    return bytes;
  }

  /** The bytes, one after the other; valid while somebody needs them. */
  public List<ByteBuf> parts() {
    return memory instanceof CompositeByteBuf composite
        ? composite.decompose(0, bytes)
        : List.of(memory.slice());
  }

  /** One more needs the memory, and says when that is over. */
  public void retain() {
    if (pooled) {
      memory.retain();
    }
  }

  /** Whoever made this payload, or asked to retain it, needs it no longer. */
  public void release() {
    if (pooled) {
      memory.release();
    }
  }
}
