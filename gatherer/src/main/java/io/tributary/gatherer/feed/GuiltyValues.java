package io.tributary.gatherer.feed;

import io.tributary.protocol.row.RowProblem;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values whose rows ClickHouse refuses one by one.
 *
 * @param problems why, by the index of the value
 */
record GuiltyValues(NavigableMap<Integer, RowProblem> problems) implements QuarantineRows.Values {
  @Override
  public int next(int index) {
    @Nullable Integer next = problems.higherKey(index);
    return next == null ? -1 : next;
  }

  @Override
  public RowProblem problem(int index) {
    return Objects.requireNonNull(problems.get(index));
  }
}
