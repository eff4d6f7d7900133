package io.tributary.load.flame;

import java.util.List;

/**
 * One look at a thread.
 *
 * @param thread its name
 * @param frames the outermost first; empty when the JVM could not walk the stack
 * @param allocated class of the new object; empty for a look that is not about one
 * @param weight in the unit of its {@link SampleKind}, positive
 */
record StackSample(String thread, List<Frame> frames, String allocated, long weight) {
  StackSample {
    frames = List.copyOf(frames);
    if (weight <= 0) {
      throw new IllegalArgumentException("a sample of '" + thread + "' has weight " + weight);
    }
  }
}
