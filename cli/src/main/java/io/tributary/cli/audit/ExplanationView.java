package io.tributary.cli.audit;

import io.tributary.protocol.audit.RecordWhereabouts.InFlight;
import io.tributary.protocol.audit.RecordWhereabouts.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One or two lines that say where a record is, and what to do about it.
 *
 * <p>Pure.
 */
final class ExplanationView {
  private static final String LOST = "it was stored once, and its row is gone: lost for good";

  private final String datasource;
  private final RecordFacts facts;

  ExplanationView(String datasource, RecordFacts facts) {
    this.datasource = datasource;
    this.facts = facts;
  }

  List<String> lines(Explanation explanation) {
    return switch (explanation) {
      case Explanation.Stored stored -> stored(stored.rows());
      case Explanation.Quarantined quarantined -> quarantined(quarantined.row());
      case Explanation.OnItsWay way -> List.of("in flight: " + stage(way.gatherer()));
      case Explanation.NotPolled not -> notPolled(not);
      case Explanation.NoGroup none ->
          List.of("not yet polled: the consumer group has no offset of this partition");
      case Explanation.Skipped skipped -> skipped(skipped.delivered());
      case Explanation.Rowless none ->
          List.of(
              "needs no row: the connector was handed no record there, as with a transaction's"
                  + " marker, an aborted record or one that was compacted away");
      case Explanation.Expired expired -> expired(expired);
      case Explanation.OpenTransaction open ->
          List.of(
              "not yet polled: it is in a transaction that is still open, or behind one"
                  + " (%s)".formatted(extent()));
      case Explanation.NotWritten not ->
          List.of("not written yet: the partition ends at offset %d".formatted(not.end()));
      case Explanation.Missing missing -> missing(missing.delivered());
    };
  }

  private List<String> stored(List<Row> rows) {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add("stored: table %s, %s".formatted(datasource, place(row)));
    }
    if (rows.size() > 1) {
      lines.add("it is there %d times: tributary audit says more".formatted(rows.size()));
    }
    return lines;
  }

  private List<String> quarantined(Row row) {
    String reason = row.reason();
    return List.of(
        "quarantined: %s%s"
            .formatted(
                reason == null ? "without a reason" : reason,
                row.replayed() ? "; it was replayed since, and its row is gone" : ""),
        "table %s_quarantine, %s; tributary quarantine show %s --partition %d --from %d --to %d"
            .formatted(
                datasource,
                place(row),
                datasource,
                facts.partition(),
                facts.offset(),
                facts.offset()));
  }

  private static String place(Row row) {
    StringBuilder place = new StringBuilder("part ").append(row.part());
    if (row.when() != null) {
      place.append(", written or merged ").append(Moment.shown(row.when()));
    }
    place.append(
        row.queryId() == null ? ", query id not known any more" : ", query id " + row.queryId());
    return place.toString();
  }

  private static String stage(@Nullable InFlight gatherer) {
    return switch (gatherer) {
      case BUFFERED -> "in a buffer of the gatherer, before its insert";
      case INSERTING -> "in an insert of the gatherer";
      case null -> "with the connector, or on its way to the gatherer";
    };
  }

  private List<String> notPolled(Explanation.NotPolled not) {
    long before = facts.offset() - not.next();
    String behind = before == 0 ? "so this is next" : "%,d before this".formatted(before);
    return List.of(
        not.polled()
            ? "not yet polled: the connector is at offset %d, %s (%s)"
                .formatted(not.next(), behind, extent())
            : "not yet polled, or in flight: the group has committed offset %d, %s (%s)"
                .formatted(not.next(), behind, extent()),
        not.polled()
            ? "the group has committed %s".formatted(facts.committed())
            : "--connector HOST:PORT asks the connector what it has in its hands");
  }

  private List<String> expired(Explanation.Expired expired) {
    String first =
        "expired: the first record that Kafka still has is at offset %d"
            .formatted(expired.beginning());
    return expired.delivered()
        ? List.of(first, LOST)
        : List.of(first, "neither %s nor its quarantine has it".formatted(datasource));
  }

  private static List<String> skipped(boolean delivered) {
    return delivered
        ? List.of("compacted away: Kafka has no record there any more", LOST)
        : List.of(
            "skipped by Kafka: no record is there, but a transaction's marker, an aborted record"
                + " or one that was compacted away");
  }

  private List<String> missing(boolean delivered) {
    return List.of(
        "missing: %s, and neither %s nor its quarantine has it; Kafka does (%s)"
            .formatted(
                delivered ? "its row was stored" : "the group has passed it", datasource, extent()),
        "tributary audit %s --repair fills the hole".formatted(datasource));
  }

  private String extent() {
    return "Kafka has offsets %d to %d".formatted(facts.log().beginning(), facts.log().end() - 1);
  }
}
