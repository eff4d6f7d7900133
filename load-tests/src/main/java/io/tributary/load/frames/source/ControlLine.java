package io.tributary.load.frames.source;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * A line of the control socket: a word, and values by name, as in {@code open tables=3}. Names and
 * values have no white space; only the answer {@code failed} is followed by any text.
 *
 * @param word a command, {@link #OK} or {@link #FAILED}
 */
public record ControlLine(String word, Map<String, String> values) {
  /** The answer to a command that was done. */
  public static final String OK = "ok";

  /** The answer to one that was not. */
  public static final String FAILED = "failed";

  /** The histogram of an answer that tells latencies: microseconds. */
  public static final String MICROS = "micros";

  private static final String MESSAGE = "message";
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  public ControlLine {
    values = Map.copyOf(values);
  }

  /** A line without values. */
  public static ControlLine of(String word) {
    return new ControlLine(word, Map.of());
  }

  /** Something failed. */
  static ControlLine failed(Throwable cause) {
    return new ControlLine(
        FAILED, Map.of(MESSAGE, cause.toString().lines().findFirst().orElse("")));
  }

  /** The same with one value more. */
  public ControlLine with(String name, Object value) {
    Map<String, String> more = new TreeMap<>(values);
    more.put(name, value.toString());
    return new ControlLine(word, more);
  }

  /** The same with a histogram, as one word. */
  ControlLine with(String name, Histogram histogram) {
    ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(bytes);
    return with(name, BASE64.encodeToString(Arrays.copyOf(bytes.array(), length)));
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  public static ControlLine parse(String line) {
    String[] words = line.strip().split(" ", 2);
    if (words[0].isEmpty()) {
      throw new IllegalArgumentException("an empty line is no command");
    }
    if (words[0].equals(FAILED)) {
      return new ControlLine(FAILED, Map.of(MESSAGE, words.length == 1 ? "" : words[1]));
    }
    Map<String, String> values = new TreeMap<>();
    for (String pair : words.length == 1 ? new String[0] : words[1].split(" ", -1)) {
      int sign = pair.indexOf('=');
      if (sign < 1) {
        throw new IllegalArgumentException("not name=value: " + pair);
      }
      values.put(pair.substring(0, sign), pair.substring(sign + 1));
    }
    return new ControlLine(words[0], values);
  }

  /** As it is sent, without the line break. */
  public String text() {
    StringBuilder text = new StringBuilder(word);
    if (word.equals(FAILED)) {
      return text.append(' ').append(values.getOrDefault(MESSAGE, "")).toString();
    }
    new TreeMap<>(values)
        .forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
    return text.toString();
  }

  /** Whether it is the answer to a command that was not done. */
  public boolean isFailure() {
    return word.equals(FAILED);
  }

  /** The value of this name as text. */
  public String string(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(word + " has no " + name);
    }
    return value;
  }

  /** The same as a whole number. */
  public long number(String name) {
    return Long.parseLong(string(name));
  }

  /**
   * The histogram of this name.
   *
   * @throws IllegalArgumentException if the value is none
   */
  public Histogram histogram(String name) {
    byte[] bytes = Base64.getDecoder().decode(string(name));
    try {
      return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
    } catch (DataFormatException | BufferUnderflowException e) {
      throw new IllegalArgumentException(name + " is no histogram: " + e.getMessage(), e);
    }
  }

  /** The same where an {@code int} is needed. */
  public int count(String name) {
    return Math.toIntExact(number(name));
  }
}
