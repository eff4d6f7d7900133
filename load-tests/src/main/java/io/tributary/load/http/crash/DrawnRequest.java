package io.tributary.load.http.crash;

import io.tributary.load.http.proof.SentRequest;
import io.tributary.load.http.wire.ByteText;
import java.util.SplittableRandom;

/**
 * A request that a producer is about to send.
 *
 * @param sent what is remembered of it
 * @param waits whether the answer waits for the table
 * @param keyed whether it has an Idempotency-Key, and is repeated until it is answered
 * @param message all of it, in ASCII
 */
record DrawnRequest(SentRequest sent, boolean waits, boolean keyed, String message) {
  static final String DATASOURCE = "crash";

  static final String SCHEMA =
      """
      SCHEMA >
          `request` UInt64 `json:$.request`,
          `row` UInt32 `json:$.row`,
          `amount` UInt8 `json:$.amount`,
          `text` String `json:$.text`
      """;

  private static final int MOST_ROWS = 200;
  private static final int MOST_BAD = 5;
  private static final int MOST_TEXT = 100;

  /**
   * Draws the next one.
   *
   * @param waitOneOf how many requests there are for one that waits for the table
   */
  static DrawnRequest draw(long id, int waitOneOf, SplittableRandom random) {
    // Many small ones, and some large ones.
    int rows = 1 + random.nextInt(random.nextBoolean() ? 10 : MOST_ROWS);
    int bad = random.nextInt(5) == 0 ? Math.min(rows, 1 + random.nextInt(MOST_BAD)) : 0;
    SentRequest sent = new SentRequest(id, rows - bad, bad, false);
    boolean waits = random.nextInt(waitOneOf) == 0;
    boolean keyed = random.nextInt(3) == 0;
    ByteText body = new ByteText(32 << 10);
    for (int row : shuffled(rows, random)) {
      body.add("{\"request\":").add(id).add(",\"row\":").add(row).add(",\"amount\":");
      if (row < sent.good()) {
        good(body, random);
      } else if (random.nextBoolean()) {
        body.add("\"none\"}\n");
      } else {
        body.add("\n");
      }
    }
    ByteText message = new ByteText(body.length() + 256);
    message.add("POST /v0/events?name=").add(DATASOURCE).add(waits ? "&wait=true" : "");
    message.add(" HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ").add(body.length());
    if (keyed) {
      message.add("\r\nIdempotency-Key: request-").add(id);
    }
    message.add("\r\n\r\n").add(body);
    return new DrawnRequest(sent, waits, keyed, message.toString());
  }

  private static void good(ByteText body, SplittableRandom random) {
    body.add(random.nextInt(256)).add(",\"text\":\"");
    body.add("x".repeat(random.nextInt(MOST_TEXT))).add("\"}\n");
  }

  private static int[] shuffled(int rows, SplittableRandom random) {
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** What a good answer begins with. */
  String expectedBody() {
    return "{\"successful_rows\":%d,\"quarantined_rows\":%d".formatted(sent.good(), sent.bad());
  }

  /** The status of a good answer. */
  int expectedStatus() {
    return waits ? 200 : 202;
  }
}
