package io.tributary.load.chaos.schedule;

import java.util.Locale;

/** Everything that can go wrong, and how long it lasts at most. */
public enum FaultKind {
  KILL_CONNECTOR(Victim.CONNECTOR, 1_000),
  KILL_GATHERER(Victim.GATHERER, 1_000),
  KILL_CLICKHOUSE(Victim.CLICKHOUSE, 1_000),
  KILL_KAFKA(Victim.KAFKA, 1_000),
  KILL_REGISTRY(Victim.REGISTRY, 2_000),
  /** SIGSTOP, and SIGCONT later: now and then longer than the session timeout. */
  FREEZE_CONNECTOR(Victim.CONNECTOR, 9_000),
  FREEZE_GATHERER(Victim.GATHERER, 8_000),
  FREEZE_CLICKHOUSE(Victim.CLICKHOUSE, 5_000),
  FREEZE_KAFKA(Victim.KAFKA, 5_000),
  RESTART_CONNECTOR(Victim.CONNECTOR, 500),
  RESTART_GATHERER(Victim.GATHERER, 500),
  RESTART_CLICKHOUSE(Victim.CLICKHOUSE, 500),
  RESTART_KAFKA(Victim.KAFKA, 500),
  CUT_GATHERER(Victim.CONNECTOR_TO_GATHERER, 4_000),
  DELAY_GATHERER(Victim.CONNECTOR_TO_GATHERER, 4_000),
  LOSE_TO_GATHERER(Victim.CONNECTOR_TO_GATHERER, 5_000),
  LOSE_FROM_GATHERER(Victim.CONNECTOR_TO_GATHERER, 5_000),
  CUT_KAFKA(Victim.CONNECTOR_TO_KAFKA, 8_000),
  DELAY_KAFKA(Victim.CONNECTOR_TO_KAFKA, 4_000),
  LOSE_TO_KAFKA(Victim.CONNECTOR_TO_KAFKA, 8_000),
  LOSE_FROM_KAFKA(Victim.CONNECTOR_TO_KAFKA, 8_000),
  CUT_REGISTRY(Victim.CONNECTOR_TO_REGISTRY, 3_000),
  LOSE_FROM_REGISTRY(Victim.CONNECTOR_TO_REGISTRY, 3_000),
  CUT_CLICKHOUSE(Victim.GATHERER_TO_CLICKHOUSE, 4_000),
  DELAY_CLICKHOUSE(Victim.GATHERER_TO_CLICKHOUSE, 4_000),
  LOSE_TO_CLICKHOUSE(Victim.GATHERER_TO_CLICKHOUSE, 7_000),
  LOSE_FROM_CLICKHOUSE(Victim.GATHERER_TO_CLICKHOUSE, 7_000),
  /** ClickHouse's answer to inserts, before or after it has stored them. */
  ANSWER_500_BEFORE(Victim.INSERTS, 2_000),
  ANSWER_500_AFTER(Victim.INSERTS, 2_000),
  ANSWER_252_BEFORE(Victim.INSERTS, 2_000),
  ANSWER_252_AFTER(Victim.INSERTS, 2_000),
  ANSWER_159_AFTER(Victim.INSERTS, 2_000),
  /** No answer before the gatherer's patience ends; the insert reaches ClickHouse later. */
  LATE_INSERT(Victim.INSERTS, 9_000),
  /** No answer although it is stored. */
  NO_ANSWER(Victim.INSERTS, 8_000),
  HALF_A_BODY(Victim.INSERTS, 2_000),
  DISK_FULL(Victim.INSERTS, 3_000),
  /** Members join and leave a group. */
  REBALANCES(Victim.GROUP, 3_000),
  ADD_COLUMN(Victim.TABLE, 0),
  MODIFY_COLUMN(Victim.TABLE, 0),
  ADD_PARTITIONS(Victim.TOPIC, 0);

  private final Victim victim;
  private final int longestMillis;

  FaultKind(Victim victim, int longestMillis) {
    this.victim = victim;
    this.longestMillis = longestMillis;
  }

  public Victim victim() {
    return victim;
  }

  int longestMillis() {
    return longestMillis;
  }

  /** For people: {@code kill gatherer}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
