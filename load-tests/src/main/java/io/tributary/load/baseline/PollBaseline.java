package io.tributary.load.baseline;

import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.sandbox.ProcessSpec;
import io.tributary.sandbox.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * A consumer that polls full topics with the connector's settings, deserializers and JVM options
 * and does nothing with the records, in a process of its own. It tells what of a connector's cost
 * and garbage is the Kafka client's.
 *
 * @param jvmOptions behind those of every service
 * @param log of the process
 */
public record PollBaseline(
    String bootstrapServers, List<String> topics, List<String> jvmOptions, Path log) {
  /** Name of its process and of its runs. */
  public static final String NAME = "poll";

  public PollBaseline {
    topics = List.copyOf(topics);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /**
   * Runs it; blocks until it is done.
   *
   * @param warmUpRows that are polled before it is measured
   */
  public BaselineOutcome run(long rows, long warmUpRows, Duration timeout) {
    ProcessSpec spec =
        ProcessSpec.of(NAME, PollMain.class.getName(), log)
            .withArgs(
                bootstrapServers,
                "load-" + NAME,
                String.join(",", topics),
                Long.toString(rows),
                Long.toString(warmUpRows))
            .withJvmOptions(ServiceUnderLoad.JVM_OPTIONS.toArray(String[]::new))
            .withJvmOptions(jvmOptions.toArray(String[]::new))
            .withInherited(ProcessSpec.Inherited.NO_SETTINGS)
            .withReadyTimeout(timeout);
    try (ServerProcess loop = ServerProcess.start(spec)) {
      return new BaselineOutcome(
          Long.parseLong(loop.ready("nanos")) / 1e9,
          Long.parseLong(loop.ready("rows")),
          0,
          OptionalLong.empty(),
          List.of(
              ProcessCost.of(
                  NAME,
                  loop.pid(),
                  Long.parseLong(loop.ready("cpuMillis")),
                  Long.parseLong(loop.ready("allocatedBytes")))),
          List.of());
    }
  }
}
