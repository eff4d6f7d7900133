package io.tributary.load.jmh;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * A way to compress a batch: from array to array, as a connector has it, and back between memory
 * outside of the heap, as a gatherer has it. Both use what they need of state again. Thread: one.
 */
sealed interface BatchCodec extends AutoCloseable {

  /** The most that so many bytes become. */
  int bound(int length);

  /** Returns how many bytes of {@code to} are filled. */
  int compress(byte[] from, byte[] to);

  /**
   * Returns how many bytes of {@code to} are filled; neither buffer's position matters or moves.
   */
  int decompress(ByteBuffer from, int length, ByteBuffer to);

  @Override
  default void close() {}

  /** No compression: a copy. */
  record Copy() implements BatchCodec {
    @Override
    public int bound(int length) {
      return length;
    }

    @Override
    public int compress(byte[] from, byte[] to) {
      System.arraycopy(from, 0, to, 0, from.length);
      return from.length;
    }

    @Override
    public int decompress(ByteBuffer from, int length, ByteBuffer to) {
      to.put(0, from, 0, length);
      return length;
    }
  }

  /** LZ4's fast compressor and the decompressor that trusts nothing, the library's native ones. */
  record Lz4(LZ4Compressor compressor, LZ4SafeDecompressor decompressor) implements BatchCodec {
    Lz4() {
      this(
          LZ4Factory.nativeInstance().fastCompressor(),
          LZ4Factory.nativeInstance().safeDecompressor());
    }

    @Override
    public int bound(int length) {
      return compressor.maxCompressedLength(length);
    }

    @Override
    public int compress(byte[] from, byte[] to) {
      return compressor.compress(from, 0, from.length, to, 0, to.length);
    }

    @Override
    public int decompress(ByteBuffer from, int length, ByteBuffer to) {
      return decompressor.decompress(from, 0, length, to, 0, to.capacity());
    }
  }

  /** Zstandard, level 1. */
  record Zstd1(ZstdCompressCtx compressor, ZstdDecompressCtx decompressor) implements BatchCodec {
    Zstd1() {
      this(new ZstdCompressCtx().setLevel(1), new ZstdDecompressCtx());
    }

    @Override
    public int bound(int length) {
      return (int) Zstd.compressBound(length);
    }

    @Override
    public int compress(byte[] from, byte[] to) {
      return compressor.compressByteArray(to, 0, to.length, from, 0, from.length);
    }

    @Override
    public int decompress(ByteBuffer from, int length, ByteBuffer to) {
      return decompressor.decompressDirectByteBuffer(to, 0, to.capacity(), from, 0, length);
    }

    @Override
    public void close() {
      compressor.close();
      decompressor.close();
    }
  }
}
