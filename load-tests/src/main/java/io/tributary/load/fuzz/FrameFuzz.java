package io.tributary.load.fuzz;

import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * Can any bytes make the frame reader do anything but return frames and name violations? A command:
 * {@code FrameFuzz [SEED [COUNT]]}, by default a new seed and 10,000,000 inputs. Each input depends
 * on the seed and its number only. Exit code 1 on the first finding, which is printed with what is
 * needed to repeat it, 2 on arguments that are no numbers.
 */
public final class FrameFuzz {
  private static final long DEFAULT_COUNT = 10_000_000;
  private static final long PROGRESS_EVERY = 1_000_000;

  private FrameFuzz() {}

  /** Runs the command. */
  public static void main(String[] args) {
    long seed;
    long count;
    try {
      seed = args.length > 0 ? Long.parseLong(args[0]) : System.nanoTime();
      count = args.length > 1 ? Long.parseLong(args[1]) : DEFAULT_COUNT;
    } catch (NumberFormatException e) {
      System.err.println("Usage: FrameFuzz [SEED [COUNT]], both whole numbers");
      System.exit(2);
      return;
    }
    System.out.printf("seed %d, %,d inputs%n", seed, count);
    long start = System.nanoTime();
    FuzzTally tally = new FuzzTally();
    for (long number = 0; number < count; number++) {
      try {
        tally.add(ReaderCheck.run(seed, number));
      } catch (ReaderCheck.Finding finding) {
        report(FuzzInput.of(seed, number), finding);
        System.exit(1);
      }
      if (tally.inputs() % PROGRESS_EVERY == 0) {
        System.out.printf("%,14d inputs, %d s%n", tally.inputs(), secondsSince(start));
      }
    }
    System.out.printf("%,14d inputs in %d s, no finding%n", tally.inputs(), secondsSince(start));
    System.out.print(tally.summary());
  }

  private static void report(FuzzInput input, ReaderCheck.Finding finding) {
    System.out.printf(
        "FINDING, welcomed %s, pieces of %d bytes: %s%n",
        input.isWelcomed(), input.pieceBytes(), HexFormat.of().formatHex(input.bytes().getBytes()));
    finding.printStackTrace(System.out);
  }

  private static long secondsSince(long startNanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
  }
}
