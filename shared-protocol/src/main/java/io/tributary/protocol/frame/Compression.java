package io.tributary.protocol.frame;

/** How a batch's payload is compressed. */
public enum Compression {
  NONE
}
