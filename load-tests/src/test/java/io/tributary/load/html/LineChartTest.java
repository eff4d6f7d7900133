package io.tributary.load.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.html.LineChart.Line;
import io.tributary.load.html.LineChart.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class LineChartTest {
  @Test
  void linesGoFromCornerToCornerAndEachColourIsExplainedOnce() {
    List<Point> points = List.of(new Point(0, 0), new Point(10, 100));
    Markup out = new Markup();
    new LineChart(
            "About it",
            Axis.upTo("seconds", 10),
            Axis.fromZero("rows", 100),
            List.of(
                new Line("A", "run 1", Hue.BLUE, points),
                new Line("A", "run 2", Hue.BLUE, points),
                new Line("B", "run 3", Hue.ORANGE, List.of())))
        .write(out);
    Document document = PageCheck.wellFormedAndAlone(out.toString());
    assertEquals(2, document.getElementsByTagName("li").getLength());
    assertEquals(2, document.getElementsByTagName("polyline").getLength());
    Element line = (Element) document.getElementsByTagName("polyline").item(0);
    assertEquals("64.0,264.0 706.0,12.0", line.getAttribute("points"));
  }
}
