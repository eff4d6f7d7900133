package io.tributary.gatherer.http;

import java.util.Iterator;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What tokens and datasources have left of their rates. Both pay for a request; one that is refused
 * by its datasource has been paid for by its token all the same.
 *
 * <p>Any thread; whoever is known is found without a lock. Bounded: of more than {@value
 * #MAX_BUCKETS} tokens or datasources, those that have all of their rates left are forgotten, which
 * changes nothing for them; only if they are not enough, others too, which makes them full.
 */
final class RateLimits {
  static final int MAX_BUCKETS = 10_000;

  private final HttpSettings.Rates rates;

  /** After one that is too many, so that not each new one has to look at all. */
  private static final int KEPT_BUCKETS = MAX_BUCKETS / 4 * 3;

  private final ConcurrentHashMap<String, Payer> tokens = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Payer> datasources = new ConcurrentHashMap<>();

  RateLimits(HttpSettings.Rates rates) {
    this.rates = rates;
  }

  /** The token with this id, which must be a known one. */
  Payer token(String id, long nowNanos) {
    return payer(tokens, id, added -> "the token", nowNanos);
  }

  /** The datasource of this name, which must be a known one. */
  Payer datasource(String name, long nowNanos) {
    return payer(datasources, name, "datasource "::concat, nowNanos);
  }

  /** Tokens and datasources that are remembered. */
  int size() {
    return tokens.size() + datasources.size();
  }

  private Payer payer(
      ConcurrentHashMap<String, Payer> payers,
      String name,
      Function<String, String> shown,
      long nowNanos) {
    Payer known = payers.get(name);
    if (known != null) {
      return known;
    }
    Payer payer =
        payers.computeIfAbsent(name, added -> new Payer(shown.apply(added), rates, nowNanos));
    if (payers.size() > MAX_BUCKETS) {
      shrink(payers, payer, nowNanos);
    }
    return payer;
  }

  private static void shrink(ConcurrentHashMap<String, Payer> payers, Payer added, long nowNanos) {
    synchronized (payers) {
      if (payers.size() <= MAX_BUCKETS) {
        return;
      }
      payers.values().removeIf(payer -> payer != added && payer.isFull(nowNanos));
      Iterator<Payer> rest = payers.values().iterator();
      for (int tooMany = payers.size() - KEPT_BUCKETS; tooMany > 0 && rest.hasNext(); ) {
        if (rest.next() != added) {
          rest.remove();
          tooMany--;
        }
      }
    }
  }

  /**
   * What an answer says about a payer's requests.
   *
   * @param limit in a second
   * @param remaining now
   * @param resetSeconds until all of it is there again
   */
  record Standing(long limit, long remaining, long resetSeconds) {}

  /** Any thread. */
  static final class Payer {
    private final String shown;
    private final RateBucket requests;
    private final RateBucket bytes;
    private final HttpSettings.Rates rates;

    private Payer(String shown, HttpSettings.Rates rates, long nowNanos) {
      this.shown = shown;
      this.rates = rates;
      this.requests = new RateBucket(Math.max(1, rates.requestsPerSecond()), nowNanos);
      this.bytes = new RateBucket(Math.max(1, rates.bytesPerSecond()), nowNanos);
    }

    /**
     * Pays for one request.
     *
     * @param announced bytes of its body, 0 if it did not say
     * @return empty if it was paid, else the nanoseconds to wait
     */
    synchronized OptionalLong pay(long announced, long nowNanos) {
      long wait =
          Math.max(
              rates.requestsPerSecond() == 0 ? 0 : requests.waitNanos(1, nowNanos),
              rates.bytesPerSecond() == 0 ? 0 : bytes.waitNanos(1, nowNanos));
      if (wait > 0) {
        return OptionalLong.of(wait);
      }
      requests.charge(1, nowNanos);
      payBytes(announced, nowNanos);
      return OptionalLong.empty();
    }

    /** Pays for bytes that were not announced. */
    synchronized void payBytes(long count, long nowNanos) {
      bytes.charge(count, nowNanos);
    }

    private synchronized boolean isFull(long nowNanos) {
      return (rates.requestsPerSecond() == 0 || requests.missingNanos(nowNanos) == 0)
          && (rates.bytesPerSecond() == 0 || bytes.missingNanos(nowNanos) == 0);
    }

    synchronized Standing standing(long nowNanos) {
      return new Standing(
          requests.perSecond(),
          requests.remaining(nowNanos),
          Math.ceilDiv(requests.missingNanos(nowNanos), 1_000_000_000L));
    }

    /** In words, for the producer. */
    @Override
    public String toString() {
      return shown;
    }
  }
}
