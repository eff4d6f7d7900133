package io.tributary.gatherer.insert;

import java.util.EnumSet;

/** Renders the table of ClickHouse's error codes as a page for people. */
public final class InsertErrorsPage {

  private InsertErrorsPage() {}

  /** A Markdown section. */
  public static String render() {
    StringBuilder page =
        new StringBuilder(
            """

            ## What ClickHouse answers to an INSERT

            Only status 200 means that rows are stored, and only a failure before the first byte was sent that none
            is. Everything else may have left rows in the table, whatever its code says. Rows that must not be stored
            twice are therefore tried again without those that the table holds ([delivery](delivery.md)), not as the
            same bytes.

            """);
    for (ClickHouseError.Effect effect : EnumSet.allOf(ClickHouseError.Effect.class)) {
      page.append("- **").append(effect).append("**: ").append(effect.meaning()).append(".\n");
    }
    page.append("\n| code | name | effect |\n|---|---|---|\n");
    for (ClickHouseError error : EnumSet.allOf(ClickHouseError.class)) {
      page.append("| %d | `%s` | %s |\n".formatted(error.code(), error, error.effect()));
    }
    return page.append(
            """

            Two codes are two things. 252 is also "too many partitions for single INSERT block": the server's limit is
            lifted for inserts into that table, or, where settings may not be changed, the insert is split. 395 is also
            the deadline in our own statement, which is tried again, and our check that the table is the one described,
            whose senders read its columns again. A code that is not in the table is handled as
            DOUBT and counted in `tributary_gatherer_unknown_codes_total`.

            | without a code of ClickHouse's | effect |
            |---|---|
            | no connection, nothing sent | tried again; nothing is stored |
            | no answer, or it broke off | DOUBT |
            | HTTP 401, 403 | DENIED |
            | HTTP 429, 502, 503 | BUSY |
            | any other status | DOUBT |
            | status 200 whose summary counts fewer rows than were sent | DOUBT |
            """)
        .toString();
  }
}
