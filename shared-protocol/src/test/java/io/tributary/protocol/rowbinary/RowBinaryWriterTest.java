package io.tributary.protocol.rowbinary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowBinaryWriterTest {

  private static byte[] written(Consumer<RowBinaryWriter> writing) {
    RowBinaryWriter writer = new RowBinaryWriter(16, 1 << 20);
    writing.accept(writer);
    return Arrays.copyOf(writer.array(), writer.position());
  }

  private static String hex(Consumer<RowBinaryWriter> writing) {
    return HexFormat.of().formatHex(written(writing));
  }

  @Test
  void numbersAreLittleEndian() {
    assertEquals("fe", hex(w -> w.writeInt8(-2)));
    assertEquals("feff", hex(w -> w.writeInt16(-2)));
    assertEquals("04030201", hex(w -> w.writeInt32(0x01020304)));
    assertEquals("0807060504030201", hex(w -> w.writeInt64(0x0102030405060708L)));
    assertEquals("0000c03f", hex(w -> w.writeFloat32(1.5f)));
    assertEquals("000000000000f83f", hex(w -> w.writeFloat64(1.5)));
    assertEquals("01", hex(RowBinaryWriter::writeNull));
    assertEquals("00", hex(RowBinaryWriter::writeNotNull));
  }

  @Test
  void wideNumbersAreLittleEndian() {
    assertEquals(
        "0f0e0d0c0b0a09080706050403020100",
        hex(w -> w.writeInt128(0x0001020304050607L, 0x08090a0b0c0d0e0fL)));
    assertEquals(
        "0400000000000000030000000000000002000000000000000100000000000000",
        hex(w -> w.writeInt256(1, 2, 3, 4)));
  }

  @Test
  void ipv6IsInNetworkOrder() {
    assertEquals(
        "000102030405060708090a0b0c0d0e0f",
        hex(w -> w.writeIpv6(0x0001020304050607L, 0x08090a0b0c0d0e0fL)));
  }

  @Test
  void fixedStringIsFilledUpOverOldBytes() {
    assertEquals(
        "6263000000",
        hex(
            w -> {
              w.writeInt64(-1);
              w.truncate(0);
              w.writeFixedString(new byte[] {'a', 'b', 'c'}, 1, 2, 5);
            }));
  }

  @Test
  void uuidIsTwoHalvesHighFirst() {
    assertEquals(
        "77665544332211000f0e0d0c0b0a0908",
        hex(w -> w.writeUuid(0x0011223344556677L, 0x08090a0b0c0d0e0fL)));
  }

  @ParameterizedTest
  @CsvSource({
    "0,00",
    "1,01",
    "127,7f",
    "128,8001",
    "300,ac02",
    "16383,ff7f",
    "16384,808001",
    "-1,ffffffffffffffffff01",
    "9223372036854775807,ffffffffffffffff7f"
  })
  void varUIntIsLeb128(long value, String expected) {
    assertEquals(expected, hex(w -> w.writeVarUInt(value)));
  }

  @Test
  void stringsAreCountedUtf8() {
    assertEquals("00", hex(w -> w.writeString("")));
    assertEquals("0361c3a4", hex(w -> w.writeString("aä")));
    assertEquals("04f09f9880", hex(w -> w.writeString("😀")));
    assertEquals("02ff00", hex(w -> w.writeString(new byte[] {9, -1, 0, 9}, 1, 2)));
  }

  @Test
  void loneSurrogateBecomesReplacement() {
    assertEquals("0561efbfbd62", hex(w -> w.writeString("a\ud83db")));
    assertEquals("04efbfbd61", hex(w -> w.writeString("\ude00a".toCharArray(), 0, 2)));
    assertEquals("03efbfbd", hex(w -> w.writeString("\ud83d\ude00".toCharArray(), 0, 1)));
  }

  @Property(tries = 300)
  boolean anyTextIsTheJdksUtf8(@ForAll @StringLength(max = 300) String text) {
    byte[] utf8 =
        new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16)
            .getBytes(StandardCharsets.UTF_8);
    byte[] characters = written(w -> w.writeString(text.toCharArray(), 0, text.length()));
    byte[] sequence = written(w -> w.writeString(text));
    byte[] bytes = written(w -> w.writeString(utf8, 0, utf8.length));
    return Arrays.equals(bytes, characters) && Arrays.equals(bytes, sequence);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "127", "128", "300", "20000"})
  void collectionCountStandsBeforeItsElements(int count) {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.write(7);
    expected.writeBytes(written(w -> w.writeVarUInt(count)));
    byte[] actual =
        written(
            w -> {
              w.writeInt8(7);
              int start = w.beginCollection();
              for (int i = 0; i < count; i++) {
                w.writeInt8(i);
                expected.write(i);
              }
              w.endCollection(start, count);
              w.writeInt16(0x0102);
            });
    expected.writeBytes(new byte[] {2, 1});
    assertArrayEquals(expected.toByteArray(), actual);
  }

  @Test
  void growsToItsMaximumAndNoFurther() {
    RowBinaryWriter writer = new RowBinaryWriter(16, 50);
    for (int i = 0; i < 6; i++) {
      writer.writeInt64(i);
    }
    assertThrows(RowTooLargeException.class, () -> writer.writeInt64(6));
    assertEquals(48, writer.position());
    writer.writeInt16(6);
    assertEquals(0, writer.remaining());
    assertThrows(RowTooLargeException.class, () -> writer.writeInt8(1));
    assertEquals(5, ByteBuffer.wrap(writer.array()).order(ByteOrder.LITTLE_ENDIAN).getLong(40));
  }

  @Test
  void growingStopsAtTheUsualCapacityForAsLongAsThatIsEnough() {
    RowBinaryWriter writer = new RowBinaryWriter(16, 40, 1_000);
    writer.writeInt64(0);
    writer.writeInt64(0);
    writer.writeInt64(0);
    assertEquals(32, writer.array().length);
    writer.writeInt64(0);
    writer.writeInt64(0);
    assertEquals(40, writer.array().length);
    writer.writeInt8(0);
    assertEquals(80, writer.array().length);
  }

  @Test
  void limitIsKeptAndLiftedByReset() {
    RowBinaryWriter writer = new RowBinaryWriter(32, 64);
    writer.writeInt64(1);
    writer.limit(10);
    assertThrows(RowTooLargeException.class, () -> writer.writeString("xyz"));
    assertThrows(IllegalArgumentException.class, () -> writer.limit(65));
    writer.truncate(8);
    assertThrows(IllegalArgumentException.class, () -> writer.limit(7));
    assertThrows(IllegalArgumentException.class, () -> writer.truncate(9));
    writer.reset();
    assertEquals(64, writer.remaining());
  }
}
