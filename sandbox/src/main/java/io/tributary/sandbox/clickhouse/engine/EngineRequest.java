package io.tributary.sandbox.clickhouse.engine;

import java.util.Map;

/**
 * A statement with the surroundings it runs in.
 *
 * @param statement its bytes as ISO 8859-1 chars, without data
 * @param format of the result, unless the statement names one
 * @param database the current database
 * @param settings by name; checked by ClickHouse
 * @param parameters values of {@code {name:Type}} in the statement
 * @param effect whether the statement changes the session it runs in
 */
public record EngineRequest(
    String statement,
    String format,
    String database,
    Map<String, String> settings,
    Map<String, String> parameters,
    Effect effect) {

  /** What a statement does to its session. */
  public enum Effect {
    /** Nothing. */
    NONE,
    /** SET, USE, a temporary table: the session must not be used for anything else. */
    CHANGES_SESSION
  }

  public EngineRequest {
    settings = Map.copyOf(settings);
    parameters = Map.copyOf(parameters);
  }
}
