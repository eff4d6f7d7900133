package io.tributary.gatherer.audit;

/** Offsets that follow each other and are held in the same way, first and last inclusive. */
record Island(long first, long last, Kind kind) {

  /** How they are held; quarantined rows that were replayed hold nothing. */
  enum Kind {
    /** Once, in the table. */
    ROW,
    /** Once, in the quarantine. */
    QUARANTINED,
    /** More than once, and the table has one of them. */
    TWICE,
    /** More than once, in the quarantine only. */
    QUARANTINED_TWICE
  }
}
