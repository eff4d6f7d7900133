package io.tributary.gatherer.http.body;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import net.jpountz.xxhash.StreamingXXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * LZ4 frames, as the {@code lz4} command and the libraries of most languages write them:
 *
 * <pre>
 *   ┌───────┬─────┬────┬──────────────┬──────────┬───┐ ┌──────┬──────┬──────────┐   ┌───┬──────────┐
 *   │ magic │ FLG │ BD │ content size │ dict. id │ HC│ │ size │ data │ checksum │ … │ 0 │ checksum │
 *   │   4   │  1  │ 1  │   8, if any  │ refused  │ 1 │ │  4   │      │ 4, if any│   │ 4 │ 4, if any│
 *   └───────┴─────┴────┴──────────────┴──────────┴───┘ └──────┴──────┴──────────┘   └───┴──────────┘
 * </pre>
 *
 * <p>Several frames may follow each other, and skippable ones stand between them. All checksums
 * that are there are checked. One thread.
 */
final class Lz4Decoder implements BodyDecoder {
  static final int MEMORY_BYTES = Lz4Window.MEMORY_BYTES;

  private static final int MAGIC = 0x184D2204;
  private static final int SKIPPABLE_MAGIC = 0x184D2A50;
  private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
  private static final int PLAIN_BLOCK = 0x80000000;
  private static final int VERSION_MASK = 0xC0;
  private static final int VERSION = 0x40;
  private static final int HAS_BLOCK_CHECKSUM = 0x10;
  private static final int HAS_CONTENT_SIZE = 0x08;
  private static final int HAS_CONTENT_CHECKSUM = 0x04;

  /** A dictionary, and what the format keeps for later. */
  private static final int UNKNOWN = 0x03;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int CONTENT_SIZE_BYTES = 8;
  private static final int MAX_DESCRIPTOR_BYTES = 2 + CONTENT_SIZE_BYTES + 1;

  private enum Step {
    MAGIC,
    DESCRIPTOR,
    BLOCK_SIZE,
    PLAIN,
    COMPRESSED,
    BLOCK_CHECKSUM,
    CONTENT_CHECKSUM,
    SKIP_SIZE,
    SKIP
  }

  private final Lz4Window window = new Lz4Window();
  // The one in plain Java: it checks what it is given.
  private final StreamingXXHash32 blockHash = XXHashFactory.safeInstance().newStreamingHash32(0);
  private final StreamingXXHash32 contentHash = XXHashFactory.safeInstance().newStreamingHash32(0);
  private final byte[] field = new byte[MAX_DESCRIPTOR_BYTES];
  private int fieldBytes;
  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  private Step step = Step.MAGIC;
  private int flags;
  private int maxBlockBytes;
  private long left;
  private boolean anyFrame;

  @Override
  public void feed(byte[] input, int offset, int length) {
    bytes = input;
    at = offset;
    end = offset + length;
  }

  @Override
  public boolean decode(Piece to) throws BodyProblem {
    boolean moved;
    do {
      moved = advance();
    } while (moved && window.ready() < PIECE_BYTES && !window.isFull());
    window.handOn(
        (decoded, offset, length) -> {
          contentHash.update(decoded, offset, length);
          to.take(decoded, offset, length);
        });
    return moved || at < end;
  }

  /** One step further; false when it takes more input, or what is ready must be handed on first. */
  private boolean advance() throws BodyProblem {
    return switch (step) {
      case MAGIC -> take(Integer.BYTES) && magic();
      case DESCRIPTOR -> take(2) && take(descriptorBytes()) && descriptor();
      case BLOCK_SIZE -> take(Integer.BYTES) && blockSize();
      case PLAIN -> plain();
      case COMPRESSED -> compressed();
      case BLOCK_CHECKSUM -> take(Integer.BYTES) && checked(blockHash, Step.BLOCK_SIZE);
      case CONTENT_CHECKSUM ->
          window.ready() == 0 && take(Integer.BYTES) && checked(contentHash, Step.MAGIC);
      case SKIP_SIZE -> take(Integer.BYTES) && skipSize();
      case SKIP -> skip();
    };
  }

  /** Collects the bytes of a field; true when it is whole. */
  private boolean take(int count) {
    while (fieldBytes < count && at < end) {
      field[fieldBytes++] = bytes[at++];
    }
    return fieldBytes >= count;
  }

  private boolean magic() throws BodyProblem {
    int magic = number();
    if ((magic & SKIPPABLE_MASK) == SKIPPABLE_MAGIC) {
      return go(Step.SKIP_SIZE);
    }
    if (magic != MAGIC) {
      throw BodyProblem.broken("the body is not an LZ4 frame: it begins otherwise");
    }
    return go(Step.DESCRIPTOR);
  }

  private int descriptorBytes() {
    return 2 + ((field[0] & HAS_CONTENT_SIZE) != 0 ? CONTENT_SIZE_BYTES : 0) + 1;
  }

  private boolean descriptor() throws BodyProblem {
    flags = field[0];
    int block = (field[1] >>> 4) & 0xF;
    if ((flags & VERSION_MASK) != VERSION || (flags & UNKNOWN) != 0 || block < 4 || block > 7) {
      throw BodyProblem.broken(
          "the LZ4 frame has a version, a dictionary or a block size that is not known");
    }
    blockHash.reset();
    blockHash.update(field, 0, fieldBytes - 1);
    if ((byte) (blockHash.getValue() >>> Byte.SIZE) != field[fieldBytes - 1]) {
      throw damaged();
    }
    maxBlockBytes = 1 << (2 * block + 8);
    contentHash.reset();
    window.beginFrame();
    anyFrame = true;
    return go(Step.BLOCK_SIZE);
  }

  private boolean blockSize() throws BodyProblem {
    int size = number();
    if (size == 0) {
      return go((flags & HAS_CONTENT_CHECKSUM) != 0 ? Step.CONTENT_CHECKSUM : Step.MAGIC);
    }
    left = size & ~PLAIN_BLOCK;
    if (left == 0 || left > maxBlockBytes) {
      throw BodyProblem.broken("the LZ4 frame has a block of %d bytes".formatted(left));
    }
    blockHash.reset();
    window.beginBlock(maxBlockBytes);
    return go((size & PLAIN_BLOCK) != 0 ? Step.PLAIN : Step.COMPRESSED);
  }

  private boolean plain() throws BodyProblem {
    int used = window.copy(bytes, at, (int) Math.min(left, end - at));
    use(used);
    return left == 0 ? afterBlock() : used > 0;
  }

  private boolean compressed() throws BodyProblem {
    int before = window.ready();
    int used = window.decode(bytes, at, (int) Math.min(left, end - at));
    use(used);
    if (left == 0 && window.isBlockEnd()) {
      return afterBlock();
    }
    if (left == 0 && !window.isInMatch()) {
      throw BodyProblem.broken("the body is not LZ4: a block ends too early");
    }
    return used > 0 || window.ready() > before;
  }

  private void use(int count) {
    blockHash.update(bytes, at, count);
    at += count;
    left -= count;
  }

  private boolean afterBlock() {
    return go((flags & HAS_BLOCK_CHECKSUM) != 0 ? Step.BLOCK_CHECKSUM : Step.BLOCK_SIZE);
  }

  private boolean checked(StreamingXXHash32 hash, Step next) throws BodyProblem {
    if (hash.getValue() != number()) {
      throw damaged();
    }
    return go(next);
  }

  private boolean skipSize() {
    left = number() & 0xFFFF_FFFFL;
    anyFrame = true;
    return go(Step.SKIP);
  }

  private boolean skip() {
    int count = (int) Math.min(left, end - at);
    at += count;
    left -= count;
    return left == 0 ? go(Step.MAGIC) : count > 0;
  }

  private boolean go(Step next) {
    step = next;
    fieldBytes = 0;
    return true;
  }

  private int number() {
    return (int) INTS.get(field, 0);
  }

  private static BodyProblem damaged() {
    return BodyProblem.broken("the body was damaged: an LZ4 checksum is another one");
  }

  @Override
  public void end() throws BodyProblem {
    if (step != Step.MAGIC || fieldBytes > 0 || !anyFrame) {
      throw BodyProblem.broken("the body ends in the middle of its LZ4 data");
    }
  }

  @Override
  public void close() {
    // Both are plain Java objects; closing them is for those that are not.
    blockHash.close();
    contentHash.close();
  }
}
