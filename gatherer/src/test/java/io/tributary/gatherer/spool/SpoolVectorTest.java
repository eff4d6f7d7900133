package io.tributary.gatherer.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of {@code spool/v1}, which were made without this code, and docs/spool.md hold for it.
 */
final class SpoolVectorTest {
  private static final Path VECTORS = Path.of("src/test/resources/spool/v1");
  private static final Path DOCUMENT = Path.of("../docs/spool.md");
  private static final Pattern RULE = Pattern.compile("\\*\\*(S-\\d+) ([A-Z_]+)\\*\\*");
  private static final SpoolIdentity SPOOL = new SpoolIdentity(0xdeadbeefL, 0x1122334455667788L);
  private static final Position SEGMENT = new Position(7, 100);
  private static final long CREATED = 1_700_000_000_000L;
  private static final SpoolFolder FOLDER = new SpoolFolder(Path.of("/spool"));

  private record Vector(String name, List<String> lines) {
    byte[] bytes() {
      return HexFormat.of()
          .parseHex(
              lines.stream()
                  .map(line -> line.replaceAll("#.*", "").replaceAll("\\s", ""))
                  .collect(Collectors.joining()));
    }

    FileKind kind() {
      String ending = values("kind").getFirst();
      return Arrays.stream(FileKind.values())
          .filter(kind -> kind.ending().equals(ending))
          .findFirst()
          .orElseThrow();
    }

    List<String> values(String key) {
      String start = "# " + key + ":";
      return lines.stream()
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .filter(value -> !value.isEmpty())
          .toList();
    }

    String rule() {
      return name.split("--", 2)[0];
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What reading a file finds: what counts, and the first rule that is broken. */
  private record Read(List<String> texts, List<SpoolEntry> entries, String breach) {}

  static Stream<Vector> valid() {
    return vectors("valid");
  }

  static Stream<Vector> invalid() {
    return vectors("invalid");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void readsAsItsTextSays(Vector vector) throws IOException {
    Read read = read(vector);
    String key =
        switch (vector.kind()) {
          case ENTRIES -> "entry";
          case SETTLED -> "settled";
          case KEYS -> "key";
        };
    assertEquals("", read.breach());
    assertEquals(vector.values(key), read.texts());
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void breaksTheRuleItIsNamedAfterAndLosesNothingElse(Vector vector) throws IOException {
    Read read = read(vector);

    assertTrue(read.breach().contains(vector.rule() + " "), read.breach());
    List<String> left =
        vector.kind() == FileKind.ENTRIES
            ? read.texts().stream().map(text -> text.split(" ", 2)[0]).toList()
            : read.texts();
    assertEquals(vector.values("left"), left);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void isWrittenAsItWasRead(Vector vector) throws IOException {
    byte[] expected = vector.bytes();
    ByteBuffer out = ByteBuffer.allocate(expected.length).order(ByteOrder.LITTLE_ENDIAN);
    if (vector.kind() == FileKind.ENTRIES) {
      out.put(new FileHead(SPOOL, SEGMENT, CREATED).encode(FileKind.ENTRIES));
      int part = 0;
      int synced = FileHead.BYTES;
      for (SpoolEntry entry : read(vector).entries()) {
        long number = SEGMENT.entry() + part;
        boolean ofFirst = entry.request() == -1;
        EntryCodec.encode(
            out,
            entry,
            new Position(7, number),
            ofFirst ? part : 0,
            synced,
            new Checksum(SPOOL.salt()));
        synced = part == 0 ? out.position() : synced;
        part++;
      }
      assertArrayEquals(expected, out.array());
      return;
    }
    MemoryDisk disk = new MemoryDisk();
    if (vector.kind() == FileKind.SETTLED) {
      new SettledFile(disk, FOLDER, SPOOL)
          .append(SEGMENT, 0, List.of(new int[] {0, 3}, new int[] {5, 1}), true, CREATED);
    } else {
      disk.put(FOLDER.file(SEGMENT, FileKind.KEYS), expected);
      KeysFile file = new KeysFile(disk, FOLDER, SPOOL);
      List<KeyedAnswer> keys = keys(file);
      file.write(SEGMENT, keys, CREATED);
    }
    assertArrayEquals(expected, disk.bytes(FOLDER.file(SEGMENT, vector.kind())));
  }

  @Test
  void everyRuleHasAnInvalidVectorAndIsInTheDocument() throws IOException {
    Set<String> rules =
        Arrays.stream(SpoolRule.values()).map(SpoolRule::id).collect(Collectors.toSet());
    assertEquals(rules, invalid().map(Vector::rule).collect(Collectors.toSet()));

    Set<String> documented =
        RULE.matcher(Files.readString(DOCUMENT))
            .results()
            .map((MatchResult result) -> result.group(1) + " " + result.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> known =
        Arrays.stream(SpoolRule.values())
            .map(rule -> rule.id() + " " + rule)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(known, documented);
  }

  private static Read read(Vector vector) throws IOException {
    MemoryDisk disk = new MemoryDisk();
    disk.put(FOLDER.file(SEGMENT, vector.kind()), vector.bytes());
    try {
      return switch (vector.kind()) {
        case ENTRIES -> readEntries(disk, vector);
        case SETTLED -> readSettled(disk);
        case KEYS -> {
          KeysFile.Content content = new KeysFile(disk, FOLDER, SPOOL).read(SEGMENT);
          List<String> texts = content.keys().stream().map(SpoolVectorTest::text).toList();
          yield new Read(texts, List.of(), content.perfect() ? "" : "S-14 ");
        }
      };
    } catch (SpoolUnusableException e) {
      return new Read(List.of(), List.of(), String.valueOf(e.getMessage()));
    }
  }

  private static Read readEntries(MemoryDisk disk, Vector vector)
      throws IOException, SpoolUnusableException {
    List<String> texts = new ArrayList<>();
    List<SpoolEntry> entries = new ArrayList<>();
    List<String> breaches = new ArrayList<>();
    byte[] bytes = vector.bytes();
    SegmentScan.Visitor visitor =
        new SegmentScan.Visitor() {
          @Override
          public void entry(EntryHead head, int offset, Optional<KeyedAnswer> answer) {
            byte[] part = Arrays.copyOfRange(bytes, offset, offset + head.length());
            try {
              SpoolEntry entry = EntryCodec.decode(head, part);
              assertEquals(entry.answer(), answer);
              entries.add(entry);
              texts.add(text(head, entry));
            } catch (RuleBreach e) {
              breaches.add(String.valueOf(e.getMessage()));
            }
          }

          @Override
          public void lost(EntryHead head) {}
        };
    Path path = FOLDER.file(SEGMENT, FileKind.ENTRIES);
    SegmentScan.Found found;
    try (DiskFile file = disk.view(path)) {
      found = SegmentScan.scan(path, SEGMENT, SPOOL, file, Long.MAX_VALUE, visitor);
    }
    if (found.headBreach() != null) {
      breaches.add(String.valueOf(found.headBreach().getMessage()));
    }
    found.damages().forEach(damage -> breaches.add(damage.breach()));
    if (found.tail() != null) {
      breaches.add(found.tail().breach());
    }
    return new Read(texts, entries, breaches.isEmpty() ? "" : breaches.getFirst());
  }

  private static Read readSettled(MemoryDisk disk) throws IOException, SpoolUnusableException {
    Segment segment = new Segment(SEGMENT, 0);
    for (int entry = 0; entry < 10; entry++) {
      segment.add(SEGMENT.entry() + entry, FileHead.BYTES + entry);
    }
    new SettledFile(disk, FOLDER, SPOOL).load(segment);
    String settled =
        IntStream.range(0, 10)
            .filter(segment::isSettled)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" "));
    // Both rules end in the same: the record does not count, and the sidecar is made anew.
    return new Read(List.of(settled), List.of(), segment.sidecarBytes() > 0 ? "" : "S-14 S-15 ");
  }

  private static List<KeyedAnswer> keys(KeysFile file) throws IOException {
    try {
      return file.read(SEGMENT).keys();
    } catch (SpoolUnusableException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(EntryHead head, SpoolEntry entry) {
    StringBuilder text = new StringBuilder();
    text.append(head.incarnation()).append('/').append(head.entry());
    text.append(" request ").append(entry.request()).append(" part ").append(head.part());
    text.append(entry.last() ? " last: " : ": ").append(entry.stream());
    entry.answer().ifPresent(answer -> text.append(" key ").append(text(answer)));
    for (Section section : entry.sections()) {
      Buffer bytes = section.bytes();
      String hex = HexFormat.of().formatHex(bytes.getBytes());
      text.append(" [").append(section.type()).append(' ').append(hex).append(']');
    }
    return text.toString();
  }

  private static String text(KeyedAnswer keyed) {
    Answer answer = keyed.answer();
    return "%016x%016x %d+%d at %d"
        .formatted(
            keyed.key().high(),
            keyed.key().low(),
            answer.successfulRows(),
            answer.quarantinedRows(),
            answer.acceptedAtMillis());
  }

  private static Stream<Vector> vectors(String folder) {
    try (Stream<Path> files = Files.list(VECTORS.resolve(folder))) {
      return files.sorted().map(SpoolVectorTest::vector).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vector vector(Path file) {
    try {
      String name = file.getFileName().toString().replace(".hex", "");
      return new Vector(name, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
