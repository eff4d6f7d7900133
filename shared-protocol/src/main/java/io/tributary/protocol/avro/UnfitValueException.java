package io.tributary.protocol.avro;

import io.tributary.protocol.row.RowProblem;

/** A value does not fit the column that is being filled. */
final class UnfitValueException extends DatumException {
  private static final long serialVersionUID = 1L;

  private final String value;

  /**
   * @param value its text, for people
   */
  UnfitValueException(String value, String reason) {
    super(reason);
    this.value = value;
  }

  @Override
  RowProblem problem(RowTarget target) {
    return RowProblem.of(target.current(), value, reason());
  }
}
