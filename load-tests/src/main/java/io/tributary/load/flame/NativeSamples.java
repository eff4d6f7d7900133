package io.tributary.load.flame;

/**
 * What becomes of {@code jdk.NativeMethodSample}: looks at threads in native methods, which mostly
 * wait there. They are of the same kind as {@code jdk.ExecutionSample}.
 */
public enum NativeSamples {
  LEFT_OUT,
  COUNTED
}
