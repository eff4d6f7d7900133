package io.tributary.gatherer.schema;

import io.tributary.gatherer.schema.StoredTable.Name;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table with all that inserts into it reach: its materialized views, their targets, the views on
 * those, and so on. Pure.
 *
 * @param defaults the server's values of settings of MergeTree tables
 */
record TableFacts(StoredTable table, Map<Name, StoredTable> reached, Map<String, String> defaults) {
  static final String WINDOW = "non_replicated_deduplication_window";
  static final String REPLICATED_WINDOW = "replicated_deduplication_window";

  /**
   * A window counts parts: one for each partition of each insert. With so many, an insert of 100 is
   * known through nine others.
   */
  private static final BigInteger MIN_WINDOW = BigInteger.valueOf(1_000);

  static final String FSYNC = "fsync_after_insert";

  TableFacts {
    reached = Map.copyOf(reached);
    defaults = Map.copyOf(defaults);
  }

  /** A table of which nothing else is known yet. */
  static TableFacts of(StoredTable table, Map<String, String> defaults) {
    return new TableFacts(table, Map.of(table.name(), table), defaults);
  }

  TableFacts with(Collection<StoredTable> more) {
    Map<Name, StoredTable> all = new LinkedHashMap<>(reached);
    more.forEach(one -> all.put(one.name(), one));
    return new TableFacts(table, all, defaults);
  }

  /** What is reached by what is known, and not known itself. */
  Set<Name> unknown() {
    Set<Name> unknown = new LinkedHashSet<>();
    for (StoredTable one : reached.values()) {
      unknown.addAll(one.dependents());
      if (one.isMaterializedView()) {
        unknown.add(one.target());
      }
    }
    unknown.removeAll(reached.keySet());
    return unknown;
  }

  boolean hasViews() {
    return !table.dependents().isEmpty();
  }

  /** What a repeat of the same insert stores again, one clause each; empty when nothing. */
  List<String> notDeduplicated() {
    List<String> reasons = new ArrayList<>();
    for (StoredTable one : reached.values()) {
      if (one.isMaterializedView()) {
        continue;
      }
      if (!one.isMergeTree()) {
        reasons.add(one.name() + " has the engine " + one.engine());
      } else if (window(one).compareTo(MIN_WINDOW) < 0) {
        reasons.add(
            window(one).signum() == 0
                ? one.name() + " has no deduplication window"
                : "the deduplication window of %s is %s, less than %s"
                    .formatted(one.name(), window(one), MIN_WINDOW));
      }
    }
    unknown().forEach(name -> reasons.add(name + " cannot be seen"));
    // The same words each time, or whoever logs them would take them for news.
    reasons.sort(Comparator.naturalOrder());
    return reasons;
  }

  private BigInteger window(StoredTable one) {
    String value = value(one, one.isReplicated() ? REPLICATED_WINDOW : WINDOW);
    return value.matches("\\d{1,20}") ? new BigInteger(value) : BigInteger.ZERO;
  }

  boolean survivesPowerLoss() {
    return !value(table, FSYNC).equals("0");
  }

  private String value(StoredTable one, String setting) {
    return one.setting(setting).orElse(defaults.getOrDefault(setting, "0"));
  }
}
