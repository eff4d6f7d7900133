package io.tributary.load.http.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Takes answers out of the bytes of one connection, however they are cut into pieces. Knows bodies
 * with a length and in chunks, which is what the Events API and ClickHouse send.
 *
 * <p>Thread: one.
 */
public final class AnswerReader {
  /** Longer than any line of a head that either server sends. */
  private static final int MOST_LINE = 16 << 10;

  private enum State {
    STATUS,
    HEADERS,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER
  }

  private final Consumer<Answer> answers;
  private final byte[] line = new byte[MOST_LINE];
  private final byte[] body = new byte[Answer.MOST_BODY];
  private State state = State.STATUS;
  private int lineLength;
  private int bodyLength;
  private long left;
  private int status;
  private boolean chunked;
  private boolean closes;
  private boolean replayed;

  /**
   * @param answers told each one when its last byte is there
   */
  public AnswerReader(Consumer<Answer> answers) {
    this.answers = answers;
  }

  /**
   * The next bytes of the connection.
   *
   * @throws MalformedAnswerException if they are no HTTP/1.1; the connection is of no use then
   */
  public void take(byte[] bytes, int from, int length) {
    int at = from;
    int end = from + length;
    while (at < end) {
      if (state == State.BODY || state == State.CHUNK) {
        int taken = (int) Math.min(left, end - at);
        keep(bytes, at, taken);
        at += taken;
        left -= taken;
        if (left == 0) {
          bodyPieceEnded();
        }
      } else {
        byte one = bytes[at++];
        if (one == '\n') {
          lineEnded();
        } else if (lineLength == MOST_LINE) {
          throw new MalformedAnswerException("a line of an answer has more than 16 KiB");
        } else {
          line[lineLength++] = one;
        }
      }
    }
  }

  /** Whether bytes of an answer are there whose end is not. */
  public boolean isInside() {
    return state != State.STATUS || lineLength > 0;
  }

  private void keep(byte[] bytes, int from, int length) {
    int kept = Math.min(length, body.length - bodyLength);
    System.arraycopy(bytes, from, body, bodyLength, kept);
    bodyLength += kept;
  }

  private void bodyPieceEnded() {
    if (state == State.CHUNK) {
      state = State.CHUNK_END;
    } else {
      answerEnded();
    }
  }

  private void lineEnded() {
    String text = new String(line, 0, lineLength, StandardCharsets.ISO_8859_1).stripTrailing();
    lineLength = 0;
    switch (state) {
      case STATUS -> statusLine(text);
      case HEADERS -> {
        if (text.isEmpty()) {
          headEnded();
        } else {
          header(text.toLowerCase(Locale.ROOT));
        }
      }
      case CHUNK_SIZE -> chunkSize(text);
      case CHUNK_END -> state = State.CHUNK_SIZE;
      case TRAILER -> {
        if (text.isEmpty()) {
          answerEnded();
        }
      }
      case BODY, CHUNK -> throw new IllegalStateException("a body has no lines");
    }
  }

  private void statusLine(String text) {
    if (!text.startsWith("HTTP/1.1 ") || text.length() < 12) {
      throw new MalformedAnswerException("an answer begins with '" + text + "'");
    }
    status = number(text.substring(9, 12), 10);
    chunked = false;
    closes = false;
    replayed = false;
    left = 0;
    bodyLength = 0;
    state = State.HEADERS;
  }

  private void header(String text) {
    int colon = text.indexOf(':');
    String value = text.substring(colon + 1).strip();
    switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "content-length" -> left = number(value, 10);
      case "transfer-encoding" -> chunked = value.equals("chunked");
      case "connection" -> closes = value.equals("close");
      case "idempotent-replayed" -> replayed = value.equals("true");
      default -> {
        // Nobody here asks for it.
      }
    }
  }

  private void headEnded() {
    if (status / 100 == 1) {
      state = State.STATUS;
    } else if (chunked) {
      state = State.CHUNK_SIZE;
    } else if (left > 0) {
      state = State.BODY;
    } else {
      answerEnded();
    }
  }

  private void chunkSize(String text) {
    int extension = text.indexOf(';');
    left = number(extension < 0 ? text : text.substring(0, extension), 16);
    state = left == 0 ? State.TRAILER : State.CHUNK;
  }

  private void answerEnded() {
    state = State.STATUS;
    answers.accept(
        new Answer(
            status, closes, replayed, new String(body, 0, bodyLength, StandardCharsets.UTF_8)));
  }

  private static int number(String text, int radix) {
    try {
      return Integer.parseUnsignedInt(text.strip(), radix);
    } catch (NumberFormatException e) {
      throw new MalformedAnswerException("an answer has '" + text + "' where a number belongs");
    }
  }
}
