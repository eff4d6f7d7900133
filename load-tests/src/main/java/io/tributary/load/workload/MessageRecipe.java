package io.tributary.load.workload;

import java.util.Locale;

/**
 * What messages are made of: equal recipes make equal messages.
 *
 * @param leastBytes shorter messages are padded to this size; 0 for as they are
 */
public record MessageRecipe(DataSet data, long seed, int leastBytes) {

  /** The messages from the first one on; Avro stands behind the schema id 0. */
  public MessageSource messages() {
    return data.messages(seed, leastBytes);
  }

  /** Name of the file that keeps them. */
  String fileName() {
    String size = leastBytes == 0 ? "" : "-" + leastBytes;
    return data.label().toLowerCase(Locale.ROOT) + "-" + seed + size + ".messages";
  }
}
