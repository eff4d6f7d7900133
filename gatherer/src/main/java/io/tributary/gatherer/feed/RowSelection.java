package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a chunk that a table lacks, in their order. As long as that is all of them, and they
 * stay together, nothing is kept for each.
 *
 * <p>Belongs to the loop of its table.
 */
final class RowSelection {
  private final Chunk chunk;
  private final long firstOffset;
  private final boolean whole;
  private final int size;

  /** Indexes of their values; null until they are needed. */
  private int @Nullable [] picked;

  /**
   * @param held offsets that the table has already
   */
  RowSelection(Chunk chunk, long firstOffset, OffsetSet held) {
    this.chunk = chunk;
    this.firstOffset = firstOffset;
    if (held.isEmpty()) {
      whole = true;
      size = chunk.goodRows();
    } else {
      int[] lacking = pick(held);
      picked = lacking;
      size = lacking.length;
      whole = size == chunk.goodRows();
    }
  }

  private int[] pick(OffsetSet held) {
    int[] found = new int[chunk.goodRows()];
    int count = 0;
    for (int i = 0; i < chunk.count(); i++) {
      if (chunk.isGood(i) && !held.contains(firstOffset + i)) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private int[] picked() {
    int[] known = picked;
    if (known == null) {
      known = pick(OffsetSet.EMPTY);
      picked = known;
    }
    return known;
  }

  Chunk chunk() {
    return chunk;
  }

  int size() {
    return size;
  }

  /** Index of the row's value in the chunk. */
  int valueOf(int row) {
    return picked()[row];
  }

  /** Offsets of the first and the last row. */
  OffsetRange offsets() {
    if (picked != null) {
      return offsets(0, size);
    }
    int first = 0;
    while (!chunk.isGood(first)) {
      first++;
    }
    int last = chunk.count() - 1;
    while (!chunk.isGood(last)) {
      last--;
    }
    return new OffsetRange(firstOffset + first, firstOffset + last);
  }

  /** Offsets of the first and the last of these rows. */
  OffsetRange offsets(int from, int count) {
    return new OffsetRange(firstOffset + valueOf(from), firstOffset + valueOf(from + count - 1));
  }

  /** Bytes of all rows. */
  Buffer payload() {
    return whole ? chunk.rows(0, chunk.rowBytes()) : payload(0, size);
  }

  /** Bytes of rows that follow each other. */
  Buffer payload(int from, int count) {
    int last = from + count - 1;
    if (whole) {
      // Bad values between them have no bytes.
      return chunk.rows(chunk.rowStart(valueOf(from)), chunk.rowEnd(valueOf(last)));
    }
    Buffer copy = Buffer.buffer();
    for (int row = from; row <= last; row++) {
      int value = valueOf(row);
      copy.appendBuffer(chunk.rows(chunk.rowStart(value), chunk.rowEnd(value)));
    }
    return copy;
  }
}
