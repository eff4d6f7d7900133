package io.tributary.protocol.avro;

import io.tributary.protocol.row.ElementCollector;
import io.tributary.protocol.row.RowAssembly;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The row that is being filled, and what gathers elements for it. One thread. */
final class RowTarget {
  private final RowAssembly row;
  private final @Nullable ElementCollector[] collectors;
  private final ElementCollector[] gathering;
  private final RowColumn[] columns;
  private int current;

  /**
   * @param collectors of the columns whose paths go through arrays, null for the others
   */
  RowTarget(List<RowColumn> columns, RowAssembly row, @Nullable ElementCollector[] collectors) {
    this.columns = columns.toArray(RowColumn[]::new);
    this.row = row;
    this.collectors = collectors.clone();
    this.gathering =
        Arrays.stream(collectors).filter(Objects::nonNull).toArray(ElementCollector[]::new);
  }

  void begin(RowBinaryWriter out) {
    row.begin(out);
    for (ElementCollector collector : gathering) {
      collector.begin();
    }
  }

  void finish() {
    row.finish();
  }

  RowAssembly row() {
    return row;
  }

  @Nullable ElementCollector collector(int column) {
    return collectors[column];
  }

  /** The array that elements of a column were gathered from has ended. */
  void fill(int column, RowBinaryWriter gathered) {
    row.open(column).writeRaw(gathered.array(), 0, gathered.position());
    row.close(column);
  }

  /** Says which column is filled next, for the case that it cannot be. */
  void current(int column) {
    current = column;
  }

  RowColumn current() {
    return columns[current];
  }
}
