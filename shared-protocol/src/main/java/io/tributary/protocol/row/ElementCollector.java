package io.tributary.protocol.row;

import io.tributary.protocol.rowbinary.RowBinaryWriter;

/**
 * Gathers what one column takes from the elements of arrays on its path, so that {@code
 * $.a[:].b[:]} becomes an array of arrays. An element without the value gets what stands for a
 * missing one, so that columns from the same array stay parallel. One thread.
 */
public final class ElementCollector {
  private static final int FIRST_BYTES = 64;

  private final byte[] missing;
  private final RowBinaryWriter bytes;
  private final int[] starts;
  private final int[] counts;
  private final int[] elementStarts;
  private int level;

  /**
   * @param levels number of {@code [:]} on the path
   * @param missing what stands for an innermost element without a value
   * @param maxRowBytes so much memory may be kept
   */
  public ElementCollector(int levels, byte[] missing, int maxRowBytes) {
    this.missing = missing.clone();
    this.bytes = new RowBinaryWriter(FIRST_BYTES, maxRowBytes);
    this.starts = new int[levels];
    this.counts = new int[levels];
    this.elementStarts = new int[levels];
  }

  /** Forgets the message before. */
  public void begin() {
    bytes.reset();
    level = 0;
  }

  /** Where the innermost elements are written. */
  public RowBinaryWriter bytes() {
    return bytes;
  }

  /** An array begins. */
  public void enter() {
    starts[level] = bytes.beginCollection();
    counts[level] = 0;
    level++;
    elementStarts[level - 1] = bytes.position();
  }

  /** An element of the innermost open array has been read. */
  public void endElement() {
    int open = level - 1;
    if (bytes.position() == elementStarts[open]) {
      if (level == starts.length) {
        bytes.writeRaw(missing, 0, missing.length);
      } else {
        bytes.writeVarUInt(0);
      }
    }
    counts[open]++;
    elementStarts[open] = bytes.position();
  }

  /** The innermost open array ends; true when it was the outermost one. */
  public boolean leave() {
    level--;
    bytes.endCollection(starts[level], counts[level]);
    return level == 0;
  }
}
