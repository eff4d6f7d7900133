package io.tributary.protocol.frame;

/** Why a session ends. */
public enum GoodbyeReason {
  /** The sender stops in good order; everything it accepted has been answered. */
  SHUTDOWN,
  /** The other side broke a rule of the protocol; the message names it. */
  VIOLATION,
  /** Missing or wrong token. */
  UNAUTHORIZED,
  /** No protocol version in common. */
  VERSION,
  /** Too many sessions. */
  BUSY,
  /** Nothing was heard for longer than allowed. */
  SILENCE
}
