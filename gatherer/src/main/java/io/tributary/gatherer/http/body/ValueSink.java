package io.tributary.gatherer.http.body;

/** Takes the JSON values of a body, in their order. Called by the thread that reads the body. */
public interface ValueSink {
  /**
   * One value as it was sent, without white space around it; whether it is JSON and UTF-8 has not
   * been looked at.
   *
   * @param bytes valid during the call only
   * @param length 1 or more
   * @param line 1-based line of NDJSON, or number of the value in a JSON body
   */
  void value(byte[] bytes, int offset, int length, long line);

  /**
   * A value that is longer than a row may be, which therefore is a bad row.
   *
   * @param head its beginning, as long as a row may be; valid during the call only
   * @param line as above
   */
  void oversized(byte[] head, int offset, int length, long line);
}
