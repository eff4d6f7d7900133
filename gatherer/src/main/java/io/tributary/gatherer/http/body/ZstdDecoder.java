package io.tributary.gatherer.http.body;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * zstd (RFC 8878) with one or more frames. The window of the first one decides about the memory,
 * which is taken from the budget before zstd gets it; later frames must do with as much.
 *
 * <p>zstd's stream pulls its input; it is told that it has a file before it that grows, and so says
 * "end" where the input ends for now. One thread.
 */
final class ZstdDecoder implements BodyDecoder {
  /** The stream's input buffer, its state and the piece. */
  private static final int FIXED_BYTES = (320 << 10) + PIECE_BYTES;

  private final MemoryBudget.Share memory;
  private final ZstdFrame frame = new ZstdFrame();
  private final Input input = new Input();
  private final byte[] piece = new byte[PIECE_BYTES];
  private @Nullable ZstdInputStreamNoFinalizer stream;

  ZstdDecoder(MemoryBudget.Share memory) {
    this.memory = memory;
  }

  @Override
  public void feed(byte[] bytes, int offset, int length) {
    if (stream == null) {
      frame.add(bytes, offset, length);
    }
    input.add(bytes, offset, length);
  }

  @Override
  public boolean decode(Piece to) throws BodyProblem {
    ZstdInputStreamNoFinalizer open = stream == null ? open() : stream;
    if (open == null) {
      return false;
    }
    int length = read(open);
    if (length > 0) {
      to.take(piece, 0, length);
    }
    return length > 0 || input.available() > 0;
  }

  private @Nullable ZstdInputStreamNoFinalizer open() throws BodyProblem {
    int windowLog = frame.windowLog();
    if (windowLog < 0) {
      // Nothing is decoded before the header is whole; the input must be kept.
      input.keep();
      return null;
    }
    memory.reserve(FIXED_BYTES + (1L << windowLog));
    try {
      ZstdInputStreamNoFinalizer opened = new ZstdInputStreamNoFinalizer(input);
      stream = opened;
      opened.setContinuous(true);
      opened.setLongMax(windowLog);
      return opened;
    } catch (IOException e) {
      throw new IllegalStateException("zstd does not take a window of 2^" + windowLog, e);
    }
  }

  private int read(InputStream open) throws BodyProblem {
    try {
      return open.read(piece, 0, piece.length);
    } catch (IOException e) {
      throw BodyProblem.broken("the body is not zstd: " + e.getMessage());
    }
  }

  @Override
  public void end() throws BodyProblem {
    ZstdInputStreamNoFinalizer open = stream;
    if (open == null) {
      throw BodyProblem.broken("the body ends in the middle of its zstd data");
    }
    open.setContinuous(false);
    if (read(open) >= 0) {
      throw new IllegalStateException("zstd had more than it said");
    }
  }

  @Override
  public void close() {
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        throw new IllegalStateException("closing takes no input", e);
      }
    }
  }

  /** What has been fed and not been read. */
  private static final class Input extends InputStream {
    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    void add(byte[] input, int offset, int length) {
      if (at == end) {
        bytes = input;
        at = offset;
        end = offset + length;
        return;
      }
      // Only while the frame's header, a few bytes, arrives in pieces.
      byte[] joined = new byte[end - at + length];
      System.arraycopy(bytes, at, joined, 0, end - at);
      System.arraycopy(input, offset, joined, end - at, length);
      bytes = joined;
      at = 0;
      end = joined.length;
    }

    void keep() {
      bytes = bytes.clone();
    }

    @Override
    public int read() {
      return at == end ? -1 : bytes[at++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at == end) {
        return -1;
      }
      int count = Math.min(length, end - at);
      System.arraycopy(bytes, at, into, offset, count);
      at += count;
      return count;
    }

    @Override
    public int available() {
      return end - at;
    }
  }
}
