package io.tributary.gatherer.http.body;

/**
 * NDJSON: a value a line. Lines of white space are none, but they are counted; the last line may
 * end without a line feed. A line that is no JSON is a bad row and nothing more. One thread.
 */
final class LineSplitter implements ValueSplitter {
  private final ValueBuffer values;
  private long line = 1;

  LineSplitter(ValueBuffer values) {
    this.values = values;
  }

  @Override
  public void take(byte[] bytes, int offset, int length) throws BodyProblem {
    int end = offset + length;
    int start = offset;
    for (int at = offset; at < end; at++) {
      if (bytes[at] == '\n') {
        values.handOn(bytes, start, at - start, line++);
        start = at + 1;
      }
    }
    if (start < end) {
      values.keep(bytes, start, end - start);
    }
  }

  @Override
  public void end() throws BodyProblem {
    values.handOn(new byte[0], 0, 0, line);
  }
}
