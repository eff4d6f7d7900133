package io.tributary.load.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InstancesTest {

  @Test
  void histogramIsReadByClass() {
    Map<String, Instances> found =
        Instances.parse(
            """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:          1234         567890  [B (java.base@25)
               2:             7            168  io.tributary.gatherer.delivery.TableLane
               3:             1             24  io.tributary.gatherer.delivery.TableLane
            Total          1242         568082
            """);
    assertEquals(new Instances(1234, 567890), found.get("[B"));
    assertEquals(new Instances(8, 192), found.get("io.tributary.gatherer.delivery.TableLane"));
    assertEquals(2, found.size());
  }
}
