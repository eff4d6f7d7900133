package io.tributary.load.gate;

import io.tributary.load.run.Progress;

/** A part of the gate that measures the product and something else in turns. */
sealed interface GateStep permits ScenarioStep, FramesStep, DecodeStep {
  /** What {@code --scenario} and the reference call it. */
  String name();

  /**
   * What it runs, in a line: rows, warm-up, pairs and options. Ratios of two runs mean the same
   * only if these lines are equal.
   */
  String subject();

  /**
   * Runs it; blocks.
   *
   * @throws RuntimeException if it cannot be run at all, or the thread is interrupted
   */
  StepResult run(GateFolders folders, Progress progress);
}
