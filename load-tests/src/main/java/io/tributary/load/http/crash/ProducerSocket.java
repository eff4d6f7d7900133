package io.tributary.load.http.crash;

import io.tributary.load.http.wire.Answer;
import io.tributary.load.http.wire.AnswerReader;
import io.tributary.load.http.wire.MalformedAnswerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One connection with one request at a time. It never sends anything again by itself, so that an
 * answer that does not come is known to be missing.
 *
 * <p>Thread: one, which it blocks.
 */
final class ProducerSocket implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int CONNECT_MILLIS = 5_000;

  /** Longer than the gatherer takes for an answer, as {@link HttpCrashRun} sets it. */
  private static final int ANSWER_MILLIS = 60_000;

  private final Socket socket;
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final AnswerReader reader = new AnswerReader(answers::add);
  private final byte[] buffer = new byte[8 << 10];

  private ProducerSocket(Socket socket) {
    this.socket = socket;
  }

  /**
   * Connects to this port on 127.0.0.1.
   *
   * @throws IOException if nobody listens
   */
  static ProducerSocket open(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), CONNECT_MILLIS);
      return new ProducerSocket(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends a request, which is ASCII, and waits for its answer.
   *
   * @throws IOException if there is none; the connection is of no use then
   */
  Answer exchange(String message) throws IOException {
    socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
    while (answers.isEmpty()) {
      int length = socket.getInputStream().read(buffer);
      if (length < 0) {
        throw new IOException("the connection ended");
      }
      try {
        reader.take(buffer, 0, length);
      } catch (MalformedAnswerException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return answers.remove();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone in any case.
    }
  }
}
