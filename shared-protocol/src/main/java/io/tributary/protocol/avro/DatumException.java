package io.tributary.protocol.avro;

import io.tributary.protocol.row.RowProblem;

/** A datum makes no row; control flow within this package, without a stack trace. */
abstract sealed class DatumException extends Exception
    permits BrokenDatumException, UnfitValueException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  DatumException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  /**
   * What is said of the message.
   *
   * @param target that was being filled
   */
  abstract RowProblem problem(RowTarget target);
}
