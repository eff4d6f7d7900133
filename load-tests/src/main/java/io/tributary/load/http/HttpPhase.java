package io.tributary.load.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A part of a run: which requests, and where they go. */
public enum HttpPhase {
  /** Answered when rows are on disk. */
  ACCEPTED("202", "accepted", "paced, answered with 202 when rows are on disk"),
  /** Answered when rows are in the table. */
  STORED("wait", "waited", "paced, `wait=true`: answered with 200 when rows are in the table"),
  /** The same requests as inserts. */
  DIRECT("direct", "direct", "paced, each request an `INSERT … FORMAT JSONEachRow` to ClickHouse"),
  /** The same, gathered by ClickHouse itself. */
  DIRECT_ASYNC(
      "direct-async", "direct_async", "the same with `async_insert=1, wait_for_async_insert=1`"),
  /** Requests of one row at full speed. */
  ONE_ROW("one-row", "one_row", "one row each, as fast as they go, answered with 202"),
  /** Large bodies as fast as ClickHouse stores their rows. */
  BULK("bulk", "bulk", "bodies of 1 MB, `wait=true`, as fast as they are stored");

  private final String word;
  private final String table;
  private final String about;

  HttpPhase(String word, String table, String about) {
    this.word = word;
    this.table = table;
    this.about = about;
  }

  /** What people call it. */
  public String word() {
    return word;
  }

  /** Name of its table, and of its datasource if it has one. */
  String table() {
    return table;
  }

  /** What it does, in words. */
  String about() {
    return about;
  }

  /** Whether its requests go past the gatherer. */
  boolean isDirect() {
    return this == DIRECT || this == DIRECT_ASYNC;
  }

  /** Whether requests have a time at which they are due. */
  boolean isPaced() {
    return this == ACCEPTED || this == STORED || isDirect();
  }

  /**
   * What a request is sent to.
   *
   * @param database of the table
   */
  String path(String database) {
    return switch (this) {
      case ACCEPTED, ONE_ROW -> "/v0/events?name=" + table;
      case STORED, BULK -> "/v0/events?wait=true&name=" + table;
      case DIRECT -> insert(database) + "&async_insert=0";
      case DIRECT_ASYNC -> insert(database) + "&async_insert=1&wait_for_async_insert=1";
    };
  }

  private String insert(String database) {
    return "/?query=INSERT%20INTO%20" + database + "." + table + "%20FORMAT%20JSONEachRow";
  }

  /** The phase of this word. */
  public static Optional<HttpPhase> of(String word) {
    return Arrays.stream(values()).filter(phase -> phase.word.equals(word)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(HttpPhase::word).toList();
  }
}
