package io.tributary.gatherer.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ComparisonSqlTest {
  /** ClickHouse's defaults of max_query_size and max_ast_elements. */
  private static final int MAX_BYTES = 262_144;

  private static final int MAX_ELEMENTS = 50_000;

  /** Names, numbers and operators; a function has its arguments as one more. */
  private static final Pattern ELEMENT = Pattern.compile("[\\w`']+|>=|<=|=|\\bAND\\b|\\bOR\\b|\\(");

  private final ComparisonSql sql =
      new ComparisonSql(
          "default",
          "events",
          new TableShape(
              "events_quarantine", new UUID(1, 2), "MergeTree", Set.of(TableShape.REPLAYED)));

  private static ComparisonSql.Wanted wanted(int number, String topic, int ranges, long step) {
    return new ComparisonSql.Wanted(
        number,
        new SourcePartition(topic, number, 7),
        OffsetSet.of(
            LongStream.range(0, ranges)
                .map(i -> i * step)
                .mapToObj(first -> new OffsetRange(first, first))
                .toList()));
  }

  private void assertBounded(List<ComparisonSql.Wanted> wanted) {
    for (List<ComparisonSql.Wanted> statement : sql.statements(wanted)) {
      for (String text : List.of(sql.counts(statement, 65_536), sql.islands(statement))) {
        assertTrue(text.length() < MAX_BYTES, () -> "characters: " + text.length());
        long elements = ELEMENT.matcher(text).results().count();
        assertTrue(elements < MAX_ELEMENTS, () -> "elements: " + elements);
      }
    }
  }

  @Test
  void noStatementIsLongerThanClickHouseTakes() {
    assertBounded(IntStream.range(0, 7).mapToObj(i -> wanted(i, "events", 200, 2)).toList());
    assertBounded(IntStream.range(0, 7).mapToObj(i -> wanted(i, "e", 2_000, 1L << 50)).toList());
    assertBounded(IntStream.range(0, 2_000).mapToObj(i -> wanted(i, "events", 1, 2)).toList());
    assertBounded(
        IntStream.range(0, 750).mapToObj(i -> wanted(i, "t".repeat(245) + i, 1, 2)).toList());
  }

  @Test
  void statementsAskForAllOffsetsTogether() {
    List<ComparisonSql.Wanted> wanted =
        IntStream.range(0, 9).mapToObj(i -> wanted(i, "events", 500, 3)).toList();

    List<ComparisonSql.Wanted> asked = new ArrayList<>();
    sql.statements(wanted).forEach(asked::addAll);

    assertTrue(sql.statements(wanted).size() > 1);
    for (ComparisonSql.Wanted whole : wanted) {
      OffsetSet offsets =
          OffsetSet.of(
              asked.stream()
                  .filter(piece -> piece.number() == whole.number())
                  .flatMap(piece -> piece.offsets().ranges().stream())
                  .toList());
      assertEquals(whole.offsets(), offsets);
    }
  }
}
