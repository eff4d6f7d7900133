package io.tributary.gatherer.http.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.http.body.BodyReader.Encoding;
import io.tributary.gatherer.http.body.BodyReader.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyReaderTest {
  private static final BodyLimits LIMITS = new BodyLimits(10 << 20, 1 << 20, 250);
  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  @ParameterizedTest
  @ValueSource(
      strings = {"[1,,2]", "[,1]", "[1,]", "[1 2]", "[1", "[", "]", "{\"a\":1", ",", "[1]]", "}"})
  void whatIsWrongBetweenValuesEndsTheBody(String body) {
    BodyProblem problem =
        assertThrows(BodyProblem.class, () -> read(Format.JSON, body.getBytes(UTF_8), LIMITS));
    assertEquals(BodyProblem.Kind.MALFORMED, problem.kind());
    assertTrue(problem.getMessage().startsWith("the body is not JSON: "), problem.getMessage());
  }

  @Test
  void whatIsWrongInsideAValueIsTheRowsProblem() throws BodyProblem {
    assertEquals(
        List.of("1:{\"a\" 1}", "2:7", "3:\"x\"", "4:[1]", "5:nul"),
        read(Format.JSON, "[{\"a\" 1}, 7,\"x\",[1]]nul".getBytes(UTF_8), LIMITS));
  }

  @Test
  void invalidUtf8IsHandedOnAsItIs() throws BodyProblem {
    byte[] body = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}', '\n', '1'};
    assertEquals(2, read(Format.NDJSON, body, LIMITS).size());
  }

  @Test
  void rowAboveTheBoundIsBadAndTheRestGoesOn() throws BodyProblem {
    BodyLimits limits = new BodyLimits(1 << 20, 4, 10);
    byte[] body = "12345678\n1234\n".getBytes(UTF_8);
    assertEquals(List.of("1:1234…", "2:1234"), read(Format.NDJSON, body, limits));
    assertEquals(
        List.of("1:\"123…", "2:1234"),
        read(Format.JSON, "[\"12345\",1234]".getBytes(UTF_8), limits));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void decodesWhateverTheChunks(Encoding encoding) throws BodyProblem {
    String text = rows(9_000);
    List<String> expected = read(Format.NDJSON, text.getBytes(UTF_8), LIMITS);
    byte[] body = Compressed.of(encoding, text.getBytes(UTF_8));
    for (int chunk : new int[] {1, 7, 1000, 16 << 10, body.length}) {
      assertEquals(expected, Values.read(encoding, Format.NDJSON, LIMITS, body, chunk));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Encoding.class, mode = EnumSource.Mode.EXCLUDE, names = "IDENTITY")
  void decodesSeveralFramesOneAfterTheOther(Encoding encoding) throws BodyProblem {
    byte[] first = Compressed.of(encoding, "1\n2".getBytes(UTF_8));
    byte[] second = Compressed.of(encoding, "3\n4".getBytes(UTF_8));
    byte[] body = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, body, first.length, second.length);
    for (int chunk : new int[] {1, 5, body.length}) {
      assertEquals(
          List.of("1:1", "2:23", "3:4"), Values.read(encoding, Format.NDJSON, LIMITS, body, chunk));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Encoding.class, mode = EnumSource.Mode.EXCLUDE, names = "IDENTITY")
  void everyCutIsNoticed(Encoding encoding) throws BodyProblem {
    byte[] body = Compressed.of(encoding, rows(20).getBytes(UTF_8));
    for (int length = 0; length < body.length; length++) {
      byte[] cut = Arrays.copyOf(body, length);
      BodyProblem problem =
          assertThrows(
              BodyProblem.class,
              () -> Values.read(encoding, Format.NDJSON, LIMITS, cut, 11),
              "cut after " + length);
      assertEquals(BodyProblem.Kind.ENCODING_BROKEN, problem.kind());
    }
  }

  @ParameterizedTest
  @EnumSource(value = Encoding.class, mode = EnumSource.Mode.EXCLUDE, names = "IDENTITY")
  void damageCostsTheBodyAtMost(Encoding encoding) throws BodyProblem {
    byte[] good = Compressed.of(encoding, rows(200).getBytes(UTF_8));
    List<String> expected = Values.read(encoding, Format.NDJSON, LIMITS, good, 100);
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        // What is not noticed is in parts of a header that say nothing about the content.
        assertEquals(expected, Values.read(encoding, Format.NDJSON, LIMITS, bad, 100));
      } catch (BodyProblem noticed) {
        assertFalse(noticed.getMessage().isEmpty());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Encoding.class, mode = EnumSource.Mode.EXCLUDE, names = "IDENTITY")
  void garbageIsRefused(Encoding encoding) {
    BodyProblem problem =
        assertThrows(
            BodyProblem.class,
            () -> Values.read(encoding, Format.NDJSON, LIMITS, rows(3).getBytes(UTF_8), 64));
    assertEquals(BodyProblem.Kind.ENCODING_BROKEN, problem.kind());
  }

  @ParameterizedTest
  @CsvSource({"GZIP, 50", "ZSTD, 50", "LZ4, 50", "GZIP, 100000", "ZSTD, 100000", "LZ4, 100000"})
  void bombIsStoppedAtItsBounds(Encoding encoding, int ratio) throws BodyProblem {
    byte[] bomb = Compressed.of(encoding, new byte[64 << 20]);
    long most = 8 << 20;
    long[] decoded = {0};
    ValueSink sink =
        new ValueSink() {
          @Override
          public void value(byte[] bytes, int offset, int length, long line) {}

          @Override
          public void oversized(byte[] head, int offset, int length, long line) {}
        };
    BodyLimits limits = new BodyLimits(most, 1 << 10, ratio);
    MemoryBudget budget = new MemoryBudget(16 << 20);
    try (BodyReader reader = BodyReader.open(encoding, Format.NDJSON, limits, budget, sink)) {
      BodyProblem problem =
          assertThrows(
              BodyProblem.class,
              () -> {
                for (int at = 0; at < bomb.length; at += 1000) {
                  reader.feed(bomb, at, Math.min(1000, bomb.length - at));
                  while (reader.read()) {
                    decoded[0] += BodyDecoder.PIECE_BYTES;
                  }
                }
                reader.end();
              });
      assertEquals(
          ratio == 50 ? BodyProblem.Kind.EXPANDS : BodyProblem.Kind.TOO_LARGE, problem.kind());
      assertTrue(decoded[0] <= most + BodyDecoder.PIECE_BYTES, decoded[0] + " bytes");
    }
  }

  @Test
  void bodyThatIsTooLargeAsSentIsStopped() {
    BodyLimits limits = new BodyLimits(10, 4, 10);
    BodyProblem problem =
        assertThrows(
            BodyProblem.class,
            () -> read(Format.NDJSON, "1\n2\n3\n4\n5\n6".getBytes(UTF_8), limits));
    assertEquals(BodyProblem.Kind.TOO_LARGE, problem.kind());
  }

  @Test
  void longRowsTakeTheirMemoryFromTheBudget() throws BodyProblem {
    MemoryBudget budget = new MemoryBudget(8 << 10);
    try (BodyReader reader =
        BodyReader.open(Encoding.IDENTITY, Format.NDJSON, LIMITS, budget, new Values())) {
      reader.feed(new byte[5 << 10], 0, 5 << 10);
      while (reader.read()) {
        // All of it is one row so far.
      }
      reader.feed(new byte[5 << 10], 0, 5 << 10);
      BodyProblem problem = assertThrows(BodyProblem.class, reader::read);
      assertEquals(BodyProblem.Kind.NO_MEMORY, problem.kind());
    }
    assertEquals(0, budget.used());
  }

  /** Made by: lz4 -9 -BD -B4 -BX --content-size */
  @Test
  void lz4BlocksThatDependOnEachOtherAreDecoded() throws IOException, BodyProblem {
    byte[] body;
    try (InputStream in = BodyReaderTest.class.getResourceAsStream("linked.lz4")) {
      body = Objects.requireNonNull(in).readAllBytes();
    }
    for (int chunk : new int[] {1, 100, body.length}) {
      List<String> values = Values.read(Encoding.LZ4, Format.NDJSON, LIMITS, body, chunk);
      assertEquals(8_000, values.size());
      for (int i = 0; i < values.size(); i++) {
        assertEquals((i + 1) + ":{\"id\":" + i / 40 + ",\"page\":\"/about\"}", values.get(i));
      }
    }
  }

  @Test
  void zstdThatWantsTooLargeAWindowIsRefused() {
    byte[] frame = Compressed.zstd(rows(100).getBytes(UTF_8), 27);
    BodyProblem problem =
        assertThrows(
            BodyProblem.class, () -> Values.read(Encoding.ZSTD, Format.NDJSON, LIMITS, frame, 100));
    assertTrue(problem.getMessage().contains("8 MiB"), problem.getMessage());
  }

  @Test
  void zstdWindowComesOutOfTheBudget() throws BodyProblem {
    byte[] frame = Compressed.zstd(rows(100).getBytes(UTF_8), 22);
    MemoryBudget budget = new MemoryBudget(4 << 20);
    try (BodyReader reader =
        BodyReader.open(Encoding.ZSTD, Format.NDJSON, LIMITS, budget, new Values())) {
      reader.feed(frame, 0, frame.length);
      BodyProblem problem = assertThrows(BodyProblem.class, reader::read);
      assertEquals(BodyProblem.Kind.NO_MEMORY, problem.kind());
    }
  }

  private static String rows(int count) {
    StringBuilder rows = new StringBuilder();
    IntStream.range(0, count)
        .forEach(
            i ->
                rows.append("{\"id\":")
                    .append(i)
                    .append(",\"page\":\"/")
                    .append(Integer.toHexString(i * 31))
                    .append("\"}\n"));
    return rows.toString();
  }

  private static List<String> read(Format format, byte[] body, BodyLimits limits)
      throws BodyProblem {
    return Values.read(Encoding.IDENTITY, format, limits, body, 3);
  }
}
