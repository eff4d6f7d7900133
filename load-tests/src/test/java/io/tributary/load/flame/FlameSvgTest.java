package io.tributary.load.flame;

import static io.tributary.load.flame.FoldTest.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.flame.BoxLayout.Box;
import io.tributary.load.html.PageCheck;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class FlameSvgTest {
  private static final Frame RUN = Frame.of("io.tributary.connector.pipeline.Pipeline", "run");

  @Test
  void callersHoldWhatTheyCallAndNarrowFramesAreLeftOut() {
    Fold fold = new Fold();
    Frame wide = Frame.of("java.util.Wide", "call");
    Frame narrow = Frame.of("java.util.Narrow", "call");
    fold.add(sample("loop", 9_995, RUN, wide));
    fold.add(sample("loop", 5, RUN, narrow));
    Map<String, Box> boxes =
        BoxLayout.of(fold).stream()
            .collect(Collectors.toMap(box -> box.node().frame().name(), Function.identity()));
    assertEquals(List.of("all", "loop", RUN.name(), wide.name()), names(fold));
    Box box = Objects.requireNonNull(boxes.get(wide.name()));
    assertEquals(3, box.depth());
    assertEquals(0.9995, box.share(), 1e-9);
    assertEquals(0.0005, box.start(), 1e-9, "the narrow one keeps its place");
  }

  @Test
  void boxesAreBoundedAndNoneIsWithoutItsCaller() {
    Fold fold = new Fold();
    for (int i = 0; i < 900; i++) {
      Frame[] frames = new Frame[20];
      for (int depth = 0; depth < frames.length; depth++) {
        frames[depth] = Frame.of("Type" + i, "method" + depth);
      }
      fold.add(sample("loop", 1, frames));
    }
    List<Box> boxes = BoxLayout.of(fold);
    assertEquals(BoxLayout.MOST_BOXES, boxes.size());
    for (Box box : boxes) {
      assertTrue(
          box.depth() == 0
              || boxes.stream()
                  .anyMatch(
                      caller ->
                          caller.depth() == box.depth() - 1
                              && caller.node().child(box.node().frame().name()) == box.node()),
          box.toString());
    }
  }

  @Test
  void fileIsWellFormedAndTellsFullNames() {
    Fold fold = new Fold();
    fold.add(sample("<script>&\"']]>\u0000", 3_000_000, RUN, Frame.of("A", "<init>")));
    FlameGraph graph = new FlameGraph("w-json-gatherer", SampleKind.CPU_TIME, fold, 1, 0);
    String svg = FlameSvg.render(graph);
    Document document =
        PageCheck.wellFormedAndAlone(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""));
    assertEquals(4, document.getElementsByTagName("title").getLength());
    String all = document.getDocumentElement().getTextContent();
    assertTrue(all.contains("w-json-gatherer: CPU time"), all);
    assertTrue(all.contains("A.<init>\n100.0 % of CPU time, 3 ms; itself 100.0 %"), all);
    Element innermost = (Element) document.getElementsByTagName("g").item(3);
    Element last = (Element) innermost.getElementsByTagName("rect").item(0);
    assertEquals("117", last.getAttribute("y"), "below the head and three frames");
    assertEquals(svg, FlameSvg.render(graph));
  }

  @Test
  void tableHasSharesAndItsCellsStayCells() {
    Fold fold = new Fold();
    fold.add(sample("heartbeat | `a`", 750, RUN));
    fold.add(sample("loop", 250, RUN, Frame.of("java.lang.System", "arraycopy")));
    String table =
        FlameTables.render(
            List.of(new FlameGraph("some", SampleKind.EXECUTION, fold, 1000, 12)),
            List.of("a.jfr cannot be read to its end: why."));
    assertTrue(table.contains("- a.jfr cannot be read"), table);
    assertTrue(table.contains("1,000 samples: [some.svg](some.svg); 12 more"), table);
    assertTrue(table.contains("| `heartbeat \\| 'a'` | 75.0 |"), table);
    assertTrue(table.contains("| `connector.pipeline` | 100.0 | 100.0 |"), table);
    assertTrue(table.contains("| `java.lang.System.arraycopy` | 25.0 |"), table);
    assertFalse(table.contains("allocated class"), table);
  }

  private static List<String> names(Fold fold) {
    return BoxLayout.of(fold).stream().map(box -> box.node().frame().name()).toList();
  }
}
