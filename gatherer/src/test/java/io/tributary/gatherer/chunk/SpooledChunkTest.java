package io.tributary.gatherer.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.spool.Section;
import io.tributary.protocol.datafile.MetaColumns;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What is read from the spool makes the rows that were appended, or is refused. */
final class SpooledChunkTest {
  private static final long ACCEPTED = 1_700_000_000_123L;

  private final RowMaker maker = HttpTable.maker(MetaColumns.ON);

  /**
   * A value of a request.
   *
   * @param skipped empty lines before it
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Value(byte[] bytes, boolean cut, int skipped) {
    @Override
    public String toString() {
      return new String(bytes, UTF_8) + (cut ? "…" : "") + " after " + skipped;
    }
  }

  @Provide
  Arbitrary<Value> values() {
    Arbitrary<byte[]> bytes =
        Arbitraries.oneOf(
            Combinators.combine(
                    Arbitraries.longs().greaterOrEqual(0),
                    Arbitraries.strings().alpha().ofMaxLength(20))
                .as(HttpTable::value),
            Arbitraries.strings().withChars("{}\":x ").ofMaxLength(12).map(s -> s.getBytes(UTF_8)));
    return Combinators.combine(
            bytes, Arbitraries.of(false, false, false, true), Arbitraries.of(0, 0, 0, 1, 1_000_000))
        .as(Value::new);
  }

  private Chunk chunk(List<Value> values) {
    Chunk chunk = new Chunk(HttpTable.LIMITS, maker, 0, ACCEPTED);
    long line = 0;
    for (Value value : values) {
      line += 1 + value.skipped();
      if (value.cut()) {
        var unused = chunk.addCut(value.bytes(), 0, value.bytes().length, line);
      } else {
        var unused = chunk.add(value.bytes(), 0, value.bytes().length, line);
      }
    }
    return chunk;
  }

  private static List<Section> copied(List<Section> sections) {
    return sections.stream()
        .map(section -> new Section(section.type(), section.bytes().copy()))
        .toList();
  }

  private Chunk read(List<Section> sections) {
    SpooledChunk spooled = SpooledChunk.read(sections);
    Chunk again = new Chunk(HttpTable.LIMITS, maker, 0, spooled.acceptedMillis());
    spooled.makeRows(again);
    return again;
  }

  @Property(tries = 500)
  void whatIsReadIsWhatWasWritten(
      @ForAll @Size(min = 1, max = 40) List<@From("values") Value> values,
      @ForAll @LongRange(min = 0, max = 1L << 62) long firstOffset,
      @ForAll @IntRange(min = 0) int partition) {
    Chunk chunk = chunk(values);
    chunk.stamp(firstOffset);
    SourcePartition source = new SourcePartition("http:größer", partition, 0x8000_0001);
    List<Section> sections = copied(SpooledChunk.write(chunk, source, firstOffset));
    chunk.stamp(0);
    SpooledChunk spooled = SpooledChunk.read(sections);
    assertEquals(firstOffset, spooled.firstOffset());
    assertEquals(source, spooled.source());
    assertEquals(values.size(), spooled.count());
    assertEquals(ACCEPTED, spooled.acceptedMillis());
    assertEquals(chunk.valueBytes(), spooled.valueBytes());
    Chunk again = read(sections);
    chunk.stamp(firstOffset);
    assertEquals(chunk.goodRows(), again.goodRows());
    assertEquals(HttpTable.rows(chunk), HttpTable.rows(again));
    for (int i = 0; i < values.size(); i++) {
      assertEquals(chunk.line(i), again.line(i));
      assertEquals(chunk.isCut(i), again.isCut(i));
      assertEquals(chunk.isGood(i), again.isGood(i));
      int start = again.valueStart(i);
      assertArrayEquals(
          values.get(i).bytes(),
          Arrays.copyOfRange(again.values(), start, start + again.valueLength(i)));
    }
  }

  @Property(tries = 2_000)
  void damagedHeadIsRefusedOrMakesOtherRows(
      @ForAll @Size(min = 1, max = 6) List<@From("values") Value> values,
      @ForAll @Size(min = 1, max = 4) List<Byte> damage,
      @ForAll @IntRange(min = 0, max = 200) int at) {
    List<Section> sections = copied(SpooledChunk.write(chunk(values), HttpTable.SOURCE, 5));
    byte[] head = sections.get(0).bytes().getBytes();
    for (int i = 0; i < damage.size(); i++) {
      head[(at + i) % head.length] = damage.get(i);
    }
    readOrRefuse(List.of(new Section(1, Buffer.buffer(head)), sections.get(1)));
  }

  @Property(tries = 500)
  void sectionsOfAnyLengthAreRefusedOrMakeOtherRows(
      @ForAll @Size(min = 1, max = 6) List<@From("values") Value> values,
      @ForAll @IntRange(min = 0, max = 120) int headBytes,
      @ForAll @IntRange(min = 0, max = 60) int valueBytes) {
    List<Section> sections = copied(SpooledChunk.write(chunk(values), HttpTable.SOURCE, 5));
    readOrRefuse(
        List.of(
            new Section(
                1, Buffer.buffer(Arrays.copyOf(sections.get(0).bytes().getBytes(), headBytes))),
            new Section(
                2, Buffer.buffer(Arrays.copyOf(sections.get(1).bytes().getBytes(), valueBytes)))));
  }

  /** Anything else that is thrown fails the test. */
  private void readOrRefuse(List<Section> sections) {
    try {
      Chunk made = read(sections);
      assertTrue(made.valueBytes() <= sections.get(1).bytes().length());
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage() != null, "without a reason");
    }
  }

  @Example
  void otherSectionsAreRefused() {
    List<Section> sections =
        copied(
            SpooledChunk.write(
                chunk(List.of(new Value(HttpTable.value(1, "a"), false, 0))), HttpTable.SOURCE, 0));
    Section head = sections.get(0);
    Section values = sections.get(1);
    for (List<Section> wrong :
        List.of(
            List.<Section>of(),
            List.of(head),
            List.of(values, head),
            List.of(head, values, values),
            List.of(head, new Section(3, values.bytes())),
            List.of(new Section(1, head.bytes().slice(0, 27)), values))) {
      assertThrows(IllegalArgumentException.class, () -> SpooledChunk.read(wrong));
    }
  }

  @Example
  void rowsAreMadeForTheTableAsItIsNow() {
    Value value = new Value("{\"id\":\"text\",\"name\":\"a\"}".getBytes(UTF_8), false, 0);
    List<Section> sections = copied(SpooledChunk.write(chunk(List.of(value)), HttpTable.SOURCE, 3));
    Chunk again = new Chunk(HttpTable.LIMITS, HttpTable.makerWithId("String"), 0, ACCEPTED);
    SpooledChunk.read(sections).makeRows(again);
    assertEquals(1, again.goodRows());
  }
}
