package io.tributary.cli.audit;

import io.tributary.protocol.audit.ConnectorPositions;
import io.tributary.protocol.audit.RecordWhereabouts;
import io.tributary.protocol.audit.RecordWhereabouts.Delivered;
import io.tributary.protocol.audit.RecordWhereabouts.InFlight;
import io.tributary.protocol.audit.RecordWhereabouts.Place;
import io.tributary.protocol.audit.RecordWhereabouts.Row;
import io.tributary.protocol.frame.OffsetSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a record is. */
sealed interface Explanation {
  /** In the table, once if all is well. */
  record Stored(List<Row> rows) implements Explanation {}

  /** In the quarantine table only. */
  record Quarantined(Row row) implements Explanation {}

  /**
   * On its way.
   *
   * @param gatherer how far it is there, null if a connector still has it
   */
  record OnItsWay(@Nullable InFlight gatherer) implements Explanation {}

  /**
   * Not read yet.
   *
   * @param next offset that is read or committed next
   * @param polled true if a connector says so, which knows what it has in its hands
   */
  record NotPolled(long next, boolean polled) implements Explanation {}

  /** The group has committed nothing for its partition. */
  record NoGroup() implements Explanation {}

  /**
   * Kafka has no record there, and never shows one.
   *
   * @param delivered a row was reported for it before Kafka compacted it away, and is gone
   */
  record Skipped(boolean delivered) implements Explanation {}

  /** It needs no row: Kafka handed out no record when its connector came by. */
  record Rowless() implements Explanation {}

  /**
   * Kafka does not have it any more, and nobody else.
   *
   * @param delivered a row was reported for it, and is gone
   */
  record Expired(long beginning, boolean delivered) implements Explanation {}

  /** Kafka has it, and shows it when its transaction ends. */
  record OpenTransaction() implements Explanation {}

  /** Nobody has produced it yet. */
  record NotWritten(long end) implements Explanation {}

  /**
   * It was passed, and nobody has it but Kafka.
   *
   * @param delivered a row was reported for it
   */
  record Missing(boolean delivered) implements Explanation {}

  /** True when it was delivered, or passed, and has no row. */
  default boolean isMissing() {
    return switch (this) {
      case Missing missing -> true;
      case Expired expired -> expired.delivered();
      case Skipped skipped -> skipped.delivered();
      case Quarantined quarantined -> quarantined.row().replayed();
      case Stored stored -> false;
      case OnItsWay way -> false;
      case NotPolled not -> false;
      case NoGroup none -> false;
      case Rowless none -> false;
      case OpenTransaction open -> false;
      case NotWritten not -> false;
    };
  }

  /** The one that fits what is known. Pure. */
  static Explanation of(RecordFacts facts) {
    RecordWhereabouts where = facts.where();
    List<Row> stored = where.rows().stream().filter(row -> row.place() == Place.TABLE).toList();
    if (!stored.isEmpty()) {
      return new Stored(stored);
    }
    if (!where.rows().isEmpty()) {
      return new Quarantined(where.rows().getFirst());
    }
    InFlight inFlight = where.inFlight();
    ConnectorPositions.Partition connector = facts.connector();
    if (inFlight != null
        || (connector != null && OffsetSet.of(connector.inFlight()).contains(facts.offset()))) {
      return new OnItsWay(inFlight);
    }
    return switch (facts.kafka()) {
      case NOTHING -> new Skipped(where.delivered() == Delivered.ROW);
      case EXPIRED -> ofExpired(facts);
      case NOT_YET ->
          facts.offset() < facts.log().end()
              ? new OpenTransaction()
              : new NotWritten(facts.log().end());
      case RECORD -> ofRecord(facts);
    };
  }

  private static Explanation ofExpired(RecordFacts facts) {
    if (facts.where().delivered() == Delivered.SKIPPED) {
      return new Rowless();
    }
    return isHeld(facts)
        ? new OnItsWay(null)
        : new Expired(facts.log().beginning(), facts.where().delivered() == Delivered.ROW);
  }

  /** True when the connector has taken it and not settled it, whatever it does with it. */
  private static boolean isHeld(RecordFacts facts) {
    ConnectorPositions.Partition connector = facts.connector();
    return connector != null
        && connector.committed() <= facts.offset()
        && facts.offset() < connector.position();
  }

  private static Explanation ofRecord(RecordFacts facts) {
    if (facts.where().delivered() == Delivered.SKIPPED) {
      return new Rowless();
    }
    ConnectorPositions.Partition connector = facts.connector();
    Long committed = facts.committed();
    if (connector != null && connector.position() <= facts.offset()) {
      return new NotPolled(connector.position(), true);
    }
    if (isHeld(facts)) {
      return new OnItsWay(null);
    }
    if (connector == null && committed == null) {
      return new NoGroup();
    }
    if (connector == null && committed != null && committed <= facts.offset()) {
      return new NotPolled(committed, false);
    }
    return new Missing(facts.where().delivered() == Delivered.ROW);
  }
}
