package io.tributary.gatherer.audit;

import java.time.Duration;

/**
 * How often to compare, and within which bounds.
 *
 * @param interval between two rounds; zero turns the auditor off
 * @param timeout of one question to ClickHouse, 1 s or more
 * @param retention how long reports are kept
 * @param bufferRanges ranges of offsets that wait to be stored; further reports are lost
 * @param recentInserts of each table, whose query ids are remembered
 */
public record AuditSettings(
    Duration interval, Duration timeout, Duration retention, int bufferRanges, int recentInserts) {
  public AuditSettings {
    if (timeout.toSeconds() < 1) {
      throw new IllegalArgumentException("AUDIT_TIMEOUT is " + timeout + ": use 1s or more");
    }
  }

  boolean isOff() {
    return interval.isZero();
  }
}
