package io.tributary.protocol.frame;

/** Sizes of PROTOCOL.md, in bytes of what the length field counts: type and body. */
final class WireLimits {
  static final int TYPE_BYTES = 1;
  static final int HANDSHAKE_FRAME_BYTES = 8 * 1024;
  static final int CONTROL_FRAME_BYTES = 1024 * 1024;

  private WireLimits() {}

  static int longestRows(SessionLimits limits) {
    return TYPE_BYTES + RowsHead.BYTES + limits.maxBatchBytes();
  }
}
