package io.tributary.service.telemetry;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.Log4j2Metrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;

/**
 * Micrometer's own meters of a Java process, under the names that Micrometer gives them, but for
 * two whose names are against Prometheus' rules.
 */
final class ProcessMeters implements AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;

  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Log4j2Metrics logLines = new Log4j2Metrics();

  /** A registry that leaves out those two: it must know so before it has its first meter. */
  static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    return registry;
  }

  void bind(MeterRegistry registry) {
    bindProcessorTime(registry);
    bindAllocation(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    logLines.bindTo(registry);
  }

  private static void bindProcessorTime(MeterRegistry registry) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      FunctionCounter unused =
          FunctionCounter.builder(
                  "process.cpu.seconds",
                  system,
                  bean -> bean.getProcessCpuTime() / NANOS_PER_SECOND)
              .description("Processor time that the process has used.")
              .register(registry);
    }
  }

  /** Exact at any moment, while Micrometer's counter only moves with a collection. */
  private static void bindAllocation(MeterRegistry registry) {
    if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
      FunctionCounter unused =
          FunctionCounter.builder(
                  "jvm.threads.allocated", threads, ThreadMXBean::getTotalThreadAllocatedBytes)
              .baseUnit("bytes")
              .description("Heap memory that all threads have allocated, also those that ended.")
              .register(registry);
    }
  }

  @Override
  public void close() {
    collections.close();
    logLines.close();
  }
}
