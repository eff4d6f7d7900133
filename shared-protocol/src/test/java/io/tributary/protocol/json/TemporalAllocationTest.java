package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.protocol.row.ZoneOffsets;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a time costs in objects, in whichever form it comes: nothing. */
final class TemporalAllocationTest {
  private static final int ROUNDS = 20_000;
  private static final List<byte[]> TIMES =
      utf8(
          "2020-01-02 03:04:05",
          "2020-07-02T03:04:05.678Z",
          "1577934245",
          "1577934245678",
          "Thu, 2 Jan 2020 10:00:00 GMT",
          "July 2 2020 10:00 PM",
          "2020-10-25 02:30:00",
          "2020-03-29 02:30:00",
          "2020/1/2 3:4",
          "20200102030405");

  private final ZoneOffsets zone = new ZoneOffsets(ZoneId.of("Europe/Madrid"));
  private final DateTimeEncoder seconds =
      new DateTimeEncoder(zone, DateTimeInputFormat.BEST_EFFORT);
  private final DateTime64Encoder millis =
      new DateTime64Encoder(3, zone, DateTimeInputFormat.BEST_EFFORT);
  private final DateEncoder days = new DateEncoder();
  private final Time64Encoder clock = new Time64Encoder(6);
  private final TextBytes text = new TextBytes();
  private final RowBinaryWriter out = new RowBinaryWriter(64, 1_024);
  private final byte[] day = "2020-1-02".getBytes(StandardCharsets.UTF_8);
  private final byte[] time = "-123:45:06.789".getBytes(StandardCharsets.UTF_8);
  private final byte[] ticks = "1577934245678".getBytes(StandardCharsets.UTF_8);

  private static List<byte[]> utf8(String... texts) {
    return List.of(texts).stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
  }

  @Test
  void timesCostNoObjects() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    encode();
    encode();
    long before = threads.getCurrentThreadAllocatedBytes();
    encode();
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < ROUNDS, () -> bytes + " bytes for " + ROUNDS + " rounds");
  }

  private void encode() {
    for (int i = 0; i < ROUNDS; i++) {
      out.reset();
      for (int j = 0; j < TIMES.size(); j++) {
        byte[] bytes = TIMES.get(j);
        text.set(bytes, 0, bytes.length);
        assertNull(seconds.text(text, out));
        assertNull(millis.text(text, out));
      }
      text.set(day, 0, day.length);
      assertNull(days.text(text, out));
      text.set(time, 0, time.length);
      assertNull(clock.text(text, out));
      text.set(ticks, 0, ticks.length);
      assertNull(millis.ticks(text, out));
    }
  }
}
