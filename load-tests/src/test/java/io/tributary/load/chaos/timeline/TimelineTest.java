package io.tributary.load.chaos.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final String DAY = "2026-01-02 03:04:";

  @Test
  void linesOfAllProcessesWhoseRangesHoldTheOffsetComeInOrder() {
    List<String> lines =
        new Timeline("events", 2, Set.of(17L), Set.of())
            .of(
                Map.of(
                    "connector-0",
                    List.of(
                        DAY
                            + "05.100 DEBUG trail trail polled topic=events partition=2"
                            + " offsets=10-17",
                        DAY
                            + "05.200 DEBUG trail trail polled topic=events partition=2"
                            + " offsets=18-20",
                        DAY
                            + "05.300 DEBUG trail trail polled topic=events partition=1"
                            + " offsets=10-20",
                        DAY
                            + "05.400 DEBUG trail trail polled topic=other partition=2"
                            + " offsets=10-20",
                        DAY
                            + "05.900 DEBUG trail trail committed topic=events partition=2"
                            + " offsets=0-17"),
                    "gatherer-1",
                    List.of(
                        DAY
                            + "05.500 DEBUG trail trail accepted topic=events partition=2"
                            + " offsets=17-17",
                        "  a line without a time")));
    assertEquals(
        List.of(
            DAY
                + "05.100 connector-0 DEBUG trail trail polled topic=events partition=2"
                + " offsets=10-17",
            DAY
                + "05.500 gatherer-1 DEBUG trail trail accepted topic=events partition=2"
                + " offsets=17-17",
            DAY
                + "05.900 connector-0 DEBUG trail trail committed topic=events partition=2"
                + " offsets=0-17"),
        lines);
  }

  @Test
  void anInsertIsKeptWhenItsTokenIsNamedWithTheOffsetOrByTheRow() {
    List<String> lines =
        new Timeline("events", 0, Set.of(5L), Set.of("row-7"))
            .of(
                Map.of(
                    "gatherer-0",
                    List.of(
                        DAY
                            + "01.000 DEBUG trail trail inserting token=a-1 topic=events"
                            + " partition=0 offsets=0-9",
                        DAY
                            + "01.050 DEBUG trail trail inserting token=a-1 topic=events"
                            + " partition=0 offsets=10-19"),
                    "harness",
                    List.of(
                        DAY
                            + "01.100 INFO  chaos insert ANSWERED by=gatherer-0 token=a-1"
                            + " status=200",
                        DAY
                            + "01.200 INFO  chaos insert ANSWERED by=gatherer-0 token=row-7"
                            + " status=200",
                        DAY
                            + "01.300 INFO  chaos insert ANSWERED by=gatherer-0 token=b-2"
                            + " status=200",
                        DAY + "00.500 INFO  chaos fault begins: kill gatherer 0 (1)")));
    assertEquals(
        List.of(
            DAY + "00.500 harness INFO  chaos fault begins: kill gatherer 0 (1)",
            DAY
                + "01.000 gatherer-0 DEBUG trail trail inserting token=a-1 topic=events partition=0"
                + " offsets=0-9",
            DAY + "01.100 harness INFO  chaos insert ANSWERED by=gatherer-0 token=a-1 status=200",
            DAY
                + "01.200 harness INFO  chaos insert ANSWERED by=gatherer-0 token=row-7"
                + " status=200"),
        lines);
  }
}
