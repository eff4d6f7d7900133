package io.tributary.protocol.json;

import static io.tributary.protocol.json.Encoding.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.protocol.row.ZoneOffsets;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ZoneOffsetsTest {

  private static long seconds(Encoding columns, String time) {
    String message = "{\"t\":\"" + time + "\"}";
    return ByteBuffer.wrap(columns.row(message.getBytes(StandardCharsets.UTF_8)))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-07-01 12:00:00,2024-07-01T10:00:00Z",
    "2024-01-01 12:00:00,2024-01-01T11:00:00Z",
    "2024-01-01 12:00:00+05:00,2024-01-01T07:00:00Z",
    // The clocks go back at 03:00: the first of two times of that name.
    "2024-10-27 02:30:00,2024-10-27T00:30:00Z",
    "2024-10-27 03:00:00,2024-10-27T02:00:00Z",
    "2024-10-27 01:59:59,2024-10-26T23:59:59Z",
    // The clocks go forward at 02:00: the skipped time is read with the offset after it.
    "2024-03-31 02:30:00,2024-03-31T00:30:00Z",
    "2024-03-31 01:59:59,2024-03-31T00:59:59Z",
    "2024-03-31 03:00:00,2024-03-31T01:00:00Z",
  })
  void columnZoneHoldsWhereTheTextNamesNone(String time, String instant) {
    long expected = Instant.parse(instant).getEpochSecond();
    Encoding column = new Encoding(column("t", "DateTime64(0, 'Europe/Berlin')", "$.t"));
    assertEquals(expected, seconds(column, time));
    Encoding server = new Encoding(ZoneId.of("Europe/Berlin"), column("t", "DateTime64(0)", "$.t"));
    assertEquals(expected, seconds(server, time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
        "UTC",
        "Pacific/Apia",
        "Africa/Casablanca",
        "America/Sao_Paulo"
      })
  void rememberedOffsetIsThatOfTheRules(String zone) {
    ZoneRules rules = ZoneId.of(zone).getRules();
    ZoneOffsets offsets = new ZoneOffsets(ZoneId.of(zone));
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      long local = random.nextLong(-2_208_988_800L, 5_000_000_000L);
      // Near each other, so that remembered spans are used up to their borders.
      for (int step = 0; step < 3; step++, local += random.nextInt(2_000_000)) {
        check(rules, offsets, local);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // The clocks go back at 03:00; ClickHouse 26.7 takes the second of two times from 2300 on.
    "2299-10-29 02:30:00,7200",
    "2300-10-28 02:30:00,3600",
    "9990-10-28 02:30:00,3600",
    "2300-07-01 12:00:00,7200",
    "2300-03-25 02:30:00,7200",
  })
  void farFutureTakesTheSecondOfTwoTimes(String local, int expected) {
    long seconds = LocalDateTime.parse(local.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
    assertEquals(expected, new ZoneOffsets(ZoneId.of("Europe/Berlin")).at(seconds));
  }

  @Test
  void timesOfDateTimeCostNoObjects() {
    ZoneOffsets offsets = new ZoneOffsets(ZoneId.of("America/New_York"));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = sweep(offsets);
    long before = threads.getCurrentThreadAllocatedBytes();
    assertEquals(sum, sweep(offsets));
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < 1_000, () -> bytes + " bytes");
  }

  /** All seasons from 1970 to 2106, back and forth. */
  private static long sweep(ZoneOffsets offsets) {
    long sum = 0;
    for (long second = 0; second < 0xFFFF_FFFFL; second += 100_000) {
      sum += offsets.at(second) - 2L * offsets.at(0xFFFF_FFFFL - second);
    }
    return sum;
  }

  @Test
  void bordersOfChangesAreExact() {
    ZoneRules rules = ZoneId.of("Europe/Berlin").getRules();
    ZoneOffsets offsets = new ZoneOffsets(ZoneId.of("Europe/Berlin"));
    Instant at = Instant.parse("1970-01-01T00:00:00Z");
    for (int i = 0; i < 150; i++) {
      long change = rules.nextTransition(at).toEpochSecond();
      for (long local = change - 2; local <= change + 7_202; local += 1 + local % 3) {
        check(rules, offsets, local);
      }
      check(rules, offsets, change + 3_600);
      check(rules, offsets, change + 7_200);
      at = Instant.ofEpochSecond(change);
    }
  }

  private static void check(ZoneRules rules, ZoneOffsets offsets, long local) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
    var valid = rules.getValidOffsets(time);
    int expected =
        valid.isEmpty()
            ? rules.getTransition(time).getOffsetAfter().getTotalSeconds()
            : valid.getFirst().getTotalSeconds();
    assertEquals(expected, offsets.at(local), () -> "local time " + time);
  }
}
