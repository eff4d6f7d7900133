package io.tributary.gatherer.http.body;

/**
 * Undoes a Content-Encoding, piece by piece, so that whoever takes the pieces can stop after each.
 * Holds a bounded window, never the body. One thread.
 */
interface BodyDecoder extends AutoCloseable {
  /** The most that {@link #decode} hands on at once. */
  int PIECE_BYTES = 16 << 10;

  /** Takes decoded bytes, valid during the call only. */
  interface Piece {
    void take(byte[] bytes, int offset, int length) throws BodyProblem;
  }

  /**
   * The next bytes of the body. What was given before must have been decoded.
   *
   * @param bytes must stay as they are until they are decoded
   */
  void feed(byte[] bytes, int offset, int length);

  /**
   * Hands on at most one piece; it may also come on without one.
   *
   * @return false when all that was given has been decoded
   */
  boolean decode(Piece to) throws BodyProblem;

  /**
   * The body has ended.
   *
   * @throws BodyProblem if it must not end here
   */
  void end() throws BodyProblem;

  @Override
  void close();
}
