package io.tributary.load.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private final MetricsPage page =
      MetricsPage.parse(
          """
          # HELP rows_total Rows
          # TYPE rows_total counter
          rows_total{datasource="a",kind="x"} 3.0
          rows_total{datasource="b",kind="x"} 4.0
          rows_total_other 100
          up 1
          """);

  @Test
  void sumsOverLabelsAndOverNothingElse() {
    assertEquals(7, page.sum("rows_total"));
    assertEquals(1, page.sum("up"));
    assertEquals(0, page.sum("absent"));
  }

  @Test
  void findsOneByItsLabel() {
    assertEquals(4, page.value("rows_total", "datasource", "b"));
    assertThrows(IllegalStateException.class, () -> page.value("rows_total", "datasource", "none"));
  }

  @Test
  void pagesOfOneProcessAreAddedUpButForTheProcessItself() {
    MetricsPage joined =
        MetricsPage.joined(
            List.of(
                MetricsPage.parse("rows_total{datasource=\"a\"} 3\njvm_gc_pause_seconds_count 5\n"),
                MetricsPage.parse(
                    "rows_total{datasource=\"a\"} 4\njvm_gc_pause_seconds_count 6\n")));
    assertEquals(7, joined.sum("rows_total"));
    assertEquals(5, joined.sum("jvm_gc_pause_seconds_count"));
  }
}
