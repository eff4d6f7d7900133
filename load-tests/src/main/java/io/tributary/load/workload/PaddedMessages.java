package io.tributary.load.workload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** JSON messages whose text of one field is as long as it takes to reach a size. */
final class PaddedMessages implements MessageSource {
  /** As many as text has that is about one thing, so that it compresses as such text does. */
  private static final String[] WORDS = {
    "shop", "order", "river", "paper", "green", "seven", "window", "market", "quiet", "north",
    "yellow", "summer", "letter", "bridge", "copper", "garden", "simple", "thunder", "velvet",
    "pocket", "island", "winter", "orange", "candle", "marble", "ticket", "planet", "silver"
  };

  private final MessageSource messages;
  private final byte[] before;
  private final int leastBytes;
  private final SplittableRandom random;

  /**
   * How much is added.
   *
   * @param seed of the words
   * @param leastBytes of a message; a longer one stays as it is
   */
  record Padding(long seed, int leastBytes) {}

  /**
   * @param field of text, of which each message has one
   */
  PaddedMessages(MessageSource messages, String field, Padding padding) {
    this.messages = messages;
    this.before = ByteSearch.ascii("\"" + field + "\":\"");
    this.leastBytes = padding.leastBytes();
    this.random = new SplittableRandom(padding.seed());
  }

  @Override
  public byte[] next(long timeMillis) {
    byte[] message = messages.next(timeMillis);
    int missing = leastBytes - message.length;
    if (missing <= 0) {
      return message;
    }
    int at = ByteSearch.find(message, before) + before.length;
    ByteArrayOutputStream padded = new ByteArrayOutputStream(leastBytes);
    padded.write(message, 0, at);
    padded.write(words(missing), 0, missing);
    padded.write(message, at, message.length - at);
    return padded.toByteArray();
  }

  private byte[] words(int bytes) {
    StringBuilder text = new StringBuilder(bytes + 16);
    while (text.length() < bytes) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String lastKey() {
    return messages.lastKey();
  }
}
