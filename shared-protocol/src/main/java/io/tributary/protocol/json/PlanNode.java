package io.tributary.protocol.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in the messages that a plan looks at: the columns that take the value there, and the
 * fields below it. Not changed once its plan is compiled.
 */
final class PlanNode {
  private final int number;
  private final Map<String, PlanNode> fields = new HashMap<>();
  private int[] scalars = {};
  private int[] texts = {};
  private int[] collections = {};

  /**
   * @param number of the node within its plan, from 0
   */
  PlanNode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The field of that name, null if the plan does not look at it. */
  @Nullable PlanNode field(String name) {
    return fields.get(name);
  }

  Map<String, PlanNode> fields() {
    return fields;
  }

  /** Columns that hold one value other than text. */
  int[] scalars() {
    return scalars;
  }

  /** Columns that hold any value as text. */
  int[] texts() {
    return texts;
  }

  /** Columns of the one Array or Map type that may be read here. */
  int[] collections() {
    return collections;
  }

  void addScalar(int column) {
    scalars = with(scalars, column);
  }

  void addText(int column) {
    texts = with(texts, column);
  }

  void addCollection(int column) {
    collections = with(collections, column);
  }

  private static int[] with(int[] columns, int column) {
    int[] longer = Arrays.copyOf(columns, columns.length + 1);
    longer[columns.length] = column;
    return longer;
  }
}
