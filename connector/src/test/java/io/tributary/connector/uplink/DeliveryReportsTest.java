package io.tributary.connector.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.SourcePartition;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class DeliveryReportsTest {
  private final DeliveryReports reports = new DeliveryReports();

  private static Frame.Delivered report(int table, long first) {
    return new Frame.Delivered(
        table,
        new DeliveryReport(
            new SourcePartition("events", 0, 7),
            new UUID(1, 2),
            Guarantee.EXACTLY_ONCE,
            first,
            first + 1,
            List.of()));
  }

  @Test
  void reportsThatMayNotHaveArrivedAreSentAgainInOrder() {
    reports.add(report(1, 10));
    assertEquals(List.of(report(1, 10)), reports.send(1, 100));
    reports.add(report(1, 11));
    assertEquals(List.of(report(1, 11)), reports.send(1, 200));
    reports.add(report(1, 12));
    reports.arrived(150);
    reports.sessionLost();

    assertEquals(List.of(report(1, 11), report(1, 12)), reports.send(1, 300));
  }

  @Test
  void aPingOfTheSameMomentProvesNothing() {
    reports.add(report(1, 10));
    reports.send(1, 100);
    reports.arrived(100);
    reports.sessionLost();

    assertEquals(List.of(report(1, 10)), reports.send(1, 101));
  }

  @Test
  void aTableThatIsNotDescribedYetKeepsItsReports() {
    reports.add(report(1, 10));
    reports.add(report(2, 20));

    assertEquals(List.of(report(2, 20)), reports.send(2, 100));
    assertEquals(List.of(report(1, 10)), reports.send(1, 100));
  }

  @Test
  void theOldestIsLostWhenThereAreTooMany() {
    for (int i = 0; i <= DeliveryReports.MAX_REPORTS; i++) {
      reports.add(report(1, i));
    }

    List<Frame.Delivered> kept = reports.send(1, 0);
    assertEquals(DeliveryReports.MAX_REPORTS, kept.size());
    assertEquals(report(1, 1), kept.getFirst());
  }
}
