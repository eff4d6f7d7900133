package io.tributary.load.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Processes that should run as long as no fault ends them.
 *
 * <p>Thread: the run's.
 */
final class AliveCheck {
  private final Map<String, ProcessTarget> processes = new LinkedHashMap<>();

  void add(String name, ProcessTarget process) {
    processes.put(name, process);
  }

  /**
   * Looks at all of them.
   *
   * @throws IllegalStateException if one ended by itself; names it
   */
  void check() {
    List<String> ended = new ArrayList<>();
    processes.forEach(
        (name, process) -> {
          if (process.hasEndedByItself()) {
            ended.add(name);
          }
        });
    if (!ended.isEmpty()) {
      throw new IllegalStateException(
          String.join(", ", ended) + " ended without being told to; its log says why");
    }
  }
}
