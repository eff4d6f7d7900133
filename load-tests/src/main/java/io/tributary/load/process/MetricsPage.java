package io.tributary.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One reading of a {@code /metrics} page in Prometheus' text format.
 *
 * @param samples value by name with labels, as they stand in the page
 */
public record MetricsPage(Map<String, Double> samples) {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  public MetricsPage {
    samples = Map.copyOf(samples);
  }

  /**
   * Reads the page of a management port.
   *
   * @throws UncheckedIOException if it does not answer
   */
  static MetricsPage fetch(String address) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/metrics"))
            .timeout(TIMEOUT)
            .build();
    try {
      return parse(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException("no metrics at " + address + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading metrics", e);
    }
  }

  static MetricsPage parse(String page) {
    Map<String, Double> samples = new LinkedHashMap<>();
    for (String line : page.lines().toList()) {
      int space = line.lastIndexOf(' ');
      if (!line.startsWith("#") && space > 0) {
        samples.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
      }
    }
    return new MetricsPage(samples);
  }

  /** Beginnings of what a page says of its process, which all pages of a process say alike. */
  private static final List<String> OF_THE_PROCESS =
      List.of("jvm_", "process_", "system_", "log4j2_");

  /**
   * The pages of several services in one process: what they count is added up, what they say of the
   * process is taken from the first. Gauges and quantiles that are no sums mean nothing in it.
   */
  static MetricsPage joined(List<MetricsPage> pages) {
    if (pages.size() == 1) {
      return pages.getFirst();
    }
    Map<String, Double> samples = new LinkedHashMap<>();
    for (MetricsPage page : pages) {
      page.samples()
          .forEach(
              (name, value) -> {
                boolean once = OF_THE_PROCESS.stream().anyMatch(name::startsWith);
                samples.merge(name, value, once ? (first, _) -> first : Double::sum);
              });
    }
    return new MetricsPage(samples);
  }

  /** Sum of a metric over all its labels, 0 if it is not there. */
  public double sum(String name) {
    return samples.entrySet().stream()
        .filter(s -> s.getKey().equals(name) || s.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** The same, empty if it is not there. */
  public OptionalDouble ifThere(String name) {
    boolean there =
        samples.keySet().stream().anyMatch(s -> s.equals(name) || s.startsWith(name + "{"));
    return there ? OptionalDouble.of(sum(name)) : OptionalDouble.empty();
  }

  /**
   * The value of a metric with this label.
   *
   * @throws IllegalStateException if there is no such sample
   */
  public double value(String name, String label, String labelValue) {
    String wanted = label + "=\"" + labelValue + "\"";
    return samples.entrySet().stream()
        .filter(s -> s.getKey().startsWith(name + "{") && s.getKey().contains(wanted))
        .mapToDouble(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no sample " + name + "{" + wanted + "}"));
  }
}
