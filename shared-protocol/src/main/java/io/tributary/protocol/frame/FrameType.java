package io.tributary.protocol.frame;

import org.jspecify.annotations.Nullable;

/** The second field of every frame. */
enum FrameType {
  HELLO(0x01),
  WELCOME(0x02),
  ENSURE(0x03),
  DESCRIBED(0x04),
  DECLARE_LAYOUT(0x05),
  OPEN(0x06),
  OPENED(0x07),
  ROWS(0x08),
  RENEW(0x09),
  SETTLED(0x0a),
  CREDIT(0x0b),
  PING(0x0c),
  PONG(0x0d),
  GOODBYE(0x0e),
  DELIVERED(0x0f);

  private static final FrameType[] BY_CODE = values();

  private final int code;

  FrameType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The type of a code, null for a code that has none. */
  static @Nullable FrameType ofCode(int code) {
    return code >= 1 && code <= BY_CODE.length ? BY_CODE[code - 1] : null;
  }

  static FrameType of(Frame frame) {
    return switch (frame) {
      case Frame.Hello _ -> HELLO;
      case Frame.Welcome _ -> WELCOME;
      case Frame.Ensure _ -> ENSURE;
      case Frame.Described _ -> DESCRIBED;
      case Frame.DeclareLayout _ -> DECLARE_LAYOUT;
      case Frame.Open _ -> OPEN;
      case Frame.Opened _ -> OPENED;
      case Frame.Rows _ -> ROWS;
      case Frame.Renew _ -> RENEW;
      case Frame.Settled _ -> SETTLED;
      case Frame.Credit _ -> CREDIT;
      case Frame.Ping _ -> PING;
      case Frame.Pong _ -> PONG;
      case Frame.Goodbye _ -> GOODBYE;
      case Frame.Delivered _ -> DELIVERED;
    };
  }

  /** True for what may come before the handshake is done. */
  boolean opensSession() {
    return this == HELLO || this == WELCOME || this == GOODBYE;
  }

  /** True for what may come after it. */
  boolean continuesSession() {
    return this != HELLO && this != WELCOME;
  }
}
