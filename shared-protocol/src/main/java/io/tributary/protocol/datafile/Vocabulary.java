package io.tributary.protocol.datafile;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys a kind of datafile knows.
 *
 * @param kind how messages call such a file
 * @param supported keys with an effect
 * @param planned keys that are understood, but have no effect yet, and are therefore refused
 */
record Vocabulary(String kind, List<String> supported, List<String> planned) {

  static final Vocabulary CONNECTION =
      new Vocabulary(".connection", names(ConnectionKeys.ALL), List.of());

  static final Vocabulary DATASOURCE =
      new Vocabulary(
          ".datasource",
          names(DatasourceKeys.ALL),
          List.of(
              "FLUSH_ROWS",
              "FLUSH_BYTES",
              "FLUSH_INTERVAL",
              "WORKERS",
              "ENGINE_PRIMARY_KEY",
              "ENGINE_SAMPLING_KEY",
              "ENGINE_SETTINGS",
              "ENGINE_TTL",
              "ENGINE_VER",
              "ENGINE_SIGN",
              "ENGINE_IS_DELETED",
              "INDEXES",
              "FORWARD_QUERY",
              "BACKFILL",
              "SHARED_WITH",
              "TAGS",
              "TOKEN",
              "VERSION"));

  Vocabulary {
    supported = List.copyOf(supported);
    planned = List.copyOf(planned);
  }

  private static List<String> names(List<KeyDoc> keys) {
    return keys.stream().map(KeyDoc::key).toList();
  }

  /** Every key, in the order in which they are offered as a correction. */
  List<String> known() {
    List<String> known = new ArrayList<>(supported);
    known.addAll(planned);
    return known;
  }
}
