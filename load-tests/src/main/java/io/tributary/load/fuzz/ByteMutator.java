package io.tributary.load.fuzz;

import io.vertx.core.buffer.Buffer;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/**
 * Damages the bytes of one frame. In half of the cases length and checksum are mended afterwards,
 * so that the checks behind them are reached.
 */
final class ByteMutator {
  private static final int HEADER_BYTES = 5;
  private static final int ROWS_TYPE = 8;
  private static final int ROWS_MIN_BYTES = HEADER_BYTES + 45;
  private static final int CRC_BYTES = 4;
  private static final int[] INTERESTING = {
    0, 1, -1, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE
  };

  private final RandomGenerator random;

  ByteMutator(RandomGenerator random) {
    this.random = random;
  }

  Buffer mutate(Buffer frame) {
    Buffer bytes = frame;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      bytes = damage(bytes);
    }
    return random.nextBoolean() ? mend(bytes) : bytes;
  }

  private Buffer damage(Buffer bytes) {
    int length = bytes.length();
    if (length == 0) {
      return bytes;
    }
    int at = random.nextInt(length);
    return switch (random.nextInt(7)) {
      case 0 -> bytes.setByte(at, (byte) (bytes.getByte(at) ^ 1 << random.nextInt(8)));
      case 1 -> bytes.setByte(at, (byte) random.nextInt(256));
      case 2 -> bytes.getBuffer(0, at);
      case 3 -> {
        int end = at + random.nextInt(Math.min(16, length - at) + 1);
        yield bytes.getBuffer(0, at).appendBuffer(bytes.getBuffer(end, length));
      }
      case 4 -> {
        byte[] more = new byte[1 + random.nextInt(16)];
        random.nextBytes(more);
        yield bytes.getBuffer(0, at).appendBytes(more).appendBuffer(bytes.getBuffer(at, length));
      }
      case 5 -> {
        int value = INTERESTING[random.nextInt(INTERESTING.length)];
        yield at + 4 <= length ? bytes.setInt(at, value) : bytes.setByte(at, (byte) value);
      }
      default -> bytes.appendBuffer(bytes.getBuffer(at, length));
    };
  }

  private static Buffer mend(Buffer bytes) {
    if (bytes.length() < HEADER_BYTES) {
      return bytes;
    }
    bytes.setInt(0, bytes.length() - Integer.BYTES);
    if (bytes.getByte(HEADER_BYTES - 1) == ROWS_TYPE && bytes.length() > ROWS_MIN_BYTES) {
      CRC32C crc = new CRC32C();
      crc.update(bytes.getBytes(HEADER_BYTES + CRC_BYTES, bytes.length()));
      bytes.setInt(HEADER_BYTES, (int) crc.getValue());
    }
    return bytes;
  }
}
