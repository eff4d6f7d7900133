package io.tributary.load.workload;

/** Events of data set W in one format, one after the other. */
public interface ClickSource {

  /** The next event, which happens at this time, as the value of a record. */
  byte[] next(long timeMillis);

  /** The user of the last event, a good key. */
  String lastUser();

  /** Events as Avro, with a schema that the registry knows by this id. */
  static ClickSource avro(long seed, int schemaId) {
    ClickEvents events = new ClickEvents(seed);
    ClickDatum datum = new ClickDatum(schemaId);
    return new ClickSource() {
      @Override
      public byte[] next(long timeMillis) {
        return events.nextAvro(timeMillis, datum);
      }

      @Override
      public String lastUser() {
        return events.lastUser();
      }
    };
  }
}
