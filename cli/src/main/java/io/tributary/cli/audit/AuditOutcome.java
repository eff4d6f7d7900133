package io.tributary.cli.audit;

import java.util.Collection;
import java.util.Collections;

/**
 * What an audit comes to, the better ones first.
 *
 * <p>Pure.
 */
public enum AuditOutcome {
  /** Everything was checked, and every row is there as it should be. */
  CLEAN,
  /** Nothing wrong is known, but not everything was checked. */
  UNCHECKED,
  /** Rows are missing, or stored twice against the guarantee. */
  BROKEN;

  /** Of a table as it is. */
  public static AuditOutcome of(TableVerdict table) {
    return of(table.isBroken(), table.isChecked());
  }

  /** Of a table when all its holes that Kafka has records for are filled. */
  public static AuditOutcome onceFilled(TableVerdict table) {
    return of(table.isBrokenOnceFilled(), table.isChecked());
  }

  private static AuditOutcome of(boolean broken, boolean checked) {
    if (broken) {
      return BROKEN;
    }
    return checked ? CLEAN : UNCHECKED;
  }

  /** Of several tables; clean without any. */
  public static AuditOutcome worst(Collection<AuditOutcome> outcomes) {
    return outcomes.isEmpty() ? CLEAN : Collections.max(outcomes);
  }
}
