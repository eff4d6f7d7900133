package io.tributary.gatherer.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.service.telemetry.Histogram;
import io.tributary.service.telemetry.Meters;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The meters of claims and of what is done for them. Any thread. */
public final class ClaimMeters {

  private final Meters meters;
  private final Counter resumed;
  private final Counter fenced;
  private final Counter denied;
  private final Counter later;
  private final Counter killed;
  private final Histogram lookTime;

  ClaimMeters(Meters meters) {
    this.meters = meters;
    resumed = meters.counter(GathererMetric.CLAIMS_ANSWERED, "resume");
    fenced = meters.counter(GathererMetric.CLAIMS_ANSWERED, "fenced");
    denied = meters.counter(GathererMetric.CLAIMS_ANSWERED, "denied");
    later = meters.counter(GathererMetric.CLAIMS_ANSWERED, "later");
    killed = meters.counter(GathererMetric.INSERTS_KILLED);
    lookTime = meters.histogram(GathererMetric.LOOK_TIME);
  }

  /** Publishes how many claims wait for their answer. */
  public void watch(LongSupplier waiting) {
    Gauge unused = meters.gauge(GathererMetric.CLAIMS_WAITING, waiting::getAsLong);
  }

  /** A claim was answered. */
  public void answered(OpenAnswer answer) {
    switch (answer) {
      case OpenAnswer.Resume resume -> resumed.increment();
      case OpenAnswer.Fenced highest -> fenced.increment();
      case OpenAnswer.Denied reason -> denied.increment();
      case OpenAnswer.Later wait -> later.increment();
    }
  }

  /** A look has ended. */
  public void looked(Duration took) {
    lookTime.record(took.toNanos() / 1e9);
  }

  /** ClickHouse was asked to end an insert. */
  public void insertKilled() {
    killed.increment();
  }
}
