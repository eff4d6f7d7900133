package io.tributary.gatherer.audit;

/** Offsets that follow each other and are held in the same way, first and last inclusive. */
record Island(long first, long last, Kind kind) {

  /** How they are held. */
  enum Kind {
    /** Once, in the table; a replayed row in the quarantine does not matter. */
    ROW,
    /** In the quarantine only. */
    QUARANTINED,
    /** More than once. */
    TWICE
  }
}
