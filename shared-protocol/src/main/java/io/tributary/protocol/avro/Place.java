package io.tributary.protocol.avro;

import io.tributary.protocol.row.PathStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A place in the messages that columns look at, and what is below it. */
final class Place {
  private final Map<String, Place> fields = new LinkedHashMap<>();
  private final Map<Integer, Place> elements = new TreeMap<>();
  private final List<Integer> columns = new ArrayList<>();
  private @Nullable Place each;

  /** The place one step further, made if it is not there. */
  Place step(PathStep step) {
    return switch (step) {
      case PathStep.Field(String name) -> fields.computeIfAbsent(name, _ -> new Place());
      case PathStep.Element(int index) -> elements.computeIfAbsent(index, _ -> new Place());
      case PathStep.Each _ -> {
        Place all = each;
        if (all == null) {
          all = new Place();
          each = all;
        }
        yield all;
      }
    };
  }

  /** Columns that take the value here. */
  List<Integer> columns() {
    return columns;
  }

  Map<String, Place> fields() {
    return fields;
  }

  /** By index, in order. */
  Map<Integer, Place> elements() {
    return elements;
  }

  /** What stands for each element of an array, null if nobody looks at all of them. */
  @Nullable Place each() {
    return each;
  }

  boolean hasElements() {
    return each != null || !elements.isEmpty();
  }

  boolean isEmpty() {
    return columns.isEmpty() && fields.isEmpty() && !hasElements();
  }

  /** The same without some of the fields. */
  Place without(Predicate<String> names) {
    Place rest = new Place();
    rest.columns.addAll(columns);
    rest.elements.putAll(elements);
    rest.each = each;
    fields.forEach(
        (name, place) -> {
          if (!names.test(name)) {
            rest.fields.put(name, place);
          }
        });
    return rest;
  }

  /** Columns that take something here or below. */
  List<Integer> below() {
    List<Integer> all = new ArrayList<>(columns);
    fields.values().forEach(place -> all.addAll(place.below()));
    elements.values().forEach(place -> all.addAll(place.below()));
    if (each != null) {
      all.addAll(each.below());
    }
    return all;
  }
}
