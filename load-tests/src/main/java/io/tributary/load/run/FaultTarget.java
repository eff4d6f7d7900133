package io.tributary.load.run;

import io.tributary.load.scenario.Fault.Action;

/**
 * What faults are done to: a process, or the connections to one. Calls block until the action is
 * done. Thread: the fault clock's.
 */
interface FaultTarget {
  /**
   * Does it.
   *
   * @throws IllegalArgumentException if this target cannot do that
   */
  void apply(Action action);
}
