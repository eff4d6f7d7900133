package io.tributary.service.telemetry;

import io.micrometer.core.instrument.Counter;
import io.tributary.protocol.frame.Verdict;
import java.util.Arrays;

/** Counts batches by their verdict: one counter per kind, all of them shown from the start. */
public final class VerdictCounters {
  private final Counter stored;
  private final Counter alreadyStored;
  private final Counter refused;
  private final Counter deferred;
  private final Counter fenced;

  /**
   * @param entry its last label is the verdict
   * @param labelValues of the labels before
   */
  public VerdictCounters(Meters meters, Metric.Entry entry, String... labelValues) {
    stored = counter(meters, entry, labelValues, "stored");
    alreadyStored = counter(meters, entry, labelValues, "already_stored");
    refused = counter(meters, entry, labelValues, "refused");
    deferred = counter(meters, entry, labelValues, "deferred");
    fenced = counter(meters, entry, labelValues, "fenced");
  }

  private static Counter counter(
      Meters meters, Metric.Entry entry, String[] labelValues, String verdict) {
    String[] all = Arrays.copyOf(labelValues, labelValues.length + 1);
    all[labelValues.length] = verdict;
    return meters.counter(entry, all);
  }

  /** So many batches have this verdict. */
  public void count(Verdict verdict, int batches) {
    Counter counter =
        switch (verdict) {
          case Verdict.Stored kind -> stored;
          case Verdict.AlreadyStored kind -> alreadyStored;
          case Verdict.Refused kind -> refused;
          case Verdict.Deferred kind -> deferred;
          case Verdict.Fenced kind -> fenced;
        };
    counter.increment(batches);
  }
}
