package io.tributary.gatherer.http.body;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Collects values, each as {@code line:text}, with an ellipsis behind those that are too long. */
final class Values implements ValueSink {
  final List<String> seen = new ArrayList<>();

  @Override
  public void value(byte[] bytes, int offset, int length, long line) {
    seen.add(line + ":" + new String(bytes, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void oversized(byte[] head, int offset, int length, long line) {
    seen.add(line + ":" + new String(head, offset, length, StandardCharsets.UTF_8) + "…");
  }

  /** Reads a whole body that comes in chunks of this size. */
  static List<String> read(
      BodyReader.Encoding encoding,
      BodyReader.Format format,
      BodyLimits limits,
      byte[] body,
      int chunkBytes)
      throws BodyProblem {
    Values values = new Values();
    MemoryBudget budget = new MemoryBudget(64 << 20);
    try (BodyReader reader = BodyReader.open(encoding, format, limits, budget, values)) {
      byte[] input = new byte[chunkBytes];
      for (int at = 0; at < body.length; at += chunkBytes) {
        int length = Math.min(chunkBytes, body.length - at);
        // One array for all chunks, as the server has it.
        System.arraycopy(body, at, input, 0, length);
        reader.feed(input, 0, length);
        while (reader.read()) {
          // Goes on to the next piece.
        }
      }
      reader.end();
    }
    if (budget.used() != 0) {
      throw new AssertionError("memory was not given back: " + budget.used());
    }
    return values.seen;
  }
}
