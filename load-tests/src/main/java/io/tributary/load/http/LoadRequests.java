package io.tributary.load.http;

import io.tributary.load.http.proof.SentRequest;
import io.tributary.load.http.wire.ByteText;
import io.tributary.load.workload.ClickEvents;
import java.util.Arrays;

/**
 * The requests of a phase: rows of data set W with the id of their request and a number in front.
 * What a request holds follows from its id and the seed, so nothing of it has to be remembered.
 *
 * <p>Thread: one writes; {@link #rows} any.
 */
final class LoadRequests {
  /** Columns and paths of a datafile. */
  static final String SCHEMA =
      ClickEvents.SCHEMA.replace(
          "SCHEMA >\n",
          """
          SCHEMA >
              `request` UInt64 `json:$.request`,
              `row` UInt32 `json:$.row`,
          """);

  /** The same columns for {@code CREATE TABLE}. */
  static final String COLUMNS =
      """
      request UInt64, row UInt32, timestamp DateTime64(3), user_id UInt64,
      action LowCardinality(String), url String, referrer String, status UInt16, amount Float64,
      props Map(String, String)\
      """;

  /** Different rows but for their numbers; drawing each anew would cost more than sending it. */
  private static final int DIFFERENT_ROWS = 1_024;

  private static final long FIRST_MILLIS = 1_763_800_000_000L;

  private final long seed;
  private final int least;
  private final int most;
  private final byte[][] tails = new byte[DIFFERENT_ROWS][];

  private LoadRequests(long seed, int least, int most) {
    this.seed = seed;
    this.least = least;
    this.most = most;
    ClickEvents events = new ClickEvents(seed);
    for (int i = 0; i < DIFFERENT_ROWS; i++) {
      byte[] event = events.next(FIRST_MILLIS + i);
      // Without its brace, and with a line feed.
      byte[] tail = Arrays.copyOfRange(event, 1, event.length + 1);
      tail[tail.length - 1] = '\n';
      tails[i] = tail;
    }
  }

  /**
   * Requests of so many rows, as the seed has it.
   *
   * @param least rows of a request
   * @param most rows of a request
   */
  static LoadRequests ofRows(long seed, int least, int most) {
    return new LoadRequests(seed, least, most);
  }

  /** Requests whose bodies are about as long as this, all of the same number of rows. */
  static LoadRequests ofBytes(long seed, int bytes) {
    LoadRequests one = new LoadRequests(seed, DIFFERENT_ROWS, DIFFERENT_ROWS);
    ByteText body = new ByteText(1 << 20);
    one.writeBody(SentRequest.id(1, 1), body);
    int rows = (int) ((long) bytes * DIFFERENT_ROWS / body.length());
    return new LoadRequests(seed, rows, rows);
  }

  /** How many rows it has. */
  int rows(long id) {
    return least == most ? least : least + (int) Long.remainderUnsigned(mix(id), most - least + 1);
  }

  /** Adds its rows as NDJSON. */
  void writeBody(long id, ByteText to) {
    int rows = rows(id);
    int tail = (int) (mix(~id) & (DIFFERENT_ROWS - 1));
    for (int row = 0; row < rows; row++) {
      to.add(REQUEST).add(id).add(ROW).add(row).add(COMMA).add(tails[tail]);
      tail = (tail + 1) & (DIFFERENT_ROWS - 1);
    }
  }

  private static final byte[] REQUEST = ascii("{\"request\":");
  private static final byte[] ROW = ascii(",\"row\":");
  private static final byte[] COMMA = ascii(",");

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /** The finalizer of SplitMix64: neighbours get numbers that have nothing in common. */
  private long mix(long id) {
    long z = id + seed * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
