package io.tributary.load.measure;

import java.util.List;

/**
 * What happened in the measured window, sample by sample. All lists are equally long; counts grow
 * from the beginning of the window.
 *
 * @param seconds since the window began, ascending
 * @param rows measured rows that the last look had found stored; some may be there twice
 */
public record TimeSeries(List<Double> seconds, List<Long> rows, List<ProcessSeries> processes) {
  /** Nothing was sampled. */
  public static final TimeSeries NONE = new TimeSeries(List.of(), List.of(), List.of());

  /**
   * One process.
   *
   * @param name as in its {@link ProcessFigures}
   * @param cpuMillis user and system time so far
   * @param residentBytes now; 0 while it does not run
   */
  public record ProcessSeries(String name, List<Long> cpuMillis, List<Long> residentBytes) {
    public ProcessSeries {
      cpuMillis = List.copyOf(cpuMillis);
      residentBytes = List.copyOf(residentBytes);
    }
  }

  public TimeSeries {
    seconds = List.copyOf(seconds);
    rows = List.copyOf(rows);
    processes = List.copyOf(processes);
    int samples = seconds.size();
    if (rows.size() != samples
        || processes.stream()
            .anyMatch(
                p -> p.cpuMillis().size() != samples || p.residentBytes().size() != samples)) {
      throw new IllegalArgumentException(
          "not all of the series have %d samples".formatted(samples));
    }
  }

  public boolean isEmpty() {
    return seconds.isEmpty();
  }
}
