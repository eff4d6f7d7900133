package io.tributary.gatherer.http.body;

/** A body that is sent as it is. One thread. */
final class IdentityDecoder implements BodyDecoder {
  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  @Override
  public void feed(byte[] input, int offset, int length) {
    bytes = input;
    at = offset;
    end = offset + length;
  }

  @Override
  public boolean decode(Piece to) throws BodyProblem {
    int length = Math.min(PIECE_BYTES, end - at);
    if (length > 0) {
      int from = at;
      at += length;
      to.take(bytes, from, length);
    }
    return at < end;
  }

  @Override
  public void end() {}

  @Override
  public void close() {}
}
