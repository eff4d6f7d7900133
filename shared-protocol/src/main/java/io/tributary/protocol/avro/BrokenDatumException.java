package io.tributary.protocol.avro;

import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;

/** The bytes are not what their schema says. */
final class BrokenDatumException extends DatumException {
  private static final long serialVersionUID = 1L;

  BrokenDatumException(String reason) {
    super(reason);
  }

  @Override
  RowProblem problem(RowTarget target) {
    return RowProblem.ofMessage(ProblemKind.UNDECODABLE, "", reason());
  }
}
