package io.tributary.load.flame;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A frame below the frames that called it, with the weight of all samples that have it there. */
final class FlameNode {
  private final Frame frame;
  private final Map<String, FlameNode> children = new HashMap<>();
  private long weight;

  FlameNode(Frame frame) {
    this.frame = frame;
  }

  Frame frame() {
    return frame;
  }

  /** Of the samples that have it in this place. */
  long weight() {
    return weight;
  }

  /** Of those that have nothing above it. */
  long selfWeight() {
    return weight - children.values().stream().mapToLong(FlameNode::weight).sum();
  }

  void add(long more) {
    weight += more;
  }

  @Nullable FlameNode child(String name) {
    return children.get(name);
  }

  FlameNode newChild(Frame called) {
    FlameNode child = new FlameNode(called);
    children.put(called.name(), child);
    return child;
  }

  /** By name, so that two graphs of the same program can be held side by side. */
  List<FlameNode> children() {
    return children.values().stream()
        .sorted(Comparator.comparing(child -> child.frame.name()))
        .toList();
  }
}
