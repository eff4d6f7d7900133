package io.tributary.load.run;

import java.util.function.Supplier;

/** Told how a run goes, in lines for people. Thread: the run's. */
public interface Progress {
  /** Something is done. */
  void say(String line);

  /** The state now; replaces the state before where that is possible. */
  void show(Supplier<String> state);

  /** The last state; what follows begins on a line of its own. */
  void end(String state);
}
