package io.tributary.protocol.json;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether texts are JSON, as messages are read. Allocates nothing for one that is. One
 * thread.
 */
public final class JsonText {
  private final JsonScanner scanner = new JsonScanner();

  /** What is wrong with the text, such as {@code it is empty}; null when it is one JSON value. */
  public @Nullable String problem(byte[] bytes, int offset, int length) {
    try {
      scanner.begin(bytes, offset, length);
      scanner.skip();
      scanner.finish();
      return null;
    } catch (BrokenMessageException e) {
      return e.reason();
    }
  }
}
