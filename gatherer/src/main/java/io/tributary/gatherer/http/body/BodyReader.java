package io.tributary.gatherer.http.body;

/**
 * Reads one body: what is fed is decoded in pieces of at most 16 KiB, and each piece's values are
 * handed on before the next one is decoded. Whoever feeds can so stop after each piece.
 *
 * <p>Memory: the decoder's window and the longest value so far, both out of the budget. One thread.
 */
public final class BodyReader implements AutoCloseable {
  private final MemoryBudget.Share memory;
  private final BodyDecoder decoder;
  private final DecodedBound bound;
  private final ValueSplitter splitter;

  /** How the body was compressed. */
  public enum Encoding {
    IDENTITY,
    GZIP,
    ZSTD,
    /** LZ4 frames, not bare blocks. */
    LZ4
  }

  /** How its values stand in it. */
  public enum Format {
    /** A value a line. */
    NDJSON,
    /** An object or an array of objects. */
    JSON
  }

  private BodyReader(
      MemoryBudget.Share memory, BodyDecoder decoder, DecodedBound bound, ValueSplitter splitter) {
    this.memory = memory;
    this.decoder = decoder;
    this.bound = bound;
    this.splitter = splitter;
  }

  /**
   * Begins; to be closed.
   *
   * @throws BodyProblem if there is no memory for it
   */
  public static BodyReader open(
      Encoding encoding, Format format, BodyLimits limits, MemoryBudget budget, ValueSink sink)
      throws BodyProblem {
    MemoryBudget.Share memory = budget.share();
    try {
      ValueBuffer values = new ValueBuffer(limits.maxRowBytes(), memory, sink);
      return new BodyReader(
          memory,
          decoder(encoding, memory),
          new DecodedBound(limits),
          switch (format) {
            case NDJSON -> new LineSplitter(values);
            case JSON -> new JsonSplitter(values);
          });
    } catch (BodyProblem e) {
      memory.close();
      throw e;
    }
  }

  private static BodyDecoder decoder(Encoding encoding, MemoryBudget.Share memory)
      throws BodyProblem {
    return switch (encoding) {
      case IDENTITY -> new IdentityDecoder();
      case GZIP -> {
        memory.reserve(GzipDecoder.MEMORY_BYTES);
        yield new GzipDecoder();
      }
      case ZSTD -> new ZstdDecoder(memory);
      case LZ4 -> {
        memory.reserve(Lz4Decoder.MEMORY_BYTES);
        yield new Lz4Decoder();
      }
    };
  }

  /**
   * The next bytes of the body; what was fed before must have been read.
   *
   * @param bytes must stay as they are until {@link #read} has returned false
   */
  public void feed(byte[] bytes, int offset, int length) throws BodyProblem {
    bound.sent(length);
    decoder.feed(bytes, offset, length);
  }

  /**
   * Reads one piece and hands its values on.
   *
   * @return false when all that was fed has been read
   */
  public boolean read() throws BodyProblem {
    return decoder.decode(
        (bytes, offset, length) -> {
          bound.decoded(length);
          splitter.take(bytes, offset, length);
        });
  }

  /** The body has ended: hands on what its last value is, if it had no end yet. */
  public void end() throws BodyProblem {
    decoder.end();
    splitter.end();
  }

  @Override
  public void close() {
    decoder.close();
    memory.close();
  }
}
