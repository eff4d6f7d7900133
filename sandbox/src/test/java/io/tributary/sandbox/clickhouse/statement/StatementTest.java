package io.tributary.sandbox.clickhouse.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
  private static Statement.Plain plain(String text) {
    return assertInstanceOf(Statement.Plain.class, Statement.read(text));
  }

  private static Statement.InsertData data(String text) {
    return assertInstanceOf(Statement.InsertData.class, Statement.read(text));
  }

  private static Statement.InsertSelect select(String text) {
    return assertInstanceOf(Statement.InsertSelect.class, Statement.read(text));
  }

  private static int rejection(String text) {
    return assertInstanceOf(Statement.Rejected.class, Statement.read(text)).code();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1 | READ",
        "(SELECT 1) UNION ALL (SELECT 2) | READ",
        "with 1 AS x SELECT x | READ",
        "/* why */ SHOW TABLES | READ",
        "KILL QUERY WHERE 1 ASYNC | KILL",
        "SET max_threads = 1 | SESSION",
        "USE db | SESSION",
        "CREATE TEMPORARY TABLE t (a UInt8) | SESSION",
        "CREATE TABLE t (a UInt8) ENGINE = Null | WRITE",
        "INSERT INTO t SELECT 1 | INSERT",
      })
  void kindIsThatOfTheFirstWord(String text, Statement.Kind kind) {
    assertEquals(kind, plain(text).kind());
  }

  @Test
  void formatOfTheResultIsFoundOutsideParenthesesOnly() {
    assertEquals("JSON", plain("SELECT 1 FORMAT JSON").format());
    assertEquals("", plain("SELECT * FROM (SELECT 1 AS FORMAT) AS x").format());
    assertEquals("", plain("SELECT 'a FORMAT JSON' /* FORMAT CSV */ -- FORMAT XML").format());
  }

  @Test
  void lastSemicolonIsDropped() {
    assertEquals("SELECT ';' ", plain("SELECT ';' ; -- done\n").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT 1; SELECT 2", "INSERT INTO t SELECT 1; DROP TABLE t", "SELECT ';'; x"})
  void secondStatementIsRejected(String text) {
    assertEquals(62, rejection(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "-- nothing", "/* a /* b */ c */"})
  void emptyStatementIsRejected(String text) {
    assertEquals(62, rejection(text));
  }

  @Test
  void dataBehindFormatBecomesAFile() {
    Statement.InsertData insert = data("INSERT INTO db.t (a, b) FORMAT RowBinary\n\n\0;'");
    assertEquals(
        "INSERT INTO db.t (a, b)  FROM INFILE '/dev/shm/x' COMPRESSION 'none'  FORMAT RowBinary",
        insert.reading("/dev/shm/x"));
    assertEquals("INSERT INTO db.t (a, b) FORMAT RowBinary\n".length(), insert.dataStart());
  }

  @Test
  void settingsStayBehindTheFile() {
    assertEquals(
        "INSERT INTO t  FROM INFILE '/x' COMPRESSION 'none' SETTINGS a = 1, b = 'FORMAT X' "
            + " FORMAT JSONEachRow",
        data("INSERT INTO t SETTINGS a = 1, b = 'FORMAT X' FORMAT JSONEachRow {}").reading("/x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "insert into t format CSV 1,2 | 25",
        "INSERT INTO format FORMAT TSV;\t 1 | 32",
        "INSERT INTO TABLE `a b`.\"VALUES\" VALUES (1) | 39",
        "INSERT INTO FUNCTION null('a UInt8') VALUES (1) | 43",
        "INSERT INTO t (`FORMAT X`, a) /* VALUES */ VALUES (1) | 49",
      })
  void dataStartsBehindItsClause(String text, int start) {
    assertEquals(start, data(text).dataStart());
  }

  @Test
  void onlyOneLineBreakBelongsToTheStatement() {
    String head = "INSERT INTO t FORMAT RowBinary";
    assertEquals(head.length() + 1, data(head + "\n\n").dataStart());
    assertEquals(head.length() + 2, data(head + "\r\n\r\n").dataStart());
    assertEquals(head.length() + 1, data(head + "\n ;").dataStart());
  }

  @Test
  void pathIsQuoted() {
    assertEquals(
        "INSERT INTO t  FROM INFILE '/it\\'s \\\\ here' COMPRESSION 'none'  FORMAT Values",
        data("INSERT INTO t VALUES (1)").reading("/it's \\ here"));
  }

  @Test
  void inputBecomesAFileAndFormatGoes() {
    String text =
        "INSERT INTO t (a, c) SELECT a, if(m, 'input(\\'x\\')', c) FROM input('a UInt8, m UInt8, c"
            + " String') WHERE NOT throwIf(now64(3) > toDateTime64('2030-01-01', 3)) SETTINGS x = 1"
            + " FORMAT RowBinary\n";
    Statement.InsertSelect insert = select(text + "\u0001\n");
    assertEquals(
        "INSERT INTO t (a, c) SELECT a, if(m, 'input(\\'x\\')', c) FROM file('/f', 'RowBinary',"
            + " 'a UInt8, m UInt8, c String') WHERE NOT throwIf(now64(3) >"
            + " toDateTime64('2030-01-01', 3)) SETTINGS x = 1 ",
        insert.reading("/f"));
    assertEquals(text.length(), insert.dataStart());
  }

  @Test
  void inputIsFoundInSubqueriesAndBehindWith() {
    assertEquals(
        "INSERT INTO t WITH 1 AS x SELECT * FROM (SELECT a FROM file('/f', 'CSV', 'a UInt8')) ",
        select(
                "INSERT INTO t WITH 1 AS x SELECT * FROM (SELECT a FROM INPUT ( 'a UInt8' )) FORMAT"
                    + " CSV\n1")
            .reading("/f"));
  }

  @Test
  void columnNamedInputIsNotTheFunction() {
    assertEquals(
        Statement.Kind.INSERT, plain("INSERT INTO t SELECT input FROM `input` WHERE x").kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t SELECT * FROM input('a UInt8')",
        "INSERT INTO t SELECT * FROM input(a) FORMAT CSV",
        "INSERT INTO t SELECT * FROM input('a'), input('b') FORMAT CSV",
      })
  void wrongUseOfInputIsRejected(String text) {
    assertEquals(477, rejection(text));
  }

  @Test
  void killThatWouldHangIsRejected() {
    assertEquals(344, rejection("KILL QUERY WHERE query_id = 'SYNC' SYNC"));
    assertEquals(Statement.Kind.KILL, plain("KILL QUERY WHERE query_id = 'SYNC'").kind());
  }

  @Test
  void filesOfTheServerAreNotForClients() {
    assertEquals(344, rejection("INSERT INTO t FROM INFILE '/etc/passwd' FORMAT CSV"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT", "INSERT INTO t", "INSERT INTO t (a", "INSERT INTO 'x"})
  void brokenInsertIsLeftToClickHouse(String text) {
    assertEquals(text, plain(text).text());
  }

  @Test
  void heredocAndDoubledQuotesAreStrings() {
    assertEquals(
        "", plain("SELECT $x$ FORMAT A ' $x$, 'it''s FORMAT B', \"a\"\" FORMAT C\"").format());
    assertEquals("D", plain("SELECT $1 FORMAT D").format());
  }
}
