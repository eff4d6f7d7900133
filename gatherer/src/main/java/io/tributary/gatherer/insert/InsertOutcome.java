package io.tributary.gatherer.insert;

/** What became of one attempt to insert. Messages are one line for the operator. */
public sealed interface InsertOutcome {

  /** Every row is durable. */
  record Stored() implements InsertOutcome {}

  /** The data's fault: the same bytes can never be stored. */
  record Refused(int code, String message) implements InsertOutcome {}

  /** The table is missing, or its columns are not those the statement names. */
  record TableChanged(int code, String message) implements InsertOutcome {}

  /** ClickHouse cannot take rows now; the same insert may succeed later. */
  record Unavailable(String message) implements InsertOutcome {}

  /** Nobody can tell whether rows were stored. */
  record Unknown(String message) implements InsertOutcome {}
}
