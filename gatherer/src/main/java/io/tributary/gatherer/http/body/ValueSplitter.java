package io.tributary.gatherer.http.body;

/** Finds where values begin and end, in raw bytes. One thread. */
sealed interface ValueSplitter permits LineSplitter, JsonSplitter {
  /** The next bytes, of any number. */
  void take(byte[] bytes, int offset, int length) throws BodyProblem;

  /**
   * There are no more.
   *
   * @throws BodyProblem if the text must not end here
   */
  void end() throws BodyProblem;
}
