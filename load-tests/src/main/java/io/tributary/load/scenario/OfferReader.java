package io.tributary.load.scenario;

import io.tributary.load.scenario.Scenario.Arrival;
import io.tributary.load.scenario.Scenario.Offer;
import io.tributary.load.scenario.Source.Amount;
import io.tributary.load.scenario.Source.Wire;
import io.tributary.load.workload.Compression;
import io.tributary.load.workload.DataSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what is sent: one source, whose keys stand in the file itself, or a list of them.
 *
 * <p>Rows and warm-up are those of all sources and are shared out: by their rates, or equally where
 * they have none.
 */
final class OfferReader {
  private static final long MOST_ROWS = 1_000_000_000L;
  private static final long MOST_RATE = 10_000_000L;

  /** Below what a producer sends and a broker takes by default, 1 MiB. */
  private static final int MOST_MESSAGE_BYTES = 900_000;

  private static final List<String> OF_A_SOURCE =
      List.of("data", "topics", "partitions", "rate", "messageBytes");

  private OfferReader() {}

  static Offer read(Section all) {
    List<Section> sections = all.sections("sources");
    if (all.has("sources")) {
      for (String key : OF_A_SOURCE) {
        if (all.has(key)) {
          throw all.problem(key, "stands in each of the 'sources' when there are some");
        }
      }
      if (sections.isEmpty()) {
        throw all.problem("sources", "is empty");
      }
    } else {
      sections = List.of(all);
    }
    Compression compression = all.constant("compression", "lz4", Compression.class);
    List<Long> rates = sections.stream().map(OfferReader::rate).toList();
    boolean scheduled = rates.stream().anyMatch(rate -> rate > 0);
    if (scheduled && rates.contains(0L)) {
      throw all.problem("sources", "have either all a 'rate' or none");
    }
    List<Long> rows = rows(all, rates);
    List<Long> warmUp = shares(all.number("warmUp", 0, 0, MOST_ROWS), rates);
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      Section section = sections.get(i);
      Compression own = section.constant("compression", compression.word(), Compression.class);
      sources.add(source(section, own, new Amount(rows.get(i), warmUp.get(i), rates.get(i))));
      if (section != all) {
        section.end();
      }
    }
    Arrival arrival =
        all.flag("preload", scheduled ? "false" : "true") ? Arrival.PRELOADED : Arrival.LIVE;
    return new Offer(
        sources,
        all.number("seed", 42, Long.MIN_VALUE, Long.MAX_VALUE),
        arrival,
        all.duration("warmUpAtRate", Duration.ZERO));
  }

  private static Source source(Section section, Compression compression, Amount amount) {
    return new Source(
        section.constant("data", "w", DataSet.class),
        new Wire(compression, section.count("messageBytes", 0, 1, MOST_MESSAGE_BYTES)),
        section.count("topics", 1, 1, 10_000),
        section.count("partitions", 6, 1, 10_000),
        amount);
  }

  private static long rate(Section section) {
    return section.text("rate", "max").equals("max") ? 0 : section.number("rate", 1, MOST_RATE);
  }

  private static List<Long> rows(Section all, List<Long> rates) {
    if (all.has("rows") == all.has("duration")) {
      throw all.wrong("needs either 'rows' or 'duration'");
    }
    if (all.has("rows")) {
      return shares(all.number("rows", rates.size(), MOST_ROWS), rates);
    }
    if (rates.contains(0L)) {
      throw all.problem("duration", "needs a 'rate' in rows per second; at 'max', say 'rows'");
    }
    long millis = all.duration("duration", Duration.ZERO).toMillis();
    return rates.stream()
        .map(rate -> Math.clamp(Math.multiplyExact(rate, millis) / 1000, 1, MOST_ROWS))
        .toList();
  }

  /** Shares that add up to the whole; what cannot be shared goes to the first. */
  private static List<Long> shares(long whole, List<Long> rates) {
    long all = rates.stream().mapToLong(Long::longValue).sum();
    List<Long> shares = new ArrayList<>();
    for (long rate : rates) {
      shares.add(all == 0 ? whole / rates.size() : Math.multiplyExact(whole, rate) / all);
    }
    long rest = whole - shares.stream().mapToLong(Long::longValue).sum();
    shares.set(0, shares.getFirst() + rest);
    return shares;
  }
}
