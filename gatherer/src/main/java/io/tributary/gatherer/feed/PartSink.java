package io.tributary.gatherer.feed;

/** Takes parts that are to be sent to one table. Belongs to the loop of its table. */
interface PartSink {
  /** Sends it as soon as there is credit; its judge is told once, or never when its claim ends. */
  void send(Part part);
}
