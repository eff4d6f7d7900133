package io.tributary.protocol.json;

/** Memory for what is put in order within one call, shared by all encoders of a row. One thread. */
final class Scratch {
  private static final int FIRST_BYTES = 256;

  private byte[] bytes = new byte[FIRST_BYTES];

  /** An array with as many bytes or more; what was in it is lost with the next call. */
  byte[] atLeast(int length) {
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, 2 * bytes.length)];
    }
    return bytes;
  }
}
