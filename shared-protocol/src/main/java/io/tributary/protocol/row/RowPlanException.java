package io.tributary.protocol.row;

/** The columns make no plan; the message names the column, its path and the fix. */
public final class RowPlanException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public RowPlanException(RowColumn column, String reason) {
    super("Column %s, path %s: %s.".formatted(column.name(), column.shownPath(), reason));
  }
}
