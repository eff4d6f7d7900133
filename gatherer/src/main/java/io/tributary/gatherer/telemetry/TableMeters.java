package io.tributary.gatherer.telemetry;

import io.micrometer.core.instrument.Counter;
import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.insert.InsertOutcome;
import io.tributary.service.telemetry.Meters;

/** What is counted by table. Any thread. */
final class TableMeters {
  private final Counter batchesReceived;
  private final Counter rowsReceived;
  private final Counter receivedBytes;
  private final Counter rowsInserted;
  private final Counter insertedBytes;
  private final Counter retries;
  private final Counter takenApart;
  private final Counter stored;
  private final Counter refused;
  private final Counter tableChanged;
  private final Counter tooManyPartitions;
  private final Counter settingDenied;
  private final Counter notSent;
  private final Counter unavailable;
  private final Counter unknown;

  TableMeters(Meters meters, String table) {
    batchesReceived = meters.counter(GathererMetric.BATCHES_RECEIVED, table);
    rowsReceived = meters.counter(GathererMetric.ROWS_RECEIVED, table);
    receivedBytes = meters.counter(GathererMetric.RECEIVED_BYTES, table);
    rowsInserted = meters.counter(GathererMetric.ROWS_INSERTED, table);
    insertedBytes = meters.counter(GathererMetric.INSERTED_BYTES, table);
    retries = meters.counter(GathererMetric.RETRIES, table);
    takenApart = meters.counter(GathererMetric.TAKEN_APART, table);
    stored = meters.counter(GathererMetric.INSERTS, table, "stored");
    refused = meters.counter(GathererMetric.INSERTS, table, "refused");
    tableChanged = meters.counter(GathererMetric.INSERTS, table, "table_changed");
    tooManyPartitions = meters.counter(GathererMetric.INSERTS, table, "too_many_partitions");
    settingDenied = meters.counter(GathererMetric.INSERTS, table, "setting_denied");
    notSent = meters.counter(GathererMetric.INSERTS, table, "not_sent");
    unavailable = meters.counter(GathererMetric.INSERTS, table, "unavailable");
    unknown = meters.counter(GathererMetric.INSERTS, table, "unknown");
  }

  void received(int rows, int bytes) {
    batchesReceived.increment();
    rowsReceived.increment(rows);
    receivedBytes.increment(bytes);
  }

  void attempted(InsertOutcome outcome, Insert insert) {
    Counter counter =
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
      rowsInserted.increment((double) insert.rows());
      insertedBytes.increment((double) insert.bytes());
    }
  }

  void takenApart() {
    takenApart.increment();
  }

  void retried() {
    retries.increment();
  }
}
