package io.tributary.gatherer.audit;

import io.tributary.gatherer.telemetry.AuditMeters;
import io.tributary.service.failure.FailureCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the auditor cannot do, and logs the first of it since reports could be stored last.
 *
 * <p>Belongs to the auditor's event loop.
 */
final class AuditFailures {
  private static final Logger log = LoggerFactory.getLogger(AuditFailures.class);

  private final AuditMeters meters;
  private boolean complained;

  AuditFailures(AuditMeters meters) {
    this.meters = meters;
  }

  /** Something could not be compared or stored. */
  void failed(Throwable failure) {
    meters.failed();
    if (!complained) {
      complained = true;
      log.warn("{}", FailureCode.AUDIT_FAILED.line("audit: " + failure.getMessage()));
    }
  }

  /** Reports could be stored. */
  void healed() {
    complained = false;
  }
}
