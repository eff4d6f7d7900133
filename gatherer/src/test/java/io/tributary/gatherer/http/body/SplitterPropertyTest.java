package io.tributary.gatherer.http.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.gatherer.http.body.BodyReader.Encoding;
import io.tributary.gatherer.http.body.BodyReader.Format;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Values are the same, however the bytes around them arrive. */
final class SplitterPropertyTest {
  private static final int MAX_ROW = 40;
  private static final BodyLimits LIMITS = new BodyLimits(1 << 20, MAX_ROW, 100);

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.strings().withChars("{}[]\",:\\ a\u00e9\r\t").ofMaxLength(60);
  }

  @Provide
  Arbitrary<String> objects() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars("{}[],: \nx\u00e9")
            .ofMaxLength(12)
            .map(inside -> "\"" + inside + "\\\"\\\\\"");
    Arbitrary<String> leaf = Arbitraries.oneOf(text, Arbitraries.of("1", "null", "-2.5e3"));
    return leaf.map(value -> "{\"a\":[" + value + ",{\"b\": " + value + "}]}");
  }

  @Provide
  Arbitrary<String> spaces() {
    return Arbitraries.strings().withChars(" \n\r\t").ofMaxLength(3);
  }

  @Property(tries = 500)
  void linesAreThoseOfTheText(
      @ForAll @Size(max = 8) List<@From("lines") String> lines,
      @ForAll @IntRange(min = 1, max = 70) int chunkBytes)
      throws BodyProblem {
    String body = String.join("\n", lines);
    List<String> expected = new ArrayList<>();
    List<String> parts = List.of(body.split("\n", -1));
    for (int i = 0; i < parts.size(); i++) {
      byte[] bytes = parts.get(i).getBytes(StandardCharsets.UTF_8);
      if (bytes.length > MAX_ROW) {
        expected.add((i + 1) + ":" + new String(bytes, 0, MAX_ROW, StandardCharsets.UTF_8) + "…");
      } else if (!blank(parts.get(i))) {
        expected.add((i + 1) + ":" + trimmed(parts.get(i)));
      }
    }
    assertEquals(expected, read(Format.NDJSON, body, chunkBytes));
  }

  @Property(tries = 500)
  void elementsOfAnArrayAreItsValues(
      @ForAll @Size(max = 6) List<@From("objects") String> objects,
      @ForAll("spaces") String space,
      @ForAll @IntRange(min = 1, max = 70) int chunkBytes)
      throws BodyProblem {
    String body = space + "[" + String.join(space + "," + space, objects) + space + "]" + space;
    assertEquals(expected(objects), read(Format.JSON, body, chunkBytes));
  }

  @Property(tries = 500)
  void objectsOneAfterTheOtherAreValues(
      @ForAll @Size(max = 6) List<@From("objects") String> objects,
      @ForAll("spaces") String space,
      @ForAll @IntRange(min = 1, max = 70) int chunkBytes)
      throws BodyProblem {
    assertEquals(
        expected(objects),
        read(Format.JSON, "\ufeff" + space + String.join(space, objects), chunkBytes));
  }

  @Property(tries = 300)
  void cutArrayIsNoArray(
      @ForAll @Size(min = 1, max = 3) List<@From("objects") String> objects,
      @ForAll @IntRange(min = 1, max = 200) int cut,
      @ForAll @IntRange(min = 1, max = 70) int chunkBytes) {
    String body = "[" + String.join(",", objects) + "]";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    int length = Math.max(1, bytes.length - cut);
    String shorter = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    BodyProblem problem =
        assertThrows(BodyProblem.class, () -> read(Format.JSON, shorter, chunkBytes));
    assertEquals(BodyProblem.Kind.MALFORMED, problem.kind());
  }

  private static List<String> expected(List<String> objects) {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      byte[] bytes = objects.get(i).getBytes(StandardCharsets.UTF_8);
      expected.add(
          (i + 1)
              + ":"
              + (bytes.length > MAX_ROW
                  ? new String(bytes, 0, MAX_ROW, StandardCharsets.UTF_8) + "…"
                  : objects.get(i)));
    }
    return expected;
  }

  private static List<String> read(Format format, String body, int chunkBytes) throws BodyProblem {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return Values.read(Encoding.IDENTITY, format, LIMITS, bytes, chunkBytes);
  }

  private static boolean blank(String line) {
    return trimmed(line).isEmpty();
  }

  private static String trimmed(String line) {
    return line.replaceAll("^[ \t\r\n]+|[ \t\r\n]+$", "");
  }
}
