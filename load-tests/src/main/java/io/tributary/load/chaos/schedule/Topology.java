package io.tributary.load.chaos.schedule;

/** How many of each there are. */
public record Topology(int connectors, int gatherers, int sources) {
  public Topology {
    if (connectors < 1 || gatherers < 1 || sources < 1) {
      throw new IllegalArgumentException(
          "a topology needs one of each at least, not %d connectors, %d gatherers, %d sources"
              .formatted(connectors, gatherers, sources));
    }
  }
}
