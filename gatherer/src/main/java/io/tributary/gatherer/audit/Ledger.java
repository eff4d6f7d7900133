package io.tributary.gatherer.audit;

import io.tributary.protocol.quarantine.QuarantineName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows say which records they are, and its quarantine.
 *
 * @param quarantine null when there is none whose rows say so
 */
record Ledger(TableShape table, @Nullable TableShape quarantine) {

  /**
   * That of a table.
   *
   * @param shapes of the table and its quarantine, by name
   * @throws AuditProblem with 404 if there is no such table
   */
  static Ledger of(String name, Map<String, TableShape> shapes) {
    TableShape table = shapes.get(name);
    if (table == null || !table.isLedger()) {
      throw new AuditProblem(404, "there is no table %s with ledger columns".formatted(name));
    }
    return new Ledger(table, quarantineOf(name, shapes));
  }

  /** The quarantine of a table, null when there is none whose rows say which records they are. */
  static @Nullable TableShape quarantineOf(String name, Map<String, TableShape> shapes) {
    TableShape aside = shapes.get(QuarantineName.of(name));
    return aside != null && aside.isLedger() ? aside : null;
  }
}
