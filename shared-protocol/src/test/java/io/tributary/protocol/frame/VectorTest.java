package io.tributary.protocol.frame;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code vectors/v1} and PROTOCOL.md hold for the code, and cover it. */
final class VectorTest {
  private static final Path PROTOCOL = Path.of("PROTOCOL.md");
  private static final Pattern HEX_BLOCK = Pattern.compile("```hex\n(.*?)```", Pattern.DOTALL);
  private static final Pattern RULE = Pattern.compile("\\*\\*(P-\\d+) ([A-Z_]+)\\*\\*");

  static Stream<Vector> valid() {
    return Vector.all("valid");
  }

  static Stream<Vector> invalid() {
    return Vector.all("invalid");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void decodesToItsTextAndEncodesToItself(Vector vector) throws ProtocolViolation {
    Frame frame = read(vector);

    assertEquals(vector.value("frame"), frame.toString());
    assertEquals(vector.bytes(), FrameEncoder.encode(frame));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void breaksTheRuleItIsNamedAfter(Vector vector) {
    ProtocolViolation violation = assertThrows(ProtocolViolation.class, () -> read(vector));

    String expected = vector.name().split("--", 2)[0];
    assertEquals(expected, violation.rule().id(), violation.getMessage());
    String start = expected + " " + violation.rule() + ": ";
    assertTrue(violation.goodbye().message().startsWith(start), violation.getMessage());
  }

  @Test
  void everyTypeHasAValidVector() throws ProtocolViolation {
    Set<FrameType> seen = EnumSet.noneOf(FrameType.class);
    for (Vector vector : valid().toList()) {
      seen.add(FrameType.of(read(vector)));
    }
    assertEquals(EnumSet.allOf(FrameType.class), seen);
  }

  @Test
  void everyRuleOfTheReaderHasAnInvalidVector() {
    Set<String> rules =
        Arrays.stream(Rule.values())
            .filter(Rule::isFoundByReader)
            .map(Rule::id)
            .collect(Collectors.toSet());
    assertEquals(rules, invalid().map(v -> v.name().split("--", 2)[0]).collect(Collectors.toSet()));
  }

  @Test
  void rulesAreThoseOfTheDocument() throws IOException {
    List<String> documented =
        RULE.matcher(Files.readString(PROTOCOL))
            .results()
            .map(m -> m.group(1) + " " + m.group(2))
            .sorted()
            .toList();
    assertEquals(
        Arrays.stream(Rule.values()).map(r -> r.id() + " " + r).sorted().toList(), documented);
  }

  @Test
  void examplesOfTheDocumentAreVectors() throws IOException, ProtocolViolation {
    Set<Buffer> vectors = valid().map(Vector::bytes).collect(Collectors.toSet());
    Set<FrameType> shown = EnumSet.noneOf(FrameType.class);
    for (MatchResult block : HEX_BLOCK.matcher(Files.readString(PROTOCOL)).results().toList()) {
      Buffer bytes = Vector.bytes(block.group(1).lines().toList());
      assertTrue(vectors.contains(bytes), block.group(1));
      shown.add(requireNonNull(FrameType.ofCode(bytes.getByte(4))));
    }
    assertEquals(EnumSet.allOf(FrameType.class), shown);
  }

  private static Frame read(Vector vector) throws ProtocolViolation {
    FrameReader reader = vector.reader();
    reader.feed(vector.bytes());
    Frame frame = requireNonNull(reader.next(), () -> vector + " is not complete");
    assertNull(reader.next());
    return frame;
  }
}
