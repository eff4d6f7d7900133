package io.tributary.connector.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.rowbinary.RowTooLargeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeaderMapTest {
  private static final int MAX_BYTES = 4_000;

  private final RecordHeaders headers = new RecordHeaders();
  private final HeaderMap map = new HeaderMap();
  private final RowBinaryWriter out = new RowBinaryWriter(16, 1 << 20);

  @Test
  void textsAreStoredAsTheyAre() {
    header("a", "Zoë 🦉");
    header("b", "");
    headers.add("c", null);
    assertMap("a", "Zoë 🦉", "b", "", "c", "");
  }

  @Test
  void bytesThatAreNoTextAreStoredInBase64() {
    headers.add("raw", new byte[] {0, (byte) 0xFF});
    headers.add("cut", new byte[] {(byte) 0xC3});
    assertMap("raw", "base64:AP8=", "cut", "base64:ww==");
  }

  @Test
  void aTextThatLooksLikeBase64IsStillItself() {
    header("a", "base64:AP8=");
    header("b", "base64");
    assertMap("a", "base64:YmFzZTY0OkFQOD0=", "b", "base64");
  }

  @Test
  void aNameGivenAgainKeepsAllItsValuesInOrder() {
    header("a", "1");
    header("b", "x");
    header("a", "say \"\\\u0001é");
    headers.add("a", null);
    headers.add("a", new byte[] {-1});
    assertMap("a", "[\"1\",\"say \\\"\\\\\\u0001é\",null,\"base64:/w==\"]", "b", "x");
  }

  @Test
  void longTextsAreLookedAtToTheirEnd() {
    byte[] text = "é".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    headers.add("good", text);
    byte[] broken = text.clone();
    broken[1_999] = 'x';
    headers.add("broken", broken);
    assertEquals(1, map.write(headers, 4_000, out), "Base64 takes too much");
    headers.remove("broken");
    out.reset();
    assertMap("good", "é".repeat(1_000));
  }

  @Test
  void whatFitsIsKeptOfTooManyBytes() {
    header("a", "1");
    headers.add("b", new byte[MAX_BYTES]);
    header("c", "3");
    header("a", "4");
    assertEquals(2, map.write(headers, MAX_BYTES, out));
    assertWritten("a", "[\"1\",\"4\"]");
  }

  @Test
  void tooManyRepetitionsAreTooManyBytes() {
    for (int i = 0; i < 100; i++) {
      headers.add("a", new byte[60]);
    }
    assertEquals(100, map.write(headers, MAX_BYTES, out));
    assertWritten();
  }

  @Test
  void theFirstHeadersAreKeptOfTooMany() {
    for (int i = 0; i <= HeaderMap.MAX_HEADERS; i++) {
      header("h" + i, "");
    }
    header("h0", "again");
    assertEquals(2, map.write(headers, MAX_BYTES, out));
    byte[] count256 = {(byte) 0x80, 2};
    assertArrayEquals(count256, Arrays.copyOf(out.array(), 2));
  }

  @Test
  void aRowWithoutRoomIsNotTheHeadersFault() {
    header("a", "1".repeat(100));
    out.limit(50);
    assertThrows(RowTooLargeException.class, () -> map.write(headers, MAX_BYTES, out));
  }

  private void header(String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private void assertMap(@Nullable String... namesAndValues) {
    assertEquals(0, map.write(headers, MAX_BYTES, out));
    assertWritten(namesAndValues);
  }

  private void assertWritten(@Nullable String... namesAndValues) {
    RowBinaryWriter expected = new RowBinaryWriter(16, 1 << 20);
    expected.writeVarUInt(namesAndValues.length / 2);
    for (String text : namesAndValues) {
      expected.writeString(String.valueOf(text));
    }
    assertArrayEquals(
        Arrays.copyOf(expected.array(), expected.position()),
        Arrays.copyOf(out.array(), out.position()));
  }
}
