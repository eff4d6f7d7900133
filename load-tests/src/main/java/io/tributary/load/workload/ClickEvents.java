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
public final class ClickEvents implements MessageSource {
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
  private String action = "";
  private String url = "";
  private String referrer = "";
  private int status;
  private int amountCents;
  private String device = "";
  private String country = "";

  public ClickEvents(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The next event as JSON; it happens at this time. */
  @Override
  public byte[] next(long timeMillis) {
    draw();
    text.setLength(0);
    text.append("{\"timestamp\":\"");
    appendTime(timeMillis);
    text.append("\",\"user_id\":").append(user);
    text.append(",\"action\":\"").append(action);
    text.append("\",\"url\":\"").append(url);
    text.append("\",\"referrer\":\"").append(referrer);
    text.append("\",\"status\":").append(status);
    text.append(",\"amount\":");
    if (amountCents > 0) {
      text.append(amountCents / 100).append('.').append(amountCents % 100);
    } else {
      text.append('0');
    }
    text.append(",\"props\":{\"device\":\"").append(device);
    text.append("\",\"country\":\"").append(country).append("\"}}");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The next event as an Avro datum of {@link ClickDatum}; it happens at this time. */
  byte[] nextAvro(long timeMillis, ClickDatum datum) {
    draw();
    return datum.of(
        new ClickDatum.Click(
            timeMillis, user, action, url, referrer, status, amountCents / 100.0, device, country));
  }

  private void draw() {
    user = random.nextInt(USERS);
    action = pick(ACTIONS);
    url = SHOP + '/' + pick(SECTIONS) + '/' + random.nextInt(10_000);
    referrer = pick(REFERRERS);
    status = random.nextInt(50) == 0 ? 404 : 200;
    boolean paid = action.equals("purchase") || action.equals("refund");
    amountCents = paid ? random.nextInt(1, 300) * 100 + random.nextInt(10, 100) : 0;
    device = pick(DEVICES);
    country = pick(COUNTRIES);
  }

  /** The user of the last event. */
  public String lastUser() {
    return Long.toString(user);
  }

  @Override
  public String lastKey() {
    return lastUser();
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
