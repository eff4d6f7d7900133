package io.tributary.protocol.json;

import io.tributary.protocol.row.PathStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A place in the messages that a plan looks at: the columns that take the value there, and what is
 * below it. Not changed once it is sealed.
 */
final class PlanNode {
  private static final int[] NONE = {};

  private final int number;
  private final Map<String, PlanNode> fieldsByName = new LinkedHashMap<>();
  private FieldNames names = new FieldNames(List.of());
  private PlanNode[] fields = {};
  private @Nullable PlanNode[] elements = {};
  private @Nullable PlanNode each;
  private int[] values = NONE;
  private int[] texts = NONE;
  private int[] below = NONE;

  /**
   * @param number of the node within its plan, from 0
   */
  PlanNode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The node one step further, made if it is not there. */
  PlanNode step(PathStep step, IntSupplier nextNumber) {
    return switch (step) {
      case PathStep.Field(String name) ->
          fieldsByName.computeIfAbsent(name, _ -> new PlanNode(nextNumber.getAsInt()));
      case PathStep.Element(int index) -> {
        if (elements.length <= index) {
          elements = Arrays.copyOf(elements, index + 1);
        }
        PlanNode element = elements[index];
        if (element == null) {
          element = new PlanNode(nextNumber.getAsInt());
          elements[index] = element;
        }
        yield element;
      }
      case PathStep.Each _ -> {
        PlanNode all = each;
        if (all == null) {
          all = new PlanNode(nextNumber.getAsInt());
          each = all;
        }
        yield all;
      }
    };
  }

  /** Ends the building of this node and of those below it. */
  void seal() {
    names = new FieldNames(List.copyOf(fieldsByName.keySet()));
    fields = fieldsByName.values().toArray(PlanNode[]::new);
    List<Integer> columns = new ArrayList<>();
    for (PlanNode child : children()) {
      child.seal();
      for (int column : child.below) {
        columns.add(column);
      }
    }
    Arrays.stream(values).forEach(columns::add);
    Arrays.stream(texts).forEach(columns::add);
    below = columns.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The nodes one step further. */
  List<PlanNode> children() {
    List<PlanNode> children = new ArrayList<>(fieldsByName.values());
    for (PlanNode element : elements) {
      if (element != null) {
        children.add(element);
      }
    }
    if (each != null) {
      children.add(each);
    }
    return children;
  }

  /** Names of the fields looked at; their indexes are those of {@link #field}. */
  FieldNames names() {
    return names;
  }

  PlanNode field(int index) {
    return fields[index];
  }

  boolean hasFields() {
    return fields.length > 0;
  }

  /** True when single elements of an array, or all of them, are looked at. */
  boolean hasElements() {
    return elements.length > 0 || each != null;
  }

  /** The element at an index, null if the plan does not look at it by itself. */
  @Nullable PlanNode element(int index) {
    return index < elements.length ? elements[index] : null;
  }

  /** What stands for each element of an array, null if the plan does not look at all of them. */
  @Nullable PlanNode each() {
    return each;
  }

  /** Columns that hold the value here as something other than text. */
  int[] values() {
    return values;
  }

  /** Columns that hold any value as text. */
  int[] texts() {
    return texts;
  }

  /** Columns that take something here or below. */
  int[] below() {
    return below;
  }

  void addValue(int column) {
    values = with(values, column);
  }

  void addText(int column) {
    texts = with(texts, column);
  }

  private static int[] with(int[] columns, int column) {
    int[] longer = Arrays.copyOf(columns, columns.length + 1);
    longer[columns.length] = column;
    return longer;
  }
}
