package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.QueryAnswer;
import io.tributary.gatherer.insert.QueryAnswer.Rejected;
import io.tributary.gatherer.insert.QueryAnswer.Result;
import io.tributary.gatherer.insert.QueryAnswer.Unreachable;
import java.util.Set;

/**
 * What a refused question says about the server. Only a code that names a cause says something;
 * whatever else goes wrong may pass.
 */
enum Refusal {
  /** The user lacks a grant. */
  NO_RIGHT,
  /** This ClickHouse knows a column, table or function not yet. */
  NOT_KNOWN,
  /** None, or one that tells nothing. */
  NONE;

  // Read only, database access denied, access denied.
  private static final Set<Integer> DENIED = Set.of(164, 291, 497);
  // No such column, unknown function, identifier or table.
  private static final Set<Integer> UNKNOWN = Set.of(16, 46, 47, 60);

  static Refusal of(QueryAnswer answer) {
    return switch (answer) {
      case Result result -> NONE;
      case Rejected rejected -> of(rejected.code());
      case Unreachable unreachable -> of(unreachable.code());
    };
  }

  private static Refusal of(int code) {
    if (DENIED.contains(code)) {
      return NO_RIGHT;
    }
    return UNKNOWN.contains(code) ? NOT_KNOWN : NONE;
  }
}
