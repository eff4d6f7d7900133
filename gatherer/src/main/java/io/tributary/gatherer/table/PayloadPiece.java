package io.tributary.gatherer.table;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.util.internal.CleanableDirectBuffer;

/** A piece of memory as a buffer; it is given back with the last reference. */
final class PayloadPiece extends UnpooledDirectByteBuf {
  private final PayloadPieces pieces;
  private final CleanableDirectBuffer piece;

  private PayloadPiece(
      ByteBufAllocator allocator, PayloadPieces pieces, CleanableDirectBuffer piece) {
    super(allocator, piece.buffer(), PayloadPieces.BYTES);
    this.pieces = pieces;
    this.piece = piece;
  }

  /** The next piece; its content is anything. */
  static PayloadPiece take(ByteBufAllocator allocator, PayloadPieces pieces) {
    return new PayloadPiece(allocator, pieces, pieces.take());
  }

  @Override
  protected void deallocate() {
    super.deallocate();
    pieces.giveBack(piece);
  }
}
