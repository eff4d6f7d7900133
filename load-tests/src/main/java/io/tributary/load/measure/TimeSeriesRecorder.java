package io.tributary.load.measure;

import io.tributary.load.measure.TimeSeries.ProcessSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples processes and rows over a window. A sample costs nothing but memory: it takes what the
 * watches know already, so somebody else has to make them look.
 *
 * <p>When there are {@link #MOST_SAMPLES} samples, every other one is dropped and they come half as
 * often from then on; since all of them are sums, the rest still adds up.
 *
 * <p>Thread: one.
 */
public final class TimeSeriesRecorder {
  /** More than a plot is wide. */
  static final int MOST_SAMPLES = 1_000;

  private static final Duration SHORTEST = Duration.ofMillis(250);

  private final List<ProcessWatch> watches;
  private final int most;
  private final List<Sample> samples = new ArrayList<>();
  private double secondsApart = SHORTEST.toMillis() / 1e3;

  /** What is known at one time; processes in the order of their watches. */
  public record Sample(double seconds, long rows, List<ProcessWatch.Sample> processes) {
    public Sample {
      processes = List.copyOf(processes);
    }
  }

  /**
   * @param watches whose windows have begun
   */
  public TimeSeriesRecorder(List<ProcessWatch> watches) {
    this(watches, MOST_SAMPLES);
  }

  TimeSeriesRecorder(List<ProcessWatch> watches, int most) {
    this.watches = List.copyOf(watches);
    this.most = most;
  }

  /**
   * Takes a sample, unless the last one is less than 250 ms old, or more where there are many.
   *
   * @param seconds since the window began
   * @param rows measured rows that are stored
   */
  public void offer(double seconds, long rows) {
    if (samples.isEmpty() || seconds - samples.getLast().seconds() >= secondsApart) {
      take(seconds, rows);
    }
  }

  /** Takes the last sample of the window, however old the one before is. */
  public void end(double seconds, long rows) {
    if (!samples.isEmpty() && seconds <= samples.getLast().seconds()) {
      samples.removeLast();
    }
    take(seconds, rows);
  }

  private void take(double seconds, long rows) {
    if (samples.size() >= most) {
      thin();
    }
    samples.add(new Sample(seconds, rows, watches.stream().map(ProcessWatch::sample).toList()));
  }

  /** The first sample stays, where the window begins. */
  private void thin() {
    List<Sample> all = List.copyOf(samples);
    samples.clear();
    for (int i = 0; i < all.size(); i += 2) {
      samples.add(all.get(i));
    }
    secondsApart *= 2;
  }

  /** The samples so far, the oldest first. */
  public List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** The processes that are sampled. */
  public List<String> processes() {
    return watches.stream().map(ProcessWatch::name).toList();
  }

  /** All of it. */
  public TimeSeries series() {
    List<ProcessSeries> processes = new ArrayList<>();
    for (int i = 0; i < watches.size(); i++) {
      int process = i;
      processes.add(
          new ProcessSeries(
              watches.get(i).name(),
              samples.stream().map(one -> one.processes().get(process).cpuMillis()).toList(),
              samples.stream().map(one -> one.processes().get(process).residentBytes()).toList()));
    }
    return new TimeSeries(
        samples.stream().map(Sample::seconds).toList(),
        samples.stream().map(Sample::rows).toList(),
        processes);
  }
}
