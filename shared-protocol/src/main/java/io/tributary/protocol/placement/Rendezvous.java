package io.tributary.protocol.placement;

import io.tributary.protocol.digest.Sha256;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Highest random weight: everybody who knows the same nodes gives a key to the same node, and a
 * node that goes takes only its own keys with it.
 */
public final class Rendezvous {
  private Rendezvous() {}

  /**
   * The nodes in the order in which they are to serve the key.
   *
   * @param name of a node, the same wherever it is asked
   */
  public static <T> List<T> order(String key, List<T> nodes, Function<T, String> name) {
    Comparator<T> highestFirst =
        (a, b) -> Long.compareUnsigned(weight(key, name.apply(b)), weight(key, name.apply(a)));
    return nodes.stream().sorted(highestFirst.thenComparing(name)).toList();
  }

  private static long weight(String key, String node) {
    return ByteBuffer.wrap(Sha256.of(key + '\n' + node)).getLong();
  }
}
