package io.tributary.load.fuzz;

import com.sun.management.ThreadMXBean;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.FrameEncoder;
import io.tributary.protocol.frame.FrameReader;
import io.tributary.protocol.frame.ProtocolViolation;
import io.tributary.protocol.frame.Rule;
import io.tributary.protocol.frame.SessionLimits;
import io.vertx.core.buffer.Buffer;
import java.io.Serial;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Feeds one input to a fresh reader and holds it to what PROTOCOL.md promises: frames that encode
 * to the very bytes they came from, or a violation that stays; and no memory but for what arrived
 * and for one admitted payload. Any other end is a {@link Finding}.
 */
final class ReaderCheck {
  private static final SessionLimits LIMITS = new SessionLimits(65_536, 4_096, 1_000, 100, 100);

  /** Far below the 1 MiB that a control frame may announce. */
  private static final long SPARE_BYTES = 4L * LIMITS.maxBatchBytes();

  private static final int ALLOCATED_PER_BYTE = 64;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * How an input ended.
   *
   * @param frames how many frames it held
   * @param broken the rule that ended it, empty when it ended inside or after a frame
   */
  record End(int frames, Optional<Rule> broken) {}

  /** The reader did what it must never do. */
  static final class Finding extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    Finding(String message) {
      super(message);
    }

    Finding(String message, Exception cause) {
      super(message, cause);
    }
  }

  private ReaderCheck() {}

  /** Checks the input of this number; the finding names both, so that it can be repeated. */
  static End run(long seed, long number) throws Finding {
    try {
      return run(FuzzInput.of(seed, number));
    } catch (Finding finding) {
      throw new Finding(
          "seed %d, input %d: %s".formatted(seed, number, finding.getMessage()), finding);
    }
  }

  private static End run(FuzzInput input) throws Finding {
    List<Frame> frames = new ArrayList<>();
    Optional<Rule> broken = read(input, frames);
    compare(frames, input.bytes());
    return new End(frames.size(), broken);
  }

  /**
   * Reads up to three times: what loads a class takes memory once, what the bytes take is taken
   * again.
   */
  private static Optional<Rule> read(FuzzInput input, List<Frame> frames) throws Finding {
    long limit = SPARE_BYTES + (long) ALLOCATED_PER_BYTE * input.bytes().length();
    long allocated = 0;
    for (int i = 0; i < 3; i++) {
      frames.clear();
      FrameReader reader = new FrameReader(ReaderCheck::admit);
      if (input.isWelcomed()) {
        reader.handshakeDone(LIMITS);
      }
      long before = THREADS.getCurrentThreadAllocatedBytes();
      Optional<Rule> broken = read(reader, input, frames);
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (allocated <= limit) {
        return broken;
      }
    }
    throw new Finding("%d bytes allocated for %d".formatted(allocated, input.bytes().length()));
  }

  private static Optional<Rule> read(FrameReader reader, FuzzInput input, List<Frame> frames)
      throws Finding {
    Buffer bytes = input.bytes();
    try {
      for (int at = 0; at < bytes.length(); at += input.pieceBytes()) {
        reader.feed(bytes.slice(at, Math.min(at + input.pieceBytes(), bytes.length())));
        for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
          frames.add(frame);
        }
      }
      return Optional.empty();
    } catch (ProtocolViolation violation) {
      checkItStays(reader, violation);
      return Optional.of(violation.rule());
    } catch (RuntimeException e) {
      throw new Finding("not a violation: " + e, e);
    }
  }

  private static void checkItStays(FrameReader reader, ProtocolViolation violation) throws Finding {
    FrameEncoder.encode(violation.goodbye());
    reader.feed(FrameEncoder.encode(new Frame.Ping(0)));
    try {
      Frame frame = reader.next();
      throw new Finding("after " + violation.getMessage() + " came " + frame);
    } catch (ProtocolViolation again) {
      if (again.rule() != violation.rule()) {
        throw new Finding(again.rule() + " followed " + violation.rule());
      }
    }
  }

  private static void compare(List<Frame> frames, Buffer bytes) throws Finding {
    int position = 0;
    for (Frame frame : frames) {
      Buffer again;
      try {
        again = FrameEncoder.encode(frame);
      } catch (RuntimeException e) {
        throw new Finding("not a violation: " + e, e);
      }
      int end = position + again.length();
      if (end > bytes.length() || !bytes.slice(position, end).equals(again)) {
        throw new Finding("not the bytes of " + frame + " at " + position);
      }
      position = end;
    }
  }

  private static void admit(int stream, int payloadBytes) {
    if (stream < 1 || payloadBytes < 1 || payloadBytes > LIMITS.maxBatchBytes()) {
      throw new IllegalStateException(
          "asked to admit " + payloadBytes + " bytes of stream " + stream);
    }
  }
}
