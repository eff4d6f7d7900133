package io.tributary.service.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Makes the meters of a service from the entries of its vocabulary, and the page that Prometheus
 * reads. Label values are given in the order of {@link Metric#labels}; each combination is made
 * once.
 *
 * <p>Thread: any.
 */
public final class Meters implements AutoCloseable {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry = ProcessMeters.registry();
  private final ProcessMeters process = new ProcessMeters();
  private final Map<String, Queue<Count>> counts = new ConcurrentHashMap<>();
  private final Map<String, List<Histogram>> histograms = new ConcurrentHashMap<>();
  private final Map<String, List<Supplier<SummaryDataPointSnapshot>>> summaries =
      new ConcurrentHashMap<>();

  /** Makes a counter. */
  public Counter counter(Metric.Entry entry, String... labelValues) {
    Metric metric = entry.metric();
    return Counter.builder(metric.name())
        .description(metric.sentence())
        .tags(tags(metric, labelValues))
        .register(registry);
  }

  /** Shows a count that is kept elsewhere, and asked for at each reading of the page. */
  public FunctionCounter counter(Metric.Entry entry, DoubleSupplier count, String... labelValues) {
    Metric metric = entry.metric();
    // The registry keeps its object weakly, and a count that is gone would stand still for ever.
    return FunctionCounter.builder(metric.name(), this, meters -> count.getAsDouble())
        .description(metric.sentence())
        .tags(tags(metric, labelValues))
        .register(registry);
  }

  /** Shows a value that is asked for at each reading of the page. */
  public Gauge gauge(Metric.Entry entry, DoubleSupplier value, String... labelValues) {
    Metric metric = entry.metric();
    return Gauge.builder(metric.name(), value::getAsDouble)
        .description(metric.sentence())
        .tags(tags(metric, labelValues))
        .register(registry);
  }

  /** Shows it no longer. */
  public void remove(Meter meter) {
    Meter unused = registry.remove(meter);
  }

  /**
   * Makes a counter of which there may be thousands: it takes a fifth of the memory of {@link
   * #counter(Metric.Entry, String...)}. A metric's counters are all made in one way or all in the
   * other.
   */
  public LongAdder count(Metric.Entry entry, String... labelValues) {
    Metric metric = entry.metric();
    Labels labels = labels(metric, labelValues);
    LongAdder count = new LongAdder();
    counts.computeIfAbsent(metric.name(), name -> countsOf(metric)).add(new Count(count, labels));
    return count;
  }

  private record Count(LongAdder value, Labels labels) {
    CounterDataPointSnapshot read() {
      return new CounterDataPointSnapshot(value.sum(), labels, null, 0);
    }
  }

  private Queue<Count> countsOf(Metric metric) {
    Queue<Count> series = new ConcurrentLinkedQueue<>();
    String name = metric.name().replaceFirst("_total$", "");
    MetricMetadata metadata = new MetricMetadata(name, metric.sentence());
    registry
        .getPrometheusRegistry()
        .register(() -> new CounterSnapshot(metadata, series.stream().map(Count::read).toList()));
    return series;
  }

  /** Makes a histogram. */
  public Histogram histogram(Metric.Entry entry, String... labelValues) {
    Metric metric = entry.metric();
    if (!(metric.kind() instanceof Kind.Histogram kind)) {
      throw new IllegalArgumentException(metric.name() + " is no histogram");
    }
    Histogram histogram = new Histogram(kind.bounds(), labels(metric, labelValues));
    histograms
        .computeIfAbsent(
            metric.name(),
            name -> {
              List<Histogram> series = new CopyOnWriteArrayList<>();
              MetricMetadata metadata = new MetricMetadata(name, metric.sentence());
              registry
                  .getPrometheusRegistry()
                  .register(
                      () ->
                          new HistogramSnapshot(
                              metadata, series.stream().map(Histogram::read).toList()));
              return series;
            })
        .add(histogram);
    return histogram;
  }

  /** Shows quantiles that are asked for at each reading of the page. */
  public void summary(Metric.Entry entry, Quantiles values, String... labelValues) {
    Metric metric = entry.metric();
    if (!(metric.kind() instanceof Kind.Summary kind)) {
      throw new IllegalArgumentException(metric.name() + " is no summary");
    }
    Labels labels = labels(metric, labelValues);
    summaries
        .computeIfAbsent(
            metric.name(),
            name -> {
              List<Supplier<SummaryDataPointSnapshot>> series = new CopyOnWriteArrayList<>();
              MetricMetadata metadata = new MetricMetadata(name, metric.sentence());
              registry
                  .getPrometheusRegistry()
                  .register(
                      () ->
                          new SummarySnapshot(
                              metadata, series.stream().map(Supplier::get).toList()));
              return series;
            })
        .add(() -> read(kind, values, labels));
  }

  private static SummaryDataPointSnapshot read(Kind.Summary kind, Quantiles values, Labels labels) {
    List<Quantile> quantiles = new ArrayList<>();
    for (double quantile : kind.quantiles()) {
      quantiles.add(new Quantile(quantile, values.at(quantile)));
    }
    return SummaryDataPointSnapshot.builder()
        .quantiles(io.prometheus.metrics.model.snapshots.Quantiles.of(quantiles))
        .count(values.count())
        .sum(values.sum())
        .labels(labels)
        .build();
  }

  /** Adds what every Java process has: memory, collections, threads, processors, log lines. */
  public void watchProcess() {
    process.bind(registry);
  }

  /** The page in Prometheus' text format. */
  public String page() {
    return registry.scrape(PROMETHEUS_TEXT);
  }

  /** The page's content type. */
  public static String contentType() {
    return PROMETHEUS_TEXT;
  }

  /** Stops watching the process. */
  @Override
  public void close() {
    process.close();
    registry.close();
  }

  private static Tags tags(Metric metric, String... values) {
    check(metric, values);
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(metric.labels().get(i), values[i]));
    }
    return Tags.of(tags);
  }

  private static Labels labels(Metric metric, String... values) {
    check(metric, values);
    return Labels.of(metric.labels(), List.of(values));
  }

  private static void check(Metric metric, String... values) {
    if (values.length != metric.labels().size()) {
      throw new IllegalArgumentException(
          metric.name() + " has the labels " + metric.labels() + ", not " + List.of(values));
    }
  }
}
