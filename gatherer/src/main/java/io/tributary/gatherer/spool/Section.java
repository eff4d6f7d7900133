package io.tributary.gatherer.spool;

import io.vertx.core.buffer.Buffer;

/**
 * A part of an entry, whose meaning is up to the callers.
 *
 * @param type 0 to 255
 * @param bytes not changed any more, once it is here
 */
public record Section(int type, Buffer bytes) {
  public Section {
    if (type < 0 || type > 0xff) {
      throw new IllegalArgumentException("a section's type is 0 to 255: " + type);
    }
  }
}
