package io.tributary.load.columns;

import io.tributary.protocol.rowbinary.RowBinaryWriter;

/** A byte for each value that says whether it is NULL, then the values. */
final class NullableColumn implements BlockColumn {
  private final FixedColumn nulls = new FixedColumn("UInt8", 1);
  private final BlockColumn values;

  NullableColumn(BlockColumn values) {
    this.values = values;
  }

  @Override
  public String type() {
    return "Nullable(" + values.type() + ")";
  }

  @Override
  public void take(RowCursor rows) {
    int at = rows.skip(0);
    nulls.take(rows);
    if (rows.bytes()[at] == 0) {
      values.take(rows);
    } else {
      values.takeDefault();
    }
  }

  @Override
  public void takeDefault() {
    int at = nulls.reserve(1);
    nulls.bytes()[at] = 1;
    values.takeDefault();
  }

  @Override
  public void writePrefix(RowBinaryWriter out) {
    values.writePrefix(out);
  }

  @Override
  public void drain(RowBinaryWriter out) {
    nulls.drain(out);
    values.drain(out);
  }
}
