package io.tributary.load.workload;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Messages of one recipe in a file. The time of each is {@link #MARK}; it says where that stands.
 *
 * <pre>
 *   0  magic, int64       8  count, int64
 *  16  bytes of the file, int64
 *  24  1 = there was no room for more, int8
 *  25  count times:
 *        place of the time, -1 for none, int32 | length of the key, int32
 *        length of the message, int32 | key | message
 * </pre>
 *
 * @param full whether messages after the last one are the first ones again
 */
record MessageFile(Path path, long count, boolean full) {
  static final int HEADER_BYTES = 25;
  static final int ENTRY_BYTES = 12;

  /** Time of all messages in the file: 2017-07-14 02:40:00.123. */
  static final long MARK = 1_500_000_000_123L;

  /** The form of the file; messages themselves are compared when a file is used again. */
  private static final long MAGIC = 0x5452_4942_4D53_4731L;

  /** As many messages are compared with what the recipe makes today. */
  private static final int COMPARED = 64;

  private static final byte[] VARINT = new byte[TimeVarint.BYTES];
  private static final byte[] TEXT = new byte[TimeText.BYTES];

  static {
    TimeVarint.write(VARINT, 0, MARK);
    new TimeText().write(TEXT, 0, MARK);
  }

  /** The file that is there, if it has these messages. */
  static Optional<MessageFile> existing(Path path, MessageRecipe recipe) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    MessageFile file;
    try (RandomAccessFile in = new RandomAccessFile(path.toFile(), "r")) {
      if (in.length() < HEADER_BYTES || in.readLong() != MAGIC) {
        return Optional.empty();
      }
      long count = in.readLong();
      if (in.readLong() != in.length()) {
        return Optional.empty();
      }
      file = new MessageFile(path, count, in.readByte() == 1);
    }
    MappedByteBuffer bytes = file.map();
    MessageSource fresh = recipe.messages();
    int at = HEADER_BYTES;
    for (int i = 0; i < Math.min(COMPARED, file.count()); i++) {
      byte[] expected = fresh.next(MARK);
      int start = at + ENTRY_BYTES + bytes.getInt(at + 4);
      byte[] message = new byte[bytes.getInt(at + 8)];
      bytes.get(start, message);
      if (!Arrays.equals(expected, message)) {
        return Optional.empty();
      }
      at = start + message.length;
    }
    return Optional.of(file);
  }

  /**
   * Writes so many messages, or as many as there is room for; the file is there when it is whole.
   */
  static MessageFile write(Path path, MessageRecipe recipe, long count, long mostBytes)
      throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
    MessageSource messages = recipe.messages();
    long written = 0;
    long bytes = HEADER_BYTES;
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20))) {
      out.write(new byte[HEADER_BYTES]);
      while (written < count) {
        byte[] message = messages.next(MARK);
        byte[] key = messages.lastKey().getBytes(StandardCharsets.UTF_8);
        bytes += ENTRY_BYTES + key.length + message.length;
        if (bytes > mostBytes && written > 0) {
          break;
        }
        out.writeInt(ByteSearch.find(message, recipe.data().isAvro() ? VARINT : TEXT));
        out.writeInt(key.length);
        out.writeInt(message.length);
        out.write(key);
        out.write(message);
        written++;
      }
    }
    boolean full = written < count;
    try (RandomAccessFile header = new RandomAccessFile(unfinished.toFile(), "rw")) {
      header.writeLong(MAGIC);
      header.writeLong(written);
      header.writeLong(header.length());
      header.writeByte(full ? 1 : 0);
    }
    Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING);
    return new MessageFile(path, written, full);
  }

  /** Whether it has what so many rows need. */
  boolean isEnoughFor(long rows) {
    return full || count >= rows;
  }

  /** Its bytes, which stay readable when the file is deleted. */
  MappedByteBuffer map() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size());
    }
  }
}
