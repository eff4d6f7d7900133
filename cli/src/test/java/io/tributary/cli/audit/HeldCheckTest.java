package io.tributary.cli.audit;

import static io.tributary.cli.audit.Findings.RUN;
import static io.tributary.cli.audit.Findings.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.tributary.cli.gatherer.GathererClient;
import io.tributary.protocol.audit.HeldOffsets;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.service.process.StartException;
import io.tributary.service.settings.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a repair says of holes that the gatherer counts as held. */
@SuppressWarnings("NullAway.Init") // JUnit sets them.
class HeldCheckTest {
  private static final Columns TABLE =
      new Columns("shop", new UUID(0, 1), List.of(), new TableDelivery(List.of(), List.of()));

  private final List<String> asked = new ArrayList<>();
  private HttpServer gatherer;
  private HeldOffsets held = new HeldOffsets(List.of(), List.of());

  @BeforeEach
  void start() throws IOException {
    gatherer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gatherer.createContext(
        "/audit/held",
        exchange -> {
          asked.add(String.valueOf(exchange.getRequestURI().getQuery()));
          byte[] body = held.toJson().getBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    gatherer.start();
  }

  @AfterEach
  void stop() {
    gatherer.stop(0);
  }

  @Test
  void holesThatNothingHoldsAreFine() {
    check("40-44, 60");
    assertEquals(
        List.of("datasource=clicks&topic=clicks&partition=3&run=89abcdef&offsets=40-44,60"), asked);
  }

  @Test
  void rowsThatAreOnlyMarkedAreNamedWithTheWayOut() {
    held = new HeldOffsets(List.of(new OffsetRange(41, 42)), List.of());
    assertEquals(
        "datasource clicks: rows that were deleted by DELETE FROM are still in their parts and"
            + " would not be filled, partition 3: 41-42: run ALTER TABLE shop.clicks APPLY DELETED"
            + " MASK first",
        assertThrows(StartException.class, () -> check("40-44, 60")).getMessage());
  }

  @Test
  void replayedRecordsAreNamedWithTheWayOut() {
    held = new HeldOffsets(List.of(), List.of(new OffsetRange(60, 60)));
    String refusal =
        String.valueOf(assertThrows(StartException.class, () -> check("40-44, 60")).getMessage());
    assertTrue(refusal.contains("that would not be filled, partition 3: 60: have them"), refusal);
    assertTrue(refusal.endsWith("ALTER TABLE shop.clicks_quarantine APPLY DELETED MASK"), refusal);
  }

  @Test
  void manyHolesAreAskedAboutInPortions() {
    List<OffsetRange> ranges = new ArrayList<>();
    for (int i = 0; i < 2 * HeldOffsets.MAX_ASKED_RANGES + 1; i++) {
      ranges.add(new OffsetRange(i * 2L, i * 2L));
    }
    OffsetSet holes = OffsetSet.of(ranges);
    List<OffsetSet> portions = HeldCheck.portions(holes);
    assertEquals(3, portions.size());
    assertEquals(holes, portions.stream().reduce(OffsetSet.EMPTY, OffsetSet::union));

    OffsetSet wide = OffsetSet.between(5, 5 + 2 * HeldOffsets.MAX_ASKED_OFFSETS + 7);
    List<OffsetSet> parts = HeldCheck.portions(wide);
    assertEquals(
        List.of(HeldOffsets.MAX_ASKED_OFFSETS, HeldOffsets.MAX_ASKED_OFFSETS, 7L),
        parts.stream().map(OffsetSet::count).toList());
    assertEquals(wide, parts.stream().reduce(OffsetSet.EMPTY, OffsetSet::union));
  }

  private void check(String holes) {
    try (GathererClient client =
        new GathererClient(Address.parse("127.0.0.1:" + gatherer.getAddress().getPort()), "")) {
      new HeldCheck(client)
          .of("clicks", TABLE, Map.of(new SourcePartition("clicks", 3, RUN), set(holes)));
    }
  }
}
