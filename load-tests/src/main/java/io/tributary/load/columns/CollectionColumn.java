package io.tributary.load.columns;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Arrays and maps: where each one ends, then the elements, or all keys and then all values. */
final class CollectionColumn implements BlockColumn {
  private static final int FIRST_ROWS = 1 << 12;

  private final String name;
  private final List<BlockColumn> parts;
  private long[] ends = new long[FIRST_ROWS];
  private int count;

  /**
   * @param name {@code Array} or {@code Map}
   * @param parts one for an array, two for a map
   */
  CollectionColumn(String name, List<BlockColumn> parts) {
    this.name = name;
    this.parts = List.copyOf(parts);
  }

  @Override
  public String type() {
    return parts.stream().map(BlockColumn::type).collect(Collectors.joining(", ", name + "(", ")"));
  }

  @Override
  public void take(RowCursor rows) {
    int size = rows.readLength();
    add(size);
    int width = parts.size();
    for (int i = 0; i < size; i++) {
      for (int part = 0; part < width; part++) {
        parts.get(part).take(rows);
      }
    }
  }

  @Override
  public void takeDefault() {
    add(0);
  }

  private void add(int size) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count] = (count == 0 ? 0 : ends[count - 1]) + size;
    count++;
  }

  @Override
  public void writePrefix(RowBinaryWriter out) {
    parts.forEach(part -> part.writePrefix(out));
  }

  @Override
  public void drain(RowBinaryWriter out) {
    for (int i = 0; i < count; i++) {
      out.writeInt64(ends[i]);
    }
    count = 0;
    for (BlockColumn part : parts) {
      part.drain(out);
    }
  }
}
