package io.tributary.load.workload;

/** Data set W as Avro. */
final class ClickDatums implements MessageSource {
  private final ClickEvents events;
  private final ClickDatum datum = new ClickDatum();

  ClickDatums(long seed) {
    this.events = new ClickEvents(seed);
  }

  @Override
  public byte[] next(long timeMillis) {
    return events.nextAvro(timeMillis, datum);
  }

  @Override
  public String lastKey() {
    return events.lastKey();
  }
}
