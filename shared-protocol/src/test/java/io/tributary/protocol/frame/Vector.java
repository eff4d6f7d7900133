package io.tributary.protocol.frame;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** One file of {@code vectors/v1}; PROTOCOL.md, section 8, describes the format. */
record Vector(String name, List<String> lines) {
  static final Path FOLDER = Path.of("src/test/resources/vectors/v1");

  /** The limits of {@code valid/welcome.hex}. */
  static final SessionLimits LIMITS =
      new SessionLimits(16 * 1024 * 1024, 1024 * 1024, 500_000, 1_024, 4_096);

  static Stream<Vector> all(String kind) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
      return files.sorted().map(Vector::read).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vector read(Path file) {
    try {
      String name = file.getFileName().toString().replace(".hex", "");
      return new Vector(name, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of a line {@code # key: value}. */
  String value(String key) {
    String start = "# " + key + ": ";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " has no line " + start));
  }

  Buffer bytes() {
    return bytes(lines);
  }

  static Buffer bytes(List<String> lines) {
    StringBuilder hex = new StringBuilder();
    for (String line : lines) {
      int comment = line.indexOf('#');
      hex.append((comment < 0 ? line : line.substring(0, comment)).replaceAll("\\s", ""));
    }
    return Buffer.buffer(HexFormat.of().parseHex(hex));
  }

  /** A reader in the state that the vector asks for, which admits everything. */
  FrameReader reader() {
    FrameReader reader = new FrameReader((stream, payloadBytes) -> {});
    switch (value("reader")) {
      case "new" -> {}
      case "welcomed" -> reader.handshakeDone(LIMITS);
      default -> throw new AssertionError(name + " wants an unknown reader");
    }
    return reader;
  }

  @Override
  public String toString() {
    return name;
  }
}
