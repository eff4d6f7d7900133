package io.tributary.load.run;

import io.tributary.load.flame.FlightRecorder;
import io.tributary.load.flame.Recording;
import io.tributary.load.flame.Span;
import io.tributary.load.scenario.Scenario;
import io.tributary.load.scenario.Scenario.Profile;
import io.tributary.load.scenario.Scenario.ServiceOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Has the services of one run record what they are busy with, if their scenario says so.
 *
 * <p>Thread: the run's.
 */
final class Profiler {
  private final Scenario scenario;
  private final FlightRecorder recorder;

  /**
   * What was recorded.
   *
   * @param problems services without a recording, a sentence each
   */
  record Found(List<Recording> recordings, List<String> problems) {
    static final Found NOTHING = new Found(List.of(), List.of());

    Found {
      recordings = List.copyOf(recordings);
      problems = List.copyOf(problems);
    }
  }

  /**
   * @param folder of the run; the recordings stay there
   */
  Profiler(Path folder, Scenario scenario) {
    this.scenario = scenario;
    this.recorder = new FlightRecorder(folder);
  }

  private boolean isOn() {
    return scenario.profile() == Profile.FLAME_GRAPHS;
  }

  /** What the scenario says, behind what records. */
  List<String> jvmOptions(ServiceOptions options, String service) {
    if (!isOn()) {
      return options.jvm();
    }
    List<String> all = new ArrayList<>(recorder.jvmOptions(service));
    all.addAll(options.jvm());
    return all;
  }

  /**
   * What services that have ended have left. Those of one role become one graph.
   *
   * @param name of the graphs, before that of the role
   * @param span what of it counts
   */
  Found recordings(String name, Span span) {
    if (!isOn()) {
      return Found.NOTHING;
    }
    Scenario.Topology topology = scenario.topology();
    Map<String, Integer> services =
        Map.of("gatherer", topology.gatherers(), "connector", topology.connectorProcesses());
    List<Recording> recordings = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String role : List.of("gatherer", "connector")) {
      for (int i = 0; i < services.getOrDefault(role, 0); i++) {
        String service = role + "-" + i;
        List<Path> files = recorder.recordings(service);
        if (files.isEmpty()) {
          problems.add(service + " was killed and left no recording in " + recorder.folder() + ".");
        }
        files.forEach(file -> recordings.add(new Recording(name + "-" + role, file, span)));
      }
    }
    return new Found(recordings, problems);
  }
}
