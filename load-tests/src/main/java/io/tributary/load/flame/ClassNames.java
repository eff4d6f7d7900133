package io.tributary.load.flame;

/** Names of classes as sources have them. */
final class ClassNames {
  private ClassNames() {}

  /**
   * The name of a class as sources have it.
   *
   * @param binary such as {@code [Ljava.lang.String;} or {@code [B}
   */
  static String readable(String binary) {
    int dimensions = 0;
    while (dimensions < binary.length() && binary.charAt(dimensions) == '[') {
      dimensions++;
    }
    return dimensions == 0
        ? binary
        : element(binary.substring(dimensions)) + "[]".repeat(dimensions);
  }

  private static String element(String descriptor) {
    return switch (descriptor) {
      case "B" -> "byte";
      case "C" -> "char";
      case "D" -> "double";
      case "F" -> "float";
      case "I" -> "int";
      case "J" -> "long";
      case "S" -> "short";
      case "Z" -> "boolean";
      default ->
          descriptor.startsWith("L") && descriptor.endsWith(";")
              ? descriptor.substring(1, descriptor.length() - 1)
              : descriptor;
    };
  }
}
