package io.tributary.load.flame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Which frames of a fold are drawn, and where. */
final class BoxLayout {
  /** A narrower frame would be less than two pixels wide. */
  static final double LEAST_SHARE = 0.001;

  /** Half a megabyte of SVG. */
  static final int MOST_BOXES = 2_000;

  private BoxLayout() {}

  /**
   * A frame that is drawn.
   *
   * @param depth 0 for all samples, below what they call
   * @param start where it begins, 0 to 1 of the whole width
   * @param share of the whole weight, and of the width
   */
  record Box(FlameNode node, int depth, double start, double share) {}

  /**
   * The boxes of a fold, without those narrower than {@link #LEAST_SHARE}, and the {@link
   * #MOST_BOXES} widest of the others. A box stands within the one of its caller, which is always
   * there; those of one caller stand side by side, by name.
   */
  static List<Box> of(Fold fold) {
    if (fold.isEmpty()) {
      return List.of();
    }
    List<Box> boxes = wideEnough(fold);
    // A caller is at least as wide as what it calls, and less deep, so it comes first.
    return boxes.stream()
        .sorted(
            Comparator.comparingDouble(Box::share)
                .reversed()
                .thenComparingInt(Box::depth)
                .thenComparingDouble(Box::start))
        .limit(MOST_BOXES)
        .sorted(Comparator.comparingInt(Box::depth).thenComparingDouble(Box::start))
        .toList();
  }

  private static List<Box> wideEnough(Fold fold) {
    double whole = fold.root().weight();
    List<Box> boxes = new ArrayList<>();
    Deque<Box> open = new ArrayDeque<>();
    open.push(new Box(fold.root(), 0, 0, 1));
    while (!open.isEmpty()) {
      Box box = open.pop();
      boxes.add(box);
      double start = box.start();
      for (FlameNode child : box.node().children()) {
        double share = child.weight() / whole;
        if (share >= LEAST_SHARE) {
          open.push(new Box(child, box.depth() + 1, start, share));
        }
        start += share;
      }
    }
    return boxes;
  }
}
