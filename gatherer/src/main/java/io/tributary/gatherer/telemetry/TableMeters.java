package io.tributary.gatherer.telemetry;

import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.insert.InsertOutcome;
import io.tributary.service.telemetry.Meters;
import java.util.concurrent.atomic.LongAdder;

/** What is counted by table. Any thread. */
final class TableMeters {
  private final LongAdder batchesReceived;
  private final LongAdder rowsReceived;
  private final LongAdder receivedBytes;
  private final LongAdder rowsInserted;
  private final LongAdder insertedBytes;
  private final LongAdder retries;
  private final LongAdder takenApart;
  private final LongAdder stored;
  private final LongAdder refused;
  private final LongAdder tableChanged;
  private final LongAdder tooManyPartitions;
  private final LongAdder settingDenied;
  private final LongAdder notSent;
  private final LongAdder unavailable;
  private final LongAdder unknown;

  TableMeters(Meters meters, String table) {
    batchesReceived = meters.count(GathererMetric.BATCHES_RECEIVED, table);
    rowsReceived = meters.count(GathererMetric.ROWS_RECEIVED, table);
    receivedBytes = meters.count(GathererMetric.RECEIVED_BYTES, table);
    rowsInserted = meters.count(GathererMetric.ROWS_INSERTED, table);
    insertedBytes = meters.count(GathererMetric.INSERTED_BYTES, table);
    retries = meters.count(GathererMetric.RETRIES, table);
    takenApart = meters.count(GathererMetric.TAKEN_APART, table);
    stored = meters.count(GathererMetric.INSERTS, table, "stored");
    refused = meters.count(GathererMetric.INSERTS, table, "refused");
    tableChanged = meters.count(GathererMetric.INSERTS, table, "table_changed");
    tooManyPartitions = meters.count(GathererMetric.INSERTS, table, "too_many_partitions");
    settingDenied = meters.count(GathererMetric.INSERTS, table, "setting_denied");
    notSent = meters.count(GathererMetric.INSERTS, table, "not_sent");
    unavailable = meters.count(GathererMetric.INSERTS, table, "unavailable");
    unknown = meters.count(GathererMetric.INSERTS, table, "unknown");
  }

  void received(int rows, int bytes) {
    batchesReceived.increment();
    rowsReceived.add(rows);
    receivedBytes.add(bytes);
  }

  void attempted(InsertOutcome outcome, Insert insert) {
    LongAdder counter =
        switch (outcome) {
          case InsertOutcome.Stored kind -> stored;
          case InsertOutcome.Refused kind -> refused;
          case InsertOutcome.TableChanged kind -> tableChanged;
          case InsertOutcome.TooManyPartitions kind -> tooManyPartitions;
          case InsertOutcome.SettingDenied kind -> settingDenied;
          case InsertOutcome.NotSent kind -> notSent;
          case InsertOutcome.Unavailable kind -> unavailable;
          case InsertOutcome.Unknown kind -> unknown;
        };
    counter.increment();
    if (outcome instanceof InsertOutcome.Stored) {
      rowsInserted.add(insert.rows());
      insertedBytes.add(insert.bytes());
    }
  }

  void takenApart() {
    takenApart.increment();
  }

  void retried() {
    retries.increment();
  }
}
