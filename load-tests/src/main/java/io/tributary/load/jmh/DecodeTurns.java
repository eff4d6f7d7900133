package io.tributary.load.jmh;

import com.sun.management.OperatingSystemMXBean;
import io.tributary.load.report.Spread;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures ways to make rows of the same messages, in turns, so that ratios hold on a machine that
 * has other work, too. The CPU is that of the whole process, with whatever the collector does for
 * what a way leaves behind.
 *
 * <p>Thread: the caller's.
 */
final class DecodeTurns {
  static final int MAX_ROW_BYTES = 1 << 16;
  private static final int WARM_UP_PAIRS = 2;
  private static final int BATCH_BYTES = 1 << 20;

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final RowBinaryWriter out = new RowBinaryWriter(BATCH_BYTES, BATCH_BYTES + MAX_ROW_BYTES);
  private final byte[][] messages;
  private final int rounds;
  private final List<Contestant> contestants;

  /** A way to make rows. */
  record Contestant(String name, RowParser parser) {}

  /**
   * How fast a contestant was.
   *
   * @param rowsPerCpuSecond in each pair
   */
  record Speeds(String name, List<Double> rowsPerCpuSecond) {
    Speeds {
      rowsPerCpuSecond = List.copyOf(rowsPerCpuSecond);
    }

    /** This one's by another's, pair by pair. */
    Spread by(Speeds other) {
      List<Double> ratios = new ArrayList<>();
      for (int pair = 0; pair < rowsPerCpuSecond.size(); pair++) {
        ratios.add(rowsPerCpuSecond.get(pair) / other.rowsPerCpuSecond().get(pair));
      }
      return Spread.of(ratios);
    }
  }

  /**
   * @param rounds over all messages in each turn
   */
  DecodeTurns(byte[][] messages, int rounds, List<Contestant> contestants) {
    this.messages = messages;
    this.rounds = rounds;
    this.contestants = List.copyOf(contestants);
  }

  /**
   * Makes sure that all make the same bytes.
   *
   * @throws IllegalStateException if one does not
   */
  void check() throws IOException {
    byte[] expected = rows(contestants.getFirst().parser());
    for (Contestant other : contestants) {
      if (!Arrays.equals(expected, rows(other.parser()))) {
        throw new IllegalStateException(
            other.name() + " makes other rows than " + contestants.getFirst().name());
      }
    }
  }

  private byte[] rows(RowParser parser) throws IOException {
    out.reset();
    for (byte[] message : messages) {
      parser.append(message, message.length, out);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /**
   * Lets each run so often, after turns that are not measured; every other time the other way
   * round.
   *
   * @return in the order of the contestants
   */
  List<Speeds> measure(int pairs) throws IOException {
    List<List<Double>> speeds = contestants.stream().map(any -> newList()).toList();
    for (int pair = -WARM_UP_PAIRS; pair < pairs; pair++) {
      boolean forward = Math.floorMod(pair, 2) == 0;
      for (int turn = 0; turn < contestants.size(); turn++) {
        int one = forward ? turn : contestants.size() - 1 - turn;
        double speed = rowsPerCpuSecond(contestants.get(one).parser());
        if (pair >= 0) {
          speeds.get(one).add(speed);
        }
      }
    }
    List<Speeds> all = new ArrayList<>();
    for (int one = 0; one < contestants.size(); one++) {
      all.add(new Speeds(contestants.get(one).name(), speeds.get(one)));
    }
    return all;
  }

  private static List<Double> newList() {
    return new ArrayList<>();
  }

  private double rowsPerCpuSecond(RowParser parser) throws IOException {
    long start = process.getProcessCpuTime();
    for (int round = 0; round < rounds; round++) {
      for (byte[] message : messages) {
        if (out.position() >= BATCH_BYTES) {
          out.reset();
        }
        parser.append(message, message.length, out);
      }
    }
    return (double) rounds * messages.length / ((process.getProcessCpuTime() - start) / 1e9);
  }
}
