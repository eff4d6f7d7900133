package io.tributary.load.flame;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Samples with the same frames laid together: a tree of groups of threads and of the frames below
 * them, and the same weights by group, component, method and allocated class.
 *
 * <p>Its memory is bounded: what comes when there is no room for another group, frame or name
 * counts for the nearest one that is there. {@link #cutWeight} tells how much that was.
 */
final class Fold {
  /** Tens of megabytes, and a hundred times what is drawn. */
  static final int MOST_NODES = 200_000;

  /** Deeper ones count for the frame at this depth; the JVM records 256 when we ask it to. */
  static final int MOST_FRAMES = 512;

  /** A service has some ten. */
  static final int MOST_GROUPS = 64;

  /** Of methods, components and classes each; they are fewer than nodes. */
  private static final int MOST_NAMES = 50_000;

  private static final Frame NO_STACK = Frame.named("(no stack)");

  private final FlameNode root = new FlameNode(Frame.named("all"));
  private final Tally groups = new Tally(MOST_GROUPS);
  private final Tally components = new Tally(MOST_NAMES);
  private final Tally componentsOnStack = new Tally(MOST_NAMES);
  private final Tally methods = new Tally(MOST_NAMES);
  private final Tally classes = new Tally(MOST_NAMES);
  private final Set<String> seen = new HashSet<>();
  private int nodes = 1;
  private long cutWeight;

  /** Adds a sample. */
  void add(StackSample sample) {
    long weight = sample.weight();
    String group = groups.add(ThreadNames.group(sample.thread()), weight);
    root.add(weight);
    stack(sample, Frame.named(group));
    byComponent(sample);
    if (!sample.frames().isEmpty()) {
      String unused = methods.add(sample.frames().getLast().name(), weight);
    }
    if (!sample.allocated().isEmpty()) {
      String unused = classes.add(sample.allocated(), weight);
    }
  }

  private void stack(StackSample sample, Frame group) {
    FlameNode node = below(root, group, sample.weight());
    List<Frame> frames = sample.frames().isEmpty() ? List.of(NO_STACK) : sample.frames();
    int depth = Math.min(frames.size(), MOST_FRAMES);
    boolean whole = depth == frames.size();
    for (int i = 0; i < depth; i++) {
      FlameNode next = below(node, frames.get(i), sample.weight());
      if (next == node) {
        cutWeight += sample.weight();
        return;
      }
      node = next;
    }
    if (!whole) {
      cutWeight += sample.weight();
    } else if (!sample.allocated().isEmpty()) {
      FlameNode unused = below(node, Frame.named(sample.allocated()), sample.weight());
    }
  }

  /** The child for this frame with the weight added, or the node itself if there is no room. */
  private FlameNode below(FlameNode node, Frame frame, long weight) {
    FlameNode child = node.child(frame.name());
    if (child == null) {
      if (nodes >= MOST_NODES) {
        return node;
      }
      nodes++;
      child = node.newChild(frame);
    }
    child.add(weight);
    return child;
  }

  private void byComponent(StackSample sample) {
    String innermost = sample.frames().isEmpty() ? NO_STACK.name() : Origin.JDK.title();
    seen.clear();
    for (Frame frame : sample.frames()) {
      if (frame.origin() != Origin.JDK) {
        innermost = frame.component();
      }
      if (seen.add(frame.component())) {
        String unused = componentsOnStack.add(frame.component(), sample.weight());
      }
    }
    String unused = components.add(innermost, sample.weight());
  }

  /** All samples; its children are groups of threads. */
  FlameNode root() {
    return root;
  }

  boolean isEmpty() {
    return root.weight() == 0;
  }

  /** Weight of samples whose innermost frames were left out, because of a bound. */
  long cutWeight() {
    return cutWeight;
  }

  /** By group of threads. */
  Tally groups() {
    return groups;
  }

  /** By component of the innermost frame that is not the JDK's. */
  Tally components() {
    return components;
  }

  /** By component that has a frame anywhere on the stack; a sample counts for several. */
  Tally componentsOnStack() {
    return componentsOnStack;
  }

  /** By method of the innermost frame. */
  Tally methods() {
    return methods;
  }

  /** By class of what was allocated. */
  Tally classes() {
    return classes;
  }
}
