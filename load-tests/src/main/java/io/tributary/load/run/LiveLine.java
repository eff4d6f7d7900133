package io.tributary.load.run;

import io.tributary.load.html.BriefNumber;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessWatch;
import io.tributary.load.measure.TimeSeriesRecorder.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The line that says how a window goes.
 *
 * @param rows that are to come
 * @param processes names in the order of the samples
 */
record LiveLine(long rows, List<String> processes) {
  /** Over which speeds are taken: inserts come about once a second. */
  private static final double STRETCH_SECONDS = 3;

  /** What would be shown as 0.0 is left out, for a terminal is narrow. */
  private static final double LEAST_CORES = 0.05;

  LiveLine {
    processes = List.copyOf(processes);
  }

  /**
   * The line now.
   *
   * @param samples of the window, the oldest first
   */
  String text(List<Sample> samples, long inserts) {
    Sample last = samples.getLast();
    Sample before = before(samples);
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "  %4.0f s  %s of %s rows  %s rows/s  %,d inserts  cores:",
            last.seconds(),
            BriefNumber.of((double) last.rows()),
            BriefNumber.of((double) rows),
            BriefNumber.of(speed(before, last, (double) last.rows() - before.rows())),
            inserts));
    cores(before, last)
        .forEach(
            (role, cores) -> {
              if (cores >= LEAST_CORES) {
                text.append(String.format(Locale.ROOT, " %s %.1f", role, cores));
              }
            });
    return text.toString();
  }

  /** The youngest sample that is a stretch older than the last, or the first. */
  private static Sample before(List<Sample> samples) {
    Sample last = samples.getLast();
    for (Sample sample : samples.reversed()) {
      if (last.seconds() - sample.seconds() >= STRETCH_SECONDS) {
        return sample;
      }
    }
    return samples.getFirst();
  }

  private Map<String, Double> cores(Sample before, Sample last) {
    Map<String, Double> cores = new LinkedHashMap<>();
    for (int i = 0; i < processes.size(); i++) {
      ProcessWatch.Sample now = last.processes().get(i);
      double seconds = (now.cpuMillis() - before.processes().get(i).cpuMillis()) / 1e3;
      cores.merge(ProcessFigures.role(processes.get(i)), speed(before, last, seconds), Double::sum);
    }
    return cores;
  }

  private static double speed(Sample before, Sample last, double grown) {
    double seconds = last.seconds() - before.seconds();
    return seconds > 0 ? grown / seconds : 0;
  }
}
