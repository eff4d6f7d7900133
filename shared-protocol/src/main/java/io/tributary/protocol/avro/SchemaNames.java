package io.tributary.protocol.avro;

import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** What schemas are called. */
final class SchemaNames {
  private static final int MOST_BRANCHES = 8;

  private SchemaNames() {}

  /** For people, such as {@code long (timestamp-millis)} or {@code union of null, record Order}. */
  static String of(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM -> lowerCase(schema) + " " + schema.getName();
      case FIXED -> lowerCase(schema) + "(" + schema.getFixedSize() + ")" + logical(schema);
      case UNION ->
          schema.getTypes().stream()
              .limit(MOST_BRANCHES)
              .map(SchemaNames::of)
              .collect(Collectors.joining(", ", "union of ", ""));
      default -> lowerCase(schema) + logical(schema);
    };
  }

  /** True when a step of a path means this branch of a union. */
  static boolean isBranch(Schema branch, String step) {
    return switch (branch.getType()) {
      case RECORD, ENUM, FIXED ->
          step.equals(branch.getName()) || step.equals(branch.getFullName());
      default -> step.equals(lowerCase(branch));
    };
  }

  private static String lowerCase(Schema schema) {
    return schema.getType().getName();
  }

  private static String logical(Schema schema) {
    return Logical.of(schema) == Logical.NONE ? "" : " (" + schema.getProp("logicalType") + ")";
  }
}
