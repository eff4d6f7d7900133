package io.tributary.gatherer.insert;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings under which a SELECT shows all rows there are or fails. Somebody's profile may have set
 * any of them otherwise, to bound what people may read: then ClickHouse answers fewer rows and says
 * nothing, or refuses what it would have to refuse for ever.
 */
public final class HonestReading {
  private static final String MAX_QUERY_BYTES = Integer.toString(4 << 20);
  private static final Map<String, String> WANTED = wanted();

  private HonestReading() {}

  /** What a statement has to set, as far as the server knows it. */
  public static Map<String, String> settings(ServerSettings server) {
    Map<String, String> settings = new LinkedHashMap<>(WANTED);
    settings.keySet().retainAll(server.names());
    return settings;
  }

  private static Map<String, String> wanted() {
    Map<String, String> settings = new LinkedHashMap<>();
    // Cuts a result.
    for (String bound :
        new String[] {
          "limit", "offset", "max_result_rows", "max_result_bytes",
        }) {
      settings.put(bound, "0");
    }
    // Refuses to read at all; 0 is no bound.
    for (String bound :
        new String[] {
          "max_rows_to_read",
          "max_bytes_to_read",
          "max_rows_to_read_leaf",
          "max_bytes_to_read_leaf",
          "max_columns_to_read",
          "max_rows_to_group_by",
          "max_rows_to_sort",
          "max_bytes_to_sort",
          "max_rows_in_set",
          "max_bytes_in_set",
          "force_primary_key",
          "force_index_by_date",
          "min_execution_speed",
          "min_execution_speed_bytes",
        }) {
      settings.put(bound, "0");
    }
    settings.put("max_partitions_to_read", "-1");
    settings.put("max_query_size", MAX_QUERY_BYTES);
    // Makes other bounds fail instead of cutting.
    for (String mode :
        new String[] {
          "read_overflow_mode",
          "read_overflow_mode_leaf",
          "result_overflow_mode",
          "group_by_overflow_mode",
          "sort_overflow_mode",
          "set_overflow_mode",
          "distinct_overflow_mode",
          "join_overflow_mode",
          "transfer_overflow_mode",
          "timeout_overflow_mode",
          "timeout_overflow_mode_leaf",
        }) {
      settings.put(mode, "throw");
    }
    // Leaves rows out, or answers what was true before.
    settings.put("additional_table_filters", "{}");
    settings.put("additional_result_filter", "");
    settings.put("final", "0");
    settings.put("apply_deleted_mask", "0");
    settings.put("use_query_cache", "0");
    settings.put("use_query_condition_cache", "0");
    settings.put("partial_result_on_first_cancel", "0");
    settings.put("skip_unavailable_shards", "0");
    settings.put("empty_result_for_aggregation_by_empty_set", "0");
    settings.put("transform_null_in", "0");
    settings.put("extremes", "0");
    settings.put("group_by_use_nulls", "0");
    // A replica that lacks what a quorum has says so instead of showing less.
    settings.put("select_sequential_consistency", "1");
    // Reads on several servers, or on another one.
    settings.put("max_parallel_replicas", "1");
    settings.put("enable_parallel_replicas", "0");
    settings.put("allow_experimental_parallel_reading_from_replicas", "0");
    settings.put("parallel_replicas_custom_key", "");
    return settings;
  }
}
