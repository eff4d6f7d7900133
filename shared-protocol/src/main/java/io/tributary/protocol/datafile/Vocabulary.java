package io.tributary.protocol.datafile;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys a kind of datafile knows.
 *
 * @param kind how messages call such a file
 * @param supported keys with an effect
 * @param planned keys that are understood, but have no effect yet, and are therefore refused
 * @param named keys whose secrets need not be set; the secret's name then takes its place
 */
record Vocabulary(String kind, List<String> supported, List<String> planned, List<String> named) {

  static final Vocabulary CONNECTION =
      new Vocabulary(".connection", names(ConnectionKeys.ALL), List.of(), List.of());

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
              "VERSION"),
          List.of());

  /** The same for somebody who never asks for the topic. */
  static final Vocabulary DATASOURCE_WITHOUT_TOPIC =
      new Vocabulary(
          DATASOURCE.kind,
          DATASOURCE.supported,
          DATASOURCE.planned,
          List.of("KAFKA_TOPIC", "KAFKA_GROUP_ID"));

  Vocabulary {
    supported = List.copyOf(supported);
    planned = List.copyOf(planned);
    named = List.copyOf(named);
  }

  private static List<String> names(List<KeyDoc> keys) {
    return keys.stream().map(KeyDoc::key).toList();
  }

  /** What a secret in the value of this key becomes when it is not set. */
  SecretTemplate.Unset unset(String key) {
    return named.contains(key) ? SecretTemplate.Unset.NAMED : SecretTemplate.Unset.REFUSED;
  }

  /** Every key, in the order in which they are offered as a correction. */
  List<String> known() {
    List<String> known = new ArrayList<>(supported);
    known.addAll(planned);
    return known;
  }
}
