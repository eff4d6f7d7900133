package io.tributary.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.tributary.sandbox.HttpProbe.Answer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClickHouseInsertIT {
  private static final ClickHouseServer SERVER = Sandbox.shared().clickHouse();
  private final HttpProbe http = new HttpProbe(SERVER.url());

  @BeforeAll
  static void database() {
    SERVER.createDatabase("inserts");
  }

  private static void table(String name, String columns, String settings) {
    SERVER.query(
        "CREATE TABLE inserts."
            + name
            + " ("
            + columns
            + ") ENGINE = MergeTree ORDER BY tuple()"
            + settings);
  }

  private Answer insert(String statement, byte[] data) throws Exception {
    return http.post(Map.of("database", "inserts", "query", statement), data);
  }

  @Test
  void halfAMillionBinaryRowsArriveExactly() throws Exception {
    table("big", "n UInt64, s String, f UInt8", "");
    int rows = 500_000;
    RowBinary data = new RowBinary();
    long sum = 0;
    for (int i = 0; i < rows; i++) {
      // Every byte value comes by, also those that end statements and literals.
      data.u64(i * 1_000_003L).string("s" + (char) (i & 127)).u8(i & 255);
      sum += i * 1_000_003L;
    }
    Answer answer = insert("INSERT INTO big (n, s, f) FORMAT RowBinary", data.bytes());
    assertEquals(200, answer.status(), answer.body());
    assertEquals(rows, answer.summary("written_rows"));
    assertEquals(rows, answer.summary("read_rows"));
    assertEquals(
        rows + "\t" + sum + "\t0",
        SERVER.query(
            "SELECT count(), sum(n), countIf(f != n / 1000003 % 256 OR s != concat('s', char(n /"
                + " 1000003 % 128))) FROM inserts.big"));
  }

  @Test
  void inputTakesDefaultsByMarker() throws Exception {
    table("marked", "a UInt64, b String DEFAULT concat('d', toString(a)), z UInt8", "");
    byte[] data =
        new RowBinary().u64(1).u8(1).string("").u8(7).u64(2).u8(0).string("given").u8(8).bytes();
    Answer answer =
        insert(
            "INSERT INTO marked (a, b, z) SELECT a, if(m, concat('d', toString(a)), b), z FROM"
                + " input('a UInt64, m UInt8, b String, z UInt8') WHERE NOT throwIf(now64(3) >"
                + " toDateTime64('2100-01-01 00:00:00', 3)) FORMAT RowBinary",
            data);
    assertEquals(200, answer.status(), answer.body());
    assertEquals(2, answer.summary("written_rows"));
    assertEquals("1\td1\t7\n2\tgiven\t8", SERVER.query("SELECT * FROM inserts.marked ORDER BY a"));
  }

  @Test
  void expiredDeadlineStoresNothing() throws Exception {
    table("late", "a UInt64", "");
    Answer answer =
        insert(
            "INSERT INTO late (a) SELECT a FROM input('a UInt64') WHERE NOT throwIf(now64(3) >"
                + " toDateTime64('2020-01-01 00:00:00', 3)) FORMAT RowBinary",
            new RowBinary().u64(1).bytes());
    assertEquals(500, answer.status());
    assertEquals("395", answer.header("X-ClickHouse-Exception-Code"));
    assertEquals("0", SERVER.query("SELECT count() FROM inserts.late"));
  }

  @Test
  void sameTokenIsStoredOnce() throws Exception {
    table("tokens", "a UInt64", " SETTINGS non_replicated_deduplication_window = 100");
    for (int value : new int[] {1, 2}) {
      Answer answer =
          http.post(
              Map.of(
                  "database", "inserts",
                  "query", "INSERT INTO tokens SELECT a FROM input('a UInt64') FORMAT RowBinary",
                  "insert_deduplication_token", "same",
                  "async_insert", "0"),
              new RowBinary().u64(value).bytes());
      assertEquals(200, answer.status(), answer.body());
    }
    assertEquals("1", SERVER.query("SELECT groupArray(a)[1] FROM inserts.tokens"));
    assertEquals("1", SERVER.query("SELECT count() FROM inserts.tokens"));
  }

  @Test
  void tooManyPartsIsAnErrorWithItsCode() throws Exception {
    table("parts", "a UInt64", " SETTINGS parts_to_delay_insert = 0, parts_to_throw_insert = 2");
    SERVER.query("SYSTEM STOP MERGES inserts.parts");
    byte[] row = new RowBinary().u64(1).bytes();
    for (int i = 0; i < 2; i++) {
      assertEquals(200, insert("INSERT INTO parts FORMAT RowBinary", row).status());
    }
    Answer refused = insert("INSERT INTO parts FORMAT RowBinary", row);
    assertEquals(500, refused.status());
    assertEquals("252", refused.header("X-ClickHouse-Exception-Code"));
    assertTrue(refused.body().startsWith("Code: 252. DB::Exception: Too many parts"));
    assertTrue(refused.body().contains("(TOO_MANY_PARTS) (version 26."), refused.body());
    assertTrue(refused.header("X-ClickHouse-Query-Id").length() > 10);
  }

  @Test
  void compressedBodiesAreDecoded() throws Exception {
    table("encoded", "a String", "");
    String statement = "INSERT INTO encoded FORMAT TSV";
    Map<String, String> parameters = Map.of("database", "inserts", "query", statement);
    // Beyond what is kept in memory, so that the file's way is taken, too.
    byte[] data = "0123456789abcdef\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    assertEquals(200, http.encoded("gzip", parameters, gzip(data)).status());
    assertEquals(200, http.encoded("zstd", parameters, Zstd.compress(data)).status());
    assertEquals(200, http.encoded("lz4", parameters, lz4(data)).status());
    assertEquals(200, http.encoded("identity", parameters, data).status());
    assertEquals("400000\t1", SERVER.query("SELECT count(), uniqExact(a) FROM inserts.encoded"));
    Answer broken = http.encoded("gzip", parameters, data);
    assertEquals("271", broken.header("X-ClickHouse-Exception-Code"), broken.body());
    Answer unknown = http.encoded("br", parameters, data);
    assertEquals("89", unknown.header("X-ClickHouse-Exception-Code"), unknown.body());
  }

  private static byte[] gzip(byte[] data) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(data);
    }
    return bytes.toByteArray();
  }

  private static byte[] lz4(byte[] data) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new LZ4FrameOutputStream(bytes)) {
      out.write(data);
    }
    return bytes.toByteArray();
  }

  @Test
  void statementAndDataMayShareTheBody() throws Exception {
    table("shared", "a UInt64, b String", "");
    Map<String, String> database = Map.of("database", "inserts");
    assertEquals(
        200,
        http.post(database, "INSERT INTO shared FORMAT JSONEachRow\n{\"a\":1,\"b\":\"j;\"}\n")
            .status());
    assertEquals(
        200, http.post(database, "INSERT INTO shared VALUES (2, 'v;'), (1 + 2, 'w');").status());
    assertEquals(
        200,
        http.post(
                Map.of("database", "inserts", "query", "INSERT INTO shared VALUES (4, 'x'),"),
                "(5, 'y')")
            .status());
    String large = "{\"a\":6,\"b\":\"%s\"}\n".formatted("z".repeat(1_000)).repeat(1_000);
    Answer answer = http.post(database, "INSERT INTO shared FORMAT JSONEachRow\n" + large);
    assertEquals(1_000, answer.summary("written_rows"), answer.body());
    assertEquals(
        "1j;,2v;,3w,4x,5y",
        SERVER.query(
            "SELECT arrayStringConcat(arraySort(groupArray(concat(toString(a), b))), ',') FROM"
                + " inserts.shared WHERE a < 6"));
    assertEquals("1000000", SERVER.query("SELECT sum(length(b)) FROM inserts.shared WHERE a = 6"));
  }

  @Test
  void emptyDataStoresNoRows() throws Exception {
    table("none", "a UInt64", "");
    for (String statement :
        new String[] {
          "INSERT INTO none FORMAT RowBinary",
          "INSERT INTO none SELECT a FROM input('a UInt64') FORMAT RowBinary"
        }) {
      Answer answer = insert(statement, new byte[0]);
      assertEquals(200, answer.status(), answer.body());
      assertEquals(0, answer.summary("written_rows"));
    }
  }

  @Test
  void cutOffRowIsRefused() throws Exception {
    table("cut", "a UInt64", "");
    Answer answer = insert("INSERT INTO cut FORMAT RowBinary", new byte[] {1, 2, 3});
    assertTrue(answer.status() >= 400, answer.body());
    assertEquals("0", SERVER.query("SELECT count() FROM inserts.cut"));
  }

  @Test
  void chunkedBodyIsAccepted() throws Exception {
    table("chunked", "a UInt64", "");
    byte[] data = new byte[800_000];
    Answer answer =
        http.chunked(
            Map.of("database", "inserts", "query", "INSERT INTO chunked FORMAT RowBinary"), data);
    assertEquals(100_000, answer.summary("written_rows"), answer.body());
  }

  @Test
  void brokenOffBodyIsNotStored() throws Exception {
    table("broken", "a String", "");
    URI address = URI.create(SERVER.url());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String head =
          String.join(
              "\r\n",
              "POST /?query=INSERT+INTO+inserts.broken+FORMAT+TSV HTTP/1.1",
              "Host: x",
              "Content-Length: 10000000",
              "",
              "");
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write("x\n".repeat(500_000).getBytes(StandardCharsets.US_ASCII));
      Await.until(Duration.ofSeconds(10), () -> spooled() == 1);
    }
    Await.until(Duration.ofSeconds(10), () -> spooled() == 0);
    assertEquals("0", SERVER.query("SELECT count() FROM inserts.broken"));
  }

  private static long spooled() throws Exception {
    try (var files = Files.list(Path.of(SERVER.process().spec().args().get(3)))) {
      return files.count();
    }
  }

  @Test
  void spoolIsEmptyAfterwards() throws Exception {
    table("spooled", "a String", "");
    byte[] data = "x\n".repeat(500_000).getBytes(StandardCharsets.UTF_8);
    assertEquals(200, insert("INSERT INTO spooled FORMAT TSV", data).status());
    assertEquals(404, insert("INSERT INTO nowhere FORMAT TSV", data).status());
    assertEquals(0, spooled());
  }
}
