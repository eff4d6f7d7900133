package io.tributary.load.workload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;

/**
 * Data set W: page views and clicks of a made-up shop as flat JSON of about 206 bytes (about 105 as
 * RowBinary) with eight fields: time, user, action, url, referrer, status, amount and a map of
 * properties.
 *
 * <p>The same seed and clock give the same events. Thread: one.
 */
public final class ClickEvents {
  /** The SCHEMA that takes these events, for a datafile. */
  public static final String SCHEMA =
      """
      SCHEMA >
          `timestamp` DateTime64(3) `json:$.timestamp`,
          `user_id` UInt64 `json:$.user_id`,
          `action` LowCardinality(String) `json:$.action`,
          `url` String `json:$.url`,
          `referrer` String `json:$.referrer`,
          `status` UInt16 `json:$.status`,
          `amount` Float64 `json:$.amount`,
          `props` Map(String, String) `json:$.props`
      """;

  private static final String SHOP = "https://shop.example.com/en";
  private static final String[] ACTIONS = {
    "view", "view", "view", "view", "click", "click", "search", "cart", "purchase", "refund"
  };
  private static final String[] SECTIONS = {"shoes", "books", "garden", "music", "toys", "food"};
  private static final String[] REFERRERS = {"", "search", "newsletter", "social", "partner"};
  private static final String[] DEVICES = {"phone", "tablet", "desktop"};
  private static final String[] COUNTRIES = {"DE", "ES", "FR", "PL", "PT", "SE", "US", "JP"};
  private static final int USERS = 50_000;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder(256);
  private long formattedSecond = Long.MIN_VALUE;
  private String second = "";
  private long user;

  public ClickEvents(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The next event, which happens at this time. */
  public byte[] next(long timeMillis) {
    user = random.nextInt(USERS);
    String action = pick(ACTIONS);
    text.setLength(0);
    text.append("{\"timestamp\":\"");
    appendTime(timeMillis);
    text.append("\",\"user_id\":").append(user);
    text.append(",\"action\":\"").append(action);
    text.append("\",\"url\":\"")
        .append(SHOP)
        .append('/')
        .append(pick(SECTIONS))
        .append('/')
        .append(random.nextInt(10_000));
    text.append("\",\"referrer\":\"").append(pick(REFERRERS));
    text.append("\",\"status\":").append(random.nextInt(50) == 0 ? 404 : 200);
    text.append(",\"amount\":");
    if (action.equals("purchase") || action.equals("refund")) {
      text.append(random.nextInt(1, 300)).append('.').append(random.nextInt(10, 100));
    } else {
      text.append('0');
    }
    text.append(",\"props\":{\"device\":\"").append(pick(DEVICES));
    text.append("\",\"country\":\"").append(pick(COUNTRIES)).append("\"}}");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The user of the last event, a good key. */
  public String lastUser() {
    return Long.toString(user);
  }

  private String pick(String[] values) {
    return values[random.nextInt(values.length)];
  }

  private void appendTime(long timeMillis) {
    long wholeSecond = Math.floorDiv(timeMillis, 1000L);
    if (wholeSecond != formattedSecond) {
      formattedSecond = wholeSecond;
      second = SECONDS.format(Instant.ofEpochSecond(wholeSecond));
    }
    long millis = Math.floorMod(timeMillis, 1000L);
    text.append(second).append('.');
    text.append((char) ('0' + millis / 100));
    text.append((char) ('0' + millis / 10 % 10));
    text.append((char) ('0' + millis % 10));
  }
}
