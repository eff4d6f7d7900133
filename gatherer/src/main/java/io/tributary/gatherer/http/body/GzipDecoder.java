package io.tributary.gatherer.http.body;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * gzip (RFC 1952) with one or more members, each checked against its CRC-32 and its length.
 *
 * <p>The header is read byte by byte and thrown away, so that its texts of any length need no
 * memory. One thread.
 */
final class GzipDecoder implements BodyDecoder {
  /** The Inflater's window and state, and the piece. */
  static final int MEMORY_BYTES = (48 << 10) + PIECE_BYTES;

  private static final int FIXED_HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xE0;

  private enum Step {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CRC,
    DATA,
    TRAILER
  }

  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] piece = new byte[PIECE_BYTES];
  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  private Step step = Step.FIXED;
  private int stepBytes;
  private int flags;
  private int extraBytes;
  private long trailer;
  private boolean anyMember;

  @Override
  public void feed(byte[] input, int offset, int length) {
    bytes = input;
    at = offset;
    end = offset + length;
  }

  @Override
  public boolean decode(Piece to) throws BodyProblem {
    while (at < end && step != Step.DATA) {
      readAround(bytes[at++] & 0xFF);
    }
    return step == Step.DATA && inflate(to);
  }

  private boolean inflate(Piece to) throws BodyProblem {
    int offset = at;
    inflater.setInput(bytes, offset, end - offset);
    int length;
    try {
      length = inflater.inflate(piece);
    } catch (DataFormatException e) {
      throw BodyProblem.broken("the body is not gzip: " + e.getMessage());
    }
    if (inflater.needsDictionary()) {
      throw BodyProblem.broken("the body is not gzip: it asks for a dictionary");
    }
    at = end - inflater.getRemaining();
    boolean finished = inflater.finished();
    if (finished) {
      to(Step.TRAILER);
      trailer = 0;
    }
    if (length > 0) {
      crc.update(piece, 0, length);
      to.take(piece, 0, length);
    }
    // A piece that was filled to the brim may not have been all that there is.
    return at < end || (!finished && length == piece.length);
  }

  private void readAround(int octet) throws BodyProblem {
    switch (step) {
      case FIXED -> fixed(octet);
      case EXTRA_LENGTH -> {
        extraBytes |= octet << (Byte.SIZE * stepBytes++);
        if (stepBytes == 2) {
          to(extraBytes == 0 ? afterExtra() : Step.EXTRA);
        }
      }
      case EXTRA -> {
        if (++stepBytes == extraBytes) {
          to(afterExtra());
        }
      }
      case NAME -> {
        if (octet == 0) {
          to(afterName());
        }
      }
      case COMMENT -> {
        if (octet == 0) {
          to(afterComment());
        }
      }
      case HEADER_CRC -> {
        if (++stepBytes == 2) {
          to(Step.DATA);
        }
      }
      case TRAILER -> trailer(octet);
      case DATA -> throw new IllegalStateException("data are inflated");
    }
  }

  private void fixed(int octet) throws BodyProblem {
    boolean right =
        switch (stepBytes) {
          case 0 -> octet == 0x1F;
          case 1 -> octet == 0x8B;
          case 2 -> octet == 8;
          case 3 -> (octet & RESERVED_FLAGS) == 0;
          default -> true;
        };
    if (!right) {
      throw BodyProblem.broken(
          anyMember
              ? "something that is not gzip follows the compressed body"
              : "the body is not gzip: it begins otherwise");
    }
    if (stepBytes == 3) {
      flags = octet;
    }
    if (++stepBytes == FIXED_HEADER_BYTES) {
      anyMember = true;
      extraBytes = 0;
      crc.reset();
      inflater.reset();
      to((flags & HAS_EXTRA) != 0 ? Step.EXTRA_LENGTH : afterExtra());
    }
  }

  private Step afterExtra() {
    return (flags & HAS_NAME) != 0 ? Step.NAME : afterName();
  }

  private Step afterName() {
    return (flags & HAS_COMMENT) != 0 ? Step.COMMENT : afterComment();
  }

  private Step afterComment() {
    return (flags & HAS_HEADER_CRC) != 0 ? Step.HEADER_CRC : Step.DATA;
  }

  private void trailer(int octet) throws BodyProblem {
    trailer |= (long) octet << (Byte.SIZE * stepBytes++);
    if (stepBytes < TRAILER_BYTES) {
      return;
    }
    if ((trailer & 0xFFFF_FFFFL) != crc.getValue()
        || trailer >>> Integer.SIZE != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw BodyProblem.broken("the body was damaged: its gzip checksum or length is another one");
    }
    to(Step.FIXED);
  }

  private void to(Step next) {
    step = next;
    stepBytes = 0;
  }

  @Override
  public void end() throws BodyProblem {
    if (step != Step.FIXED || stepBytes > 0 || !anyMember) {
      throw BodyProblem.broken("the body ends in the middle of its gzip data");
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
