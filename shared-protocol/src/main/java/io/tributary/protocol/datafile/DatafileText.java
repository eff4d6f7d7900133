package io.tributary.protocol.datafile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The text of a file that is small enough and UTF-8. */
final class DatafileText {
  private static final int MAX_BYTES = 1 << 20;

  private DatafileText() {}

  /** Null when it left a problem behind. */
  static @Nullable String read(Path path, FileProblems problems) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      problems.add(1, "the file cannot be read: " + e.getMessage());
      return null;
    }
    if (bytes.length > MAX_BYTES) {
      problems.add(1, "the file has more than 1 MiB; shorten it");
      return null;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      problems.add(1, "the file is not UTF-8 text; save it as UTF-8");
      return null;
    }
  }
}
