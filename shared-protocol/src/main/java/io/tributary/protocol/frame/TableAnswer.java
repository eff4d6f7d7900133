package io.tributary.protocol.frame;

import io.tributary.protocol.table.TableColumn;
import java.util.List;
import java.util.UUID;

/** What the gatherer says about a table. */
public sealed interface TableAnswer {

  /**
   * The table is there.
   *
   * @param database its database, not empty
   * @param uuid its uuid, all zero where the database engine has none
   * @param columns all columns, in table order, none without a name or a type
   * @param delivery which guarantee it allows
   */
  record Columns(String database, UUID uuid, List<TableColumn> columns, TableDelivery delivery)
      implements TableAnswer {
    public Columns {
      Check.length("database", database, 1, Integer.MAX_VALUE);
      columns = List.copyOf(columns);
    }
  }

  /**
   * The table is missing or unfit, and only a person can change that.
   *
   * @param message one line for the operator; a longer text is cut
   */
  record Unfit(String message) implements TableAnswer {
    public Unfit {
      message = MessageLine.of(message);
    }
  }

  /**
   * The gatherer cannot tell or serve now.
   *
   * @param afterMillis earliest time of the next {@code Ensure}, from now, 0 to 600,000
   * @param message one line for the operator; a longer text is cut
   */
  record Later(int afterMillis, String message) implements TableAnswer {
    public Later {
      Check.afterMillis(afterMillis);
      message = MessageLine.of(message);
    }
  }
}
