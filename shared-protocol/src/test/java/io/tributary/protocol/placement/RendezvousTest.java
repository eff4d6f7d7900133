package io.tributary.protocol.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RendezvousTest {
  private static final List<String> NODES = List.of("a:1", "b:1", "c:1", "d:1");

  @Test
  void orderOfNodesDoesNotMatter() {
    for (int key = 0; key < 100; key++) {
      assertEquals(order(key, NODES), order(key, NODES.reversed()));
    }
  }

  @Test
  void nodeThatGoesTakesOnlyItsOwnKeysWithIt() {
    List<String> fewer = List.of("a:1", "b:1", "d:1");
    for (int key = 0; key < 1_000; key++) {
      List<String> before = order(key, NODES);
      assertEquals(before.stream().filter(fewer::contains).toList(), order(key, fewer));
    }
  }

  @Test
  void keysSpreadEvenly() {
    for (String node : NODES) {
      long keys =
          IntStream.range(0, 4_000)
              .filter(key -> order(key, NODES).getFirst().equals(node))
              .count();
      assertTrue(keys > 850 && keys < 1_150, node + " has " + keys + " of 4000 keys");
    }
  }

  private static List<String> order(int key, List<String> nodes) {
    return Rendezvous.order("table" + key, nodes, Function.identity());
  }
}
