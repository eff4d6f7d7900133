package io.tributary.load.workload;

import io.tributary.load.message.JsonMessages;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** JSON messages of any schema, with keys as many users have. */
final class ShapedMessages implements MessageSource {
  private static final int USERS = 50_000;

  private final JsonMessages shape;
  private final byte[] beforeTime;
  private final Random random;
  private final Random users;
  private final TimeText times = new TimeText();
  private String user = "";

  /**
   * @param timeField which begins with the time, to the millisecond; empty for none
   */
  ShapedMessages(JsonMessages shape, String timeField, long seed) {
    this.shape = shape;
    this.beforeTime =
        timeField.isEmpty() ? new byte[0] : ByteSearch.ascii("\"" + timeField + "\":\"");
    this.random = new Random(seed);
    this.users = new Random(~seed);
  }

  @Override
  public byte[] next(long timeMillis) {
    user = Integer.toString(users.nextInt(USERS));
    String text = "{" + String.join(",", shape.fields(random)) + "}";
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    if (beforeTime.length > 0) {
      int at = ByteSearch.find(message, beforeTime);
      times.write(message, at + beforeTime.length, timeMillis);
    }
    return message;
  }

  @Override
  public String lastKey() {
    return user;
  }
}
