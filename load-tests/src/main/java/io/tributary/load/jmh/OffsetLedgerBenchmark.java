package io.tributary.load.jmh;

import io.tributary.connector.kafka.OffsetLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a batch cost in the ledger of its partition, from its first record to the offset that
 * may be committed, with few and with many batches under way?
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -XX:+UseSerialGC -cp "cli/target/app/lib/*" \
 *     org.openjdk.jmh.Main OffsetLedger -prof gc -prof io.tributary.load.jmh.CpuProfiler
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class OffsetLedgerBenchmark {
  /** Rows of a full batch of data set W. */
  private static final int BATCH_ROWS = 7_000;

  private static final int DRAWS = 1 << 16;

  /** Batches of the partition without a verdict. */
  @Param({"16", "1024"})
  public int underWay = 16;

  /** Whose verdict comes next. */
  @Param({"OLDEST_FIRST", "ANY"})
  public SettleOrder order = SettleOrder.OLDEST_FIRST;

  private final List<OffsetLedger.Mark> marks = new ArrayList<>();
  private final int[] places = new int[DRAWS];
  private OffsetLedger ledger = new OffsetLedger(0);
  private long offset;
  private int next;

  /** Begins the batches that are under way. */
  @Setup
  public void begin() {
    Random random = new Random(42);
    for (int i = 0; i < DRAWS; i++) {
      places[i] = order == SettleOrder.ANY ? random.nextInt(underWay) : i % underWay;
    }
    ledger = new OffsetLedger(0);
    for (int i = 0; i < underWay; i++) {
      marks.add(beginBatch());
    }
  }

  private OffsetLedger.Mark beginBatch() {
    OffsetLedger.Mark mark = ledger.begin(offset);
    offset += BATCH_ROWS;
    ledger.advance(offset);
    return mark;
  }

  /** One batch is settled, the next one begun, and a commit asks how far all is settled. */
  @Benchmark
  public long batch() {
    int place = places[next++ & (DRAWS - 1)];
    ledger.settle(marks.get(place));
    marks.set(place, beginBatch());
    return ledger.committable();
  }
}
