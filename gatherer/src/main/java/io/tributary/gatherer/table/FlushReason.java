package io.tributary.gatherer.table;

/** Why a buffer is flushed. */
public enum FlushReason {
  /** It holds as many rows as an insert may take. */
  ROWS,
  /** It holds as many bytes as an insert may take. */
  BYTES,
  /** Its oldest batch has waited long enough. */
  AGE,
  /** The gatherer's memory fills up, and this table holds the most of it. */
  MEMORY,
  /** A sender of the table has run out of credit: waiting would gain nothing. */
  CREDIT,
  /** Its rows are part of a refused batch, whose sender waits to know which ones are guilty. */
  SUSPECT,
  /** The gatherer stops. */
  SHUTDOWN
}
