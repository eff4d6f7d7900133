package io.tributary.gatherer.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code spool.properties}: id, salt and the incarnation of the last opening, and a checksum of
 * them.
 *
 * @param incarnation 0 before the first opening
 */
record IdentityFile(SpoolIdentity identity, long incarnation) {
  private static final int MAX_BYTES = 1_024;
  private static final Pattern VERSION = Pattern.compile("version=(\\d{1,9})\n");
  private static final Pattern TEXT =
      Pattern.compile(
          """
          version=1
          id=(\\d{1,10})
          salt=([0-9a-f]{16})
          incarnation=(\\d{1,10})
          crc32c=([0-9a-f]{8})
          """);

  /** Reads the file; empty if there is none. */
  static Optional<IdentityFile> read(Disk disk, SpoolFolder folder)
      throws IOException, SpoolUnusableException {
    Path path = folder.properties();
    if (!disk.list(folder.path()).contains(path)) {
      return Optional.empty();
    }
    try (DiskFile file = disk.view(path)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.size(), MAX_BYTES));
      file.readFully(bytes, 0);
      return Optional.of(parse(US_ASCII.decode(bytes.flip()).toString(), path));
    }
  }

  /** Replaces the file at once, durably. */
  void write(Disk disk, SpoolFolder folder) throws IOException {
    Path unfinished = SpoolFolder.unfinished(folder.properties());
    disk.delete(unfinished);
    try (DiskFile file = disk.create(unfinished)) {
      file.writeFully(US_ASCII.encode(text()), 0);
      file.force();
    }
    disk.rename(unfinished, folder.properties());
    disk.syncFolder(folder.path());
  }

  /** One incarnation on from this one, or from a later one. */
  IdentityFile raised(long seen) throws SpoolUnusableException {
    long last = Math.max(incarnation, seen);
    if (last == Position.MAX_INCARNATION) {
      throw new SpoolUnusableException("the spool was opened 4294967295 times: start a new one");
    }
    return new IdentityFile(identity, last + 1);
  }

  private String text() {
    String lines =
        "version=1\nid=%d\nsalt=%016x\nincarnation=%d\n"
            .formatted(identity.id(), identity.salt(), incarnation);
    return lines + "crc32c=%08x\n".formatted(crc(lines));
  }

  private static IdentityFile parse(String text, Path path) throws SpoolUnusableException {
    Matcher version = VERSION.matcher(text);
    if (version.lookingAt() && !version.group(1).equals("1")) {
      throw new SpoolUnusableException(
          path + " is of version " + version.group(1) + ", known is 1: start the newer program");
    }
    Matcher lines = TEXT.matcher(text);
    if (!lines.matches() || crc(text.substring(0, lines.start(4) - 7)) != hex(lines.group(4))) {
      throw new SpoolUnusableException(
          path
              + " is damaged: restore it from a backup, or (rows may be stored twice then) from the"
              + " heads of the segments, which hold id and salt");
    }
    return new IdentityFile(
        new SpoolIdentity(
            Long.parseLong(lines.group(1)), HexFormat.fromHexDigitsToLong(lines.group(2))),
        Long.parseLong(lines.group(3)));
  }

  private static int hex(String digits) {
    return HexFormat.fromHexDigits(digits);
  }

  private static int crc(String lines) {
    ByteBuffer bytes = US_ASCII.encode(lines);
    return Checksum.plain(bytes, 0, bytes.limit());
  }
}
