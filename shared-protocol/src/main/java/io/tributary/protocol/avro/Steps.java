package io.tributary.protocol.avro;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.ElementCollector;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowPlanException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the walk through data of a schema to the places that columns look at. What it gives
 * fills one row at a time and is for one thread.
 */
final class Steps {
  private final AvroRowPlan plan;
  private final RowTarget target;
  private final Skips skips;
  private final ValueReaders readers;
  // A schema may be met at a place in more ways than can be counted, but each time it is the same.
  private final IdentityHashMap<Place, IdentityHashMap<Schema, Step>> known =
      new IdentityHashMap<>();
  private final IdentityHashMap<Place, IdentityHashMap<Schema, Place>> rests =
      new IdentityHashMap<>();

  Steps(AvroRowPlan plan, RowTarget target, Skips skips, ValueReaders readers) {
    this.plan = plan;
    this.target = target;
    this.skips = skips;
    this.readers = readers;
  }

  /**
   * @throws RowPlanException if no datum of the schema can fill a column
   */
  Step at(Place place, Schema schema) {
    IdentityHashMap<Schema, Step> ofPlace =
        known.computeIfAbsent(place, _ -> new IdentityHashMap<>());
    Step step = ofPlace.get(schema);
    if (step == null) {
      step = make(place, schema);
      ofPlace.put(schema, step);
    }
    return step;
  }

  private Step make(Place place, Schema schema) {
    if (place.isEmpty()) {
      return new Step.Over(skips.of(schema));
    }
    if (schema.getType() == Schema.Type.UNION) {
      return union(place, schema);
    }
    if (schema.getType() == Schema.Type.NULL) {
      return nothing(place, schema);
    }
    List<Step> steps = new ArrayList<>();
    for (int column : place.columns()) {
      steps.add(column(column, schema));
    }
    if (!place.fields().isEmpty() || place.hasElements()) {
      steps.add(below(place, schema));
    }
    return together(steps);
  }

  private static Step together(List<Step> steps) {
    return steps.size() == 1 ? steps.getFirst() : new Step.Several(steps.toArray(Step[]::new));
  }

  private Step column(int column, Schema schema) {
    ValueReader reader;
    try {
      reader = readers.of(schema, plan.elementType(column));
    } catch (MismatchException e) {
      RowColumn shown = plan.columns().get(column);
      throw new RowPlanException(
          shown, "%s in a column of type %s".formatted(e.reason(), shown.type().sql()));
    }
    ElementCollector collector = target.collector(column);
    return collector == null
        ? new Step.Column(target, column, reader)
        : new Step.Element(target, column, collector, reader);
  }

  /** What a null at a place is for the columns there and below. */
  private Step nothing(Place place, Schema schema) {
    List<Step> steps = new ArrayList<>();
    List<Integer> missing = new ArrayList<>();
    for (int column : place.below()) {
      boolean isHere = place.columns().contains(column);
      if (isHere && takesNull(plan.elementType(column))) {
        steps.add(column(column, schema));
      } else if (target.collector(column) == null) {
        missing.add(column);
      }
    }
    if (!missing.isEmpty()) {
      steps.add(
          new Step.Missing(target.row(), missing.stream().mapToInt(Integer::intValue).toArray()));
    }
    return together(steps);
  }

  private static boolean takesNull(ColumnType type) {
    return switch (type) {
      case ColumnType.Nullable _, ColumnType.Variant _, ColumnType.Dynamic _ -> true;
      case ColumnType.Geo(ColumnType.Geo.Kind kind) -> kind == ColumnType.Geo.Kind.GEOMETRY;
      case ColumnType.LowCardinality(ColumnType of) -> takesNull(of);
      case ColumnType.SimpleAggregate(String _, ColumnType of) -> takesNull(of);
      default -> false;
    };
  }

  private Step union(Place place, Schema schema) {
    List<Schema> branches = schema.getTypes();
    List<Schema> values =
        branches.stream().filter(branch -> branch.getType() != Schema.Type.NULL).toList();
    Place rest = values.size() > 1 ? rest(place, schema) : place;
    checkBelow(rest, values);
    Step[] steps = new Step[branches.size()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = branch(place, rest, branches.get(i));
    }
    return new Step.Union(steps);
  }

  /** The place without the steps that name branches. */
  private Place rest(Place place, Schema union) {
    return rests
        .computeIfAbsent(place, _ -> new IdentityHashMap<>())
        .computeIfAbsent(
            union,
            _ ->
                place.without(
                    name ->
                        union.getTypes().stream()
                            .anyMatch(branch -> SchemaNames.isBranch(branch, name))));
  }

  private Step branch(Place place, Place rest, Schema branch) {
    if (branch.getType() == Schema.Type.NULL) {
      return at(place, branch);
    }
    List<Step> steps = new ArrayList<>();
    if (!rest.isEmpty()) {
      boolean entered = isEntered(rest, branch) || (rest.fields().isEmpty() && !rest.hasElements());
      if (entered) {
        steps.add(at(rest, branch));
      } else {
        rest.columns().forEach(column -> steps.add(column(column, branch)));
      }
    }
    if (rest != place) {
      place
          .fields()
          .forEach(
              (name, named) -> {
                if (SchemaNames.isBranch(branch, name)) {
                  steps.add(at(named, branch));
                }
              });
    }
    return steps.isEmpty() ? new Step.Over(skips.of(branch)) : together(steps);
  }

  private void checkBelow(Place rest, List<Schema> branches) {
    boolean goesOn = !rest.fields().isEmpty() || rest.hasElements();
    if (goesOn && branches.stream().noneMatch(branch -> isEntered(rest, branch))) {
      throw deadEnd(rest, branches);
    }
  }

  private RowPlanException deadEnd(Place place, List<Schema> schemas) {
    List<Integer> columns = new ArrayList<>(place.below());
    columns.removeAll(place.columns());
    RowColumn column = plan.columns().get(columns.getFirst());
    return new RowPlanException(
        column,
        "its path goes on where Avro has %s, for a column of type %s"
            .formatted(
                String.join(", ", schemas.stream().map(SchemaNames::of).toList()),
                column.type().sql()));
  }

  /** True when a path can go on below a datum of the schema. */
  private static boolean isEntered(Place place, Schema schema) {
    return switch (schema.getType()) {
      case RECORD, MAP -> !place.fields().isEmpty() && !place.hasElements();
      case ARRAY -> place.hasElements() && place.fields().isEmpty();
      case UNION -> true;
      default -> false;
    };
  }

  private Step below(Place place, Schema schema) {
    if (!isEntered(place, schema)) {
      throw deadEnd(place, List.of(schema));
    }
    return switch (schema.getType()) {
      case RECORD -> record(place, schema);
      case MAP -> map(place, schema);
      default -> array(place, schema);
    };
  }

  private Step record(Place place, Schema schema) {
    @Nullable Place[] wanted = new Place[schema.getFields().size()];
    List<Step> steps = new ArrayList<>();
    place
        .fields()
        .forEach(
            (name, below) -> {
              Schema.Field field = field(schema, name);
              if (field != null && wanted[field.pos()] == null) {
                wanted[field.pos()] = below;
              } else if (field != null) {
                // One path has the name, another the alias: the record is read again for the
                // latter.
                @Nullable Place[] again = new Place[wanted.length];
                again[field.pos()] = below;
                steps.add(record(schema, again));
              }
            });
    steps.addFirst(record(schema, wanted));
    return together(steps);
  }

  private Step record(Schema schema, @Nullable Place[] wanted) {
    List<Step> steps = new ArrayList<>();
    List<Skip> between = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      Place below = wanted[field.pos()];
      if (below == null) {
        between.add(skips.of(field.schema()));
      } else {
        flush(between, steps);
        steps.add(at(below, field.schema()));
      }
    }
    flush(between, steps);
    return new Step.Fields(steps.toArray(Step[]::new));
  }

  private static void flush(List<Skip> between, List<Step> steps) {
    for (Skip skip : Skips.merged(between)) {
      steps.add(new Step.Over(skip));
    }
    between.clear();
  }

  /** The field of a name, or else the one that had it before. */
  static Schema.@Nullable Field field(Schema record, String name) {
    Schema.Field field = record.getField(name);
    if (field != null) {
      return field;
    }
    return record.getFields().stream()
        .filter(other -> other.aliases().contains(name))
        .findFirst()
        .orElse(null);
  }

  private Step map(Place place, Schema schema) {
    Schema value = schema.getValueType();
    byte[][] keys =
        place.fields().keySet().stream()
            .map(key -> key.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    Step[] steps =
        place.fields().values().stream().map(below -> at(below, value)).toArray(Step[]::new);
    return new Step.Pairs(keys, steps, skips.of(value), 1 + skips.minBytes(value));
  }

  private Step array(Place place, Schema schema) {
    Schema item = schema.getElementType();
    Place each = place.each();
    Step others = each == null ? new Step.Over(skips.of(item)) : at(each, item);
    int last = place.elements().keySet().stream().mapToInt(index -> index).max().orElse(-1);
    @Nullable Step[] single = new Step[last + 1];
    place
        .elements()
        .forEach(
            (index, below) -> {
              Step own = at(below, item);
              single[index] = each == null ? own : together(List.of(others, own));
            });
    int[] gathered =
        each == null ? new int[0] : each.below().stream().mapToInt(index -> index).toArray();
    ElementCollector[] collectors = new ElementCollector[gathered.length];
    for (int i = 0; i < gathered.length; i++) {
      collectors[i] = Objects.requireNonNull(target.collector(gathered[i]));
    }
    return new Step.Items(target, single, others, skips.minBytes(item), gathered, collectors);
  }
}
