package io.tributary.sandbox.clickhouse;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes the Content-Encoding of a body. Blocks; worker threads only. */
final class BodyDecoder {
  private static final int CHUNK_BYTES = 64 << 10;

  private BodyDecoder() {}

  /**
   * The decoded body, in memory if it is small. The encoded one is closed.
   *
   * @throws BodyReceiver.Refusal if the encoding is unknown, the body is not what its encoding says
   *     or the decoded one is too large
   */
  static Body decode(Body body, String encoding, Spool spool) throws IOException {
    if (encoding.equals("identity") || body.length() == 0) {
      return body;
    }
    Path target = spool.newFile();
    try (body;
        InputStream raw = new BufferedInputStream(body.from(0), CHUNK_BYTES);
        InputStream in = decoder(raw, encoding)) {
      byte[] start = in.readNBytes(Body.MEMORY_BYTES);
      int next = in.read();
      if (next < 0) {
        return new Body.InMemory(start);
      }
      try (OutputStream out = Files.newOutputStream(target)) {
        out.write(start);
        out.write(next);
        return new Body.InFile(target, start.length + 1L + copy(in, out, start.length + 1L));
      }
    } catch (IOException e) {
      Files.deleteIfExists(target);
      throw new BodyReceiver.Refusal(
          271, "The body is not " + encoding + ": " + e.getMessage(), "CANNOT_DECOMPRESS");
    } catch (RuntimeException e) {
      Files.deleteIfExists(target);
      throw e;
    }
  }

  private static InputStream decoder(InputStream raw, String encoding) throws IOException {
    InputStream in = known(raw, encoding);
    if (in == null) {
      throw new BodyReceiver.Refusal(
          89,
          "The sandbox does not know the Content-Encoding (gzip, deflate, zstd and lz4 it does)",
          "UNKNOWN_COMPRESSION_METHOD");
    }
    return in;
  }

  private static @Nullable InputStream known(InputStream raw, String encoding) throws IOException {
    return switch (encoding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(raw, CHUNK_BYTES);
      case "deflate" -> new InflaterInputStream(raw);
      case "zstd" -> new ZstdInputStream(raw);
      case "lz4" -> new LZ4FrameInputStream(raw);
      default -> null;
    };
  }

  private static long copy(InputStream in, OutputStream out, long already) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    long copied = 0;
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      copied += n;
      if (already + copied > Spool.MAX_BODY_BYTES) {
        throw new BodyReceiver.Refusal(
            229,
            "The decoded body has more than " + Spool.MAX_BODY_BYTES + " bytes",
            "QUERY_IS_TOO_LARGE");
      }
      out.write(chunk, 0, n);
    }
    return copied;
  }
}
