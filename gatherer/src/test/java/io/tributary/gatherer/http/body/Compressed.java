package io.tributary.gatherer.http.body;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;

/** Bodies as other libraries compress them. */
public final class Compressed {
  private Compressed() {}

  /** The whole body in one frame or member. */
  public static byte[] of(BodyReader.Encoding encoding, byte[] body) {
    return switch (encoding) {
      case IDENTITY -> body;
      case GZIP -> through(body, GZIPOutputStream::new);
      case ZSTD -> through(body, out -> new ZstdOutputStreamNoFinalizer(out).setChecksum(true));
      case LZ4 ->
          through(
              body,
              out ->
                  new LZ4FrameOutputStream(
                      out,
                      BLOCKSIZE.SIZE_64KB,
                      FLG.Bits.BLOCK_INDEPENDENCE,
                      FLG.Bits.BLOCK_CHECKSUM,
                      FLG.Bits.CONTENT_CHECKSUM));
    };
  }

  static byte[] zstd(byte[] body, int windowLog) {
    return through(body, out -> new ZstdOutputStreamNoFinalizer(out).setLong(windowLog));
  }

  private interface Opening {
    OutputStream open(OutputStream out) throws IOException;
  }

  private static byte[] through(byte[] body, Opening opening) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = opening.open(bytes)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
