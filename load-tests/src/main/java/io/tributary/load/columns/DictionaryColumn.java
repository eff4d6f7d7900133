package io.tributary.load.columns;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;

/**
 * {@code LowCardinality(String)} with a dictionary in each block:
 *
 * <pre>
 *   prefix: UInt64 1 (version)
 *   values: UInt64 width of an index (0 = UInt8, 1 = UInt16, 2 = UInt32) | 0x600
 *           UInt64 number of strings, the strings; UInt64 number of rows, their indexes
 * </pre>
 */
final class DictionaryColumn implements BlockColumn {
  private static final long VERSION = 1;

  /** The block has its own strings, and they replace those of the block before. */
  private static final long OWN_KEYS = 0x600;

  private static final int FIRST_ROWS = 1 << 12;

  private final TextColumn keys = new TextColumn();
  private int[] table = new int[1 << 8];
  private int[] keyStarts = new int[1 << 6];
  private int[] keyLengths = new int[1 << 6];
  private int keyCount;
  private int[] rows = new int[FIRST_ROWS];
  private int rowCount;

  @Override
  public String type() {
    return "LowCardinality(String)";
  }

  @Override
  public void take(RowCursor from) {
    int head = from.skip(0);
    int length = from.readLength();
    int whole = from.skip(length) + length - head;
    add(index(from.bytes(), head, whole));
  }

  @Override
  public void takeDefault() {
    add(index(new byte[1], 0, 1));
  }

  private void add(int index) {
    if (rowCount == rows.length) {
      rows = Arrays.copyOf(rows, 2 * rowCount);
    }
    rows[rowCount++] = index;
  }

  private int index(byte[] from, int start, int length) {
    int slot = hash(from, start, length) & (table.length - 1);
    while (table[slot] != 0) {
      int key = table[slot] - 1;
      int at = keyStarts[key];
      if (Arrays.equals(keys.bytes(), at, at + keyLengths[key], from, start, start + length)) {
        return key;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = keyCount + 1;
    return newKey(from, start, length);
  }

  private int newKey(byte[] from, int start, int length) {
    if (keyCount == keyStarts.length) {
      keyStarts = Arrays.copyOf(keyStarts, 2 * keyCount);
      keyLengths = Arrays.copyOf(keyLengths, 2 * keyCount);
    }
    int at = keys.reserve(length);
    System.arraycopy(from, start, keys.bytes(), at, length);
    keyStarts[keyCount] = at;
    keyLengths[keyCount] = length;
    keyCount++;
    if (4 * keyCount > table.length) {
      grow();
    }
    return keyCount - 1;
  }

  private void grow() {
    table = new int[2 * table.length];
    for (int key = 0; key < keyCount; key++) {
      int slot = hash(keys.bytes(), keyStarts[key], keyLengths[key]) & (table.length - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = key + 1;
    }
  }

  private static int hash(byte[] bytes, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ (hash >>> 15);
  }

  @Override
  public void writePrefix(RowBinaryWriter out) {
    out.writeInt64(VERSION);
  }

  @Override
  public void drain(RowBinaryWriter out) {
    if (rowCount == 0) {
      return;
    }
    int width = keyCount <= 1 << 8 ? 0 : keyCount <= 1 << 16 ? 1 : 2;
    out.writeInt64(OWN_KEYS | width);
    out.writeInt64(keyCount);
    keys.drain(out);
    out.writeInt64(rowCount);
    for (int i = 0; i < rowCount; i++) {
      switch (width) {
        case 0 -> out.writeInt8(rows[i]);
        case 1 -> out.writeInt16(rows[i]);
        default -> out.writeInt32(rows[i]);
      }
    }
    Arrays.fill(table, 0);
    keyCount = 0;
    rowCount = 0;
  }
}
