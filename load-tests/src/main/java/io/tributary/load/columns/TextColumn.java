package io.tributary.load.columns;

/** Strings: length and bytes, as in RowBinary. */
final class TextColumn extends ByteColumn {
  TextColumn() {
    super("String");
  }

  @Override
  public void take(RowCursor rows) {
    int start = rows.skip(0);
    int length = rows.readLength();
    int whole = rows.skip(length) + length - start;
    int target = reserve(whole);
    System.arraycopy(rows.bytes(), start, bytes(), target, whole);
  }

  @Override
  public void takeDefault() {
    int at = reserve(1);
    bytes()[at] = 0;
  }
}
