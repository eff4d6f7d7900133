package io.tributary.service.telemetry;

/** Reads exact quantiles of what was counted since the service started. Any thread. */
public interface Quantiles {

  /**
   * The value that the given part of all values does not exceed.
   *
   * @param quantile 0 to 1
   */
  double at(double quantile);

  /** How many values there were. */
  long count();

  /** What they add up to. */
  double sum();
}
