package io.tributary.gatherer.table;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.util.Locale;
import java.util.Optional;

/**
 * Where payloads that arrive are kept until their verdict: outside of the heap, so that the garbage
 * collector never sees them and a socket takes them as they are.
 *
 * <p>A payload lies in pieces of {@link PayloadPieces#BYTES}; only what is left for its last one is
 * rounded up, in a pool for smaller sizes. So what is taken is little more than what is held. How
 * much that is, the credit of the senders decides.
 *
 * <p>Any thread.
 */
public final class PayloadMemory {
  private static final int PIECE_BYTES = PayloadPieces.BYTES;

  /** What sockets need besides. */
  private static final int SOCKET_BYTES = 16 << 20;

  private static final int PAGE_BYTES = 8 << 10;

  /** A chunk has 2 to this power pages: 4 MiB. */
  private static final int CHUNK_ORDER = 9;

  private final PayloadPieces pieces = new PayloadPieces();

  /** Threads meet here once for each payload, which needs no caches of their own. */
  private final PooledByteBufAllocator pool =
      new PooledByteBufAllocator(true, 0, 1, PAGE_BYTES, CHUNK_ORDER, 0, 0, false);

  /** An empty chunk would be given back to the system, only to be taken and filled with 0 again. */
  private final ByteBuf first = pool.directBuffer(PAGE_BYTES, PAGE_BYTES);

  /**
   * Why payloads of {@code boundBytes} together do not fit into what the JVM may take outside of
   * its heap; empty when they do, or nobody knows.
   *
   * @param jvmBytes that the JVM may take, negative if it does not tell
   */
  public static Optional<String> misfit(long boundBytes, long jvmBytes) {
    long wanted = boundBytes + boundBytes / 8 + SOCKET_BYTES;
    return jvmBytes < 0 || wanted <= jvmBytes
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "GATHERER_MEMORY is %,d MiB, which takes up to %,d MiB outside of the JVM's heap,"
                    + " and it may take %,d MiB; set -XX:MaxDirectMemorySize=%dm",
                boundBytes >> 20,
                wanted >> 20,
                jvmBytes >> 20,
                (wanted >> 20) + 1));
  }

  /** What this JVM may take outside of its heap; negative if it does not tell. */
  public static long jvmBytes() {
    return PlatformDependent.maxDirectMemory();
  }

  /** Empty memory for so many bytes. */
  public ByteBuf take(int bytes) {
    if (bytes < PIECE_BYTES) {
      return pool.directBuffer(bytes, bytes);
    }
    CompositeByteBuf memory = pool.compositeDirectBuffer(1 + bytes / PIECE_BYTES);
    for (int left = bytes; left > 0; left -= PIECE_BYTES) {
      ByteBuf piece =
          left < PIECE_BYTES ? pool.directBuffer(left, left) : PayloadPiece.take(pool, pieces);
      memory.addComponent(piece.writerIndex(piece.capacity()));
    }
    return memory;
  }

  /** Bytes that payloads have, each rounded up to its place in the pool. */
  public long usedBytes() {
    return pieces.usedBytes() + pool.pinnedDirectMemory() - first.capacity();
  }

  /** Bytes that were taken from the system. */
  public long takenBytes() {
    return pieces.takenBytes() + pool.metric().usedDirectMemory();
  }
}
