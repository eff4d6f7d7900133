package io.tributary.load.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.load.measure.VisibleLatency;
import io.tributary.load.process.SqlClient;
import io.tributary.load.workload.RowSchedule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A probe that looks once, at the end. */
@SuppressWarnings("NullAway.Init") // JUnit calls start.
class VisibilityProbeTest {
  private static final String UNSEEN =
      "produce → visible was not measured, for no query saw a measured row.";

  private HttpServer server;
  private volatile Answer parts;
  private volatile Answer offsets;

  private record Answer(int status, String code, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    parts = new Answer(200, "", "rows_0\tall_1_1_0\n");
    offsets = new Answer(200, "", "0\t9\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Answer answer = query.contains("system.parts") ? parts : offsets;
      if (!answer.code().isEmpty()) {
        exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", answer.code());
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void rowsThatAreSeenHaveALatency() {
    VisibilityProbe probe = looked();
    assertEquals(Optional.empty(), probe.problem());
    assertEquals(10, probe.figures().orElseThrow().count());
  }

  @Test
  void queryThatIsRefusedIsAProblem() {
    offsets = new Answer(404, "47", "Code: 47. DB::Exception: Unknown identifier\nand more");
    VisibilityProbe probe = looked();
    String problem = probe.problem().orElseThrow();
    assertTrue(
        problem.startsWith(
            "produce → visible was not measured, for the offsets in the tables could not be read:"
                + " ClickHouse at "),
        problem);
    assertTrue(problem.endsWith(": Code: 47. DB::Exception: Unknown identifier"), problem);
    assertFalse(probe.figures().isPresent(), "a part of the rows tells nothing");
  }

  @Test
  void clickHouseThatEndsIsOnlyAway() {
    parts = new Answer(500, "394", "Code: 394. DB::Exception: Query was cancelled");
    assertEquals(Optional.of(UNSEEN), looked().problem());
    parts = new Answer(503, "", "no server");
    assertEquals(Optional.of(UNSEEN), looked().problem());
  }

  @Test
  void clickHouseThatIsGoneIsOnlyAway() {
    server.stop(0);
    assertEquals(Optional.of(UNSEEN), looked().problem());
  }

  @Test
  void rowsThatNobodySawAreAProblem() {
    parts = new Answer(200, "", "");
    assertEquals(Optional.of(UNSEEN), looked().problem());
  }

  private VisibilityProbe looked() {
    RunTables tables =
        new RunTables(
            "",
            new SqlClient("http://127.0.0.1:" + server.getAddress().getPort(), "", ""),
            List.of("rows_0"));
    VisibilityProbe probe =
        new VisibilityProbe(
            tables, new VisibleLatency(new RowSchedule(1, 1, 0, 100), System.nanoTime()));
    probe.start();
    probe.stop();
    return probe;
  }
}
