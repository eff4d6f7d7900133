package io.tributary.load.run;

import io.tributary.load.measure.ProcessWatch;
import io.tributary.load.scenario.Fault.Action;
import io.tributary.load.scenario.Fault.Kill;
import io.tributary.load.scenario.Fault.Restart;
import io.tributary.load.scenario.Fault.Resume;
import io.tributary.load.scenario.Fault.Start;
import io.tributary.load.scenario.Fault.Stop;
import io.tributary.load.scenario.Fault.Suspend;

/** A process that can be ended, frozen and started again. */
final class ProcessTarget implements FaultTarget {
  private final ProcessWatch watch;
  private final Handles handles;
  private volatile boolean wanted = true;

  /** What can be done to the process. */
  interface Handles {
    void start();

    void stop();

    void kill();

    void suspend();

    void resume();

    boolean isAlive();
  }

  ProcessTarget(ProcessWatch watch, Handles handles) {
    this.watch = watch;
    this.handles = handles;
  }

  @Override
  public void apply(Action action) {
    switch (action) {
      case Kill _ -> end(handles::kill);
      case Stop _ -> end(handles::stop);
      case Start _ -> begin();
      case Restart _ -> {
        end(handles::stop);
        begin();
      }
      case Suspend _ -> handles.suspend();
      case Resume _ -> handles.resume();
      default -> throw new IllegalArgumentException(action.word() + " is not for a process");
    }
  }

  /** What it counted up to now would be lost with it. */
  private void end(Runnable how) {
    wanted = false;
    watch.lookClosely();
    how.run();
  }

  private void begin() {
    handles.start();
    wanted = true;
  }

  /** Whether it ended although nobody wanted it to. */
  boolean hasEndedByItself() {
    return wanted && !handles.isAlive() && wanted;
  }
}
