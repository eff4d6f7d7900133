package io.tributary.protocol.avro;

import io.tributary.protocol.avro.StraightRow.Part;
import io.tributary.protocol.row.RowAssembly;
import io.tributary.protocol.row.RowColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a walk through messages meets the columns in their order, and then makes one
 * sequence of it: columns that no message fills, or that a branch of a union leaves out, become
 * constants in between.
 */
final class StraightRows {
  private static final int NO_COLUMN = -1;
  // Records that hold one another are one step each, but as often as paths lead to them here.
  private static final int MAX_VISITS = 10_000;
  private static final int MAX_CONSTANTS = 100_000;

  private final List<RowColumn> columns;
  private final byte[][] zeros;
  private final BitSet filled = new BitSet();
  private int next;
  private int visits;
  private int constants;

  private StraightRows(List<RowColumn> columns, byte[][] zeros) {
    this.columns = columns;
    this.zeros = zeros;
  }

  /** The sequence, or null when values have to be put in order or it would be very long. */
  static @Nullable StraightRow of(Step root, List<RowColumn> columns, byte[][] zeros) {
    StraightRows rows = new StraightRows(columns, zeros);
    List<Part> parts = new ArrayList<>();
    if (!rows.find(root) || !rows.add(root, parts)) {
      return null;
    }
    rows.fillUpTo(columns.size(), parts);
    return rows.constants > MAX_CONSTANTS ? null : new StraightRow(parts);
  }

  /**
   * Notes which columns are filled; false when a step is none that can be part of a sequence, or
   * there are too many.
   */
  private boolean find(Step step) {
    if (++visits > MAX_VISITS) {
      return false;
    }
    return switch (step) {
      case Step.Over _, Step.Missing _ -> true;
      case Step.Column column -> {
        filled.set(column.column());
        yield true;
      }
      case Step.Fields fields -> findAll(fields.steps());
      case Step.Union union -> findAll(union.branches());
      default -> false;
    };
  }

  private boolean findAll(Step[] steps) {
    for (Step step : steps) {
      if (!find(step)) {
        return false;
      }
    }
    return true;
  }

  private boolean add(Step step, List<Part> parts) {
    return switch (step) {
      case Step.Over(Skip skip) -> parts.add(new Part(StraightRow.SKIP, NO_COLUMN, false, skip));
      case Step.Missing _ -> true;
      case Step.Column column -> addColumn(column, parts);
      case Step.Fields fields -> {
        for (Step one : fields.steps()) {
          if (!add(one, parts)) {
            yield false;
          }
        }
        yield true;
      }
      case Step.Union union -> addUnion(union, parts);
      default -> false;
    };
  }

  private boolean addColumn(Step.Column step, List<Part> parts) {
    int column = step.column();
    if (column < next || filled.get(next, column).cardinality() > 0) {
      return false;
    }
    fillUpTo(column, parts);
    boolean marked = columns.get(column).marked();
    ValueReader reader = step.reader();
    parts.add(
        switch (reader) {
          case ValueReader.Long64 _ -> new Part(StraightRow.PLAIN_LONG, column, marked, reader);
          case ValueReader.Text _ -> new Part(StraightRow.TEXT, column, marked, reader);
          case ValueReader.Whole whole when whole.target() instanceof WholeTarget.Narrow narrow ->
              new Part(StraightRow.NARROW, column, marked, narrow);
          case ValueReader.Whole32 whole when whole.target() instanceof WholeTarget.Narrow narrow ->
              new Part(StraightRow.NARROW_INT, column, marked, narrow);
          case ValueReader.Fraction fraction
              when fraction.target() instanceof FractionTarget.Double64 ->
              new Part(StraightRow.DOUBLE, column, marked, reader);
          case ValueReader.Pairs pairs when pairs.isTexts() ->
              new Part(StraightRow.TEXT_MAP, column, marked, reader);
          default -> new Part(StraightRow.OTHER, column, marked, reader);
        });
    next = column + 1;
    return true;
  }

  private boolean addUnion(Step.Union union, List<Part> parts) {
    int from = next;
    int to = from;
    List<List<Part>> branches = new ArrayList<>();
    int[] ends = new int[union.branches().length];
    for (int i = 0; i < ends.length; i++) {
      next = from;
      List<Part> branch = new ArrayList<>();
      if (!add(union.branches()[i], branch)) {
        return false;
      }
      branches.add(branch);
      ends[i] = next;
      to = Math.max(to, next);
    }
    StraightRow[] rows = new StraightRow[ends.length];
    for (int i = 0; i < rows.length; i++) {
      next = ends[i];
      fillUpTo(to, branches.get(i));
      rows[i] = new StraightRow(branches.get(i));
    }
    next = to;
    return parts.add(new Part(StraightRow.CHOICE, NO_COLUMN, false, rows))
        && constants <= MAX_CONSTANTS;
  }

  private void fillUpTo(int column, List<Part> parts) {
    constants += Math.max(0, column - next);
    for (; next < column && constants <= MAX_CONSTANTS; next++) {
      byte[] missing = RowAssembly.missing(columns.get(next), zeros[next]);
      parts.add(new Part(StraightRow.CONSTANT, NO_COLUMN, false, missing));
    }
  }
}
