package io.tributary.service.telemetry;

import java.util.List;
import java.util.stream.Collectors;

/** Renders docs/metrics.md from the vocabularies, so that the page cannot be wrong. */
public final class VocabularyPage {
  private VocabularyPage() {}

  /**
   * The metrics of one process.
   *
   * @param title heading
   * @param sentence below it
   */
  public record Section(String title, String sentence, List<? extends Metric.Entry> entries) {
    public Section {
      entries = List.copyOf(entries);
    }
  }

  /** The whole page in Markdown. */
  public static String render(List<Section> sections) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Metrics

        Connector and gatherer answer `GET /metrics` on their management ports in Prometheus' text
        format. A histogram `NAME` has the samples `NAME_bucket`, `NAME_sum` and `NAME_count`; a summary
        has `NAME` with the label `quantile`, `NAME_sum` and `NAME_count`. Counters start at 0 with the
        process.

        This page is generated from the code; a test holds it current.
        """);
    for (Section section : sections) {
      page.append("\n## ").append(section.title()).append("\n\n");
      page.append(section.sentence()).append("\n\n");
      page.append("| name | kind | unit | labels | meaning |\n|---|---|---|---|---|\n");
      for (Metric.Entry entry : section.entries()) {
        row(page, entry.metric());
      }
    }
    page.append(
        """

        ## The process

        Both have Micrometer's meters of a Java process: `jvm_memory_*`, `jvm_buffer_*`, `jvm_gc_*` (among
        them `jvm_gc_pause_seconds` and `jvm_gc_memory_allocated_bytes_total`), `jvm_threads_*`,
        `process_cpu_*`, `system_cpu_usage`, `system_load_average_1m`, `process_files_*`, `process_uptime_seconds`,
        `process_start_time_seconds`, and `log4j2_events_total` with the label `level`.
        """);
    return page.toString();
  }

  private static void row(StringBuilder page, Metric metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    page.append("| `").append(metric.name()).append("` | ");
    page.append(kind(metric.kind())).append(" | ").append(metric.unit()).append(" | ");
    page.append(labels).append(" | ").append(metric.sentence());
    page.append(detail(metric.kind())).append(" |\n");
  }

  private static String kind(Kind kind) {
    return switch (kind) {
      case Kind.Counter counter -> "counter";
      case Kind.Gauge gauge -> "gauge";
      case Kind.Histogram histogram -> "histogram";
      case Kind.Summary summary -> "summary";
    };
  }

  private static String detail(Kind kind) {
    return switch (kind) {
      case Kind.Counter counter -> "";
      case Kind.Gauge gauge -> "";
      case Kind.Histogram histogram -> " Buckets up to " + numbers(histogram.bounds()) + ".";
      case Kind.Summary summary -> " Quantiles " + numbers(summary.quantiles()) + ".";
    };
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(VocabularyPage::number).collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
