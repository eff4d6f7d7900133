package io.tributary.gatherer.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What tokens and datasources have left of their rates. Both pay for a request; one that is refused
 * by its datasource has been paid for by its token all the same.
 *
 * <p>Any thread. Bounded: of more than {@value #MAX_BUCKETS}, those that were not used for longest
 * are forgotten, which makes them full.
 */
final class RateLimits {
  static final int MAX_BUCKETS = 10_000;

  private final HttpSettings.Rates rates;
  private final Map<String, Payer> payers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Payer> eldest) {
          return size() > MAX_BUCKETS;
        }
      };

  RateLimits(HttpSettings.Rates rates) {
    this.rates = rates;
  }

  /** The one who pays under this name. */
  Payer payer(String name, long nowNanos) {
    synchronized (payers) {
      return payers.computeIfAbsent(name, added -> new Payer(rates, nowNanos));
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
    private final RateBucket requests;
    private final RateBucket bytes;
    private final HttpSettings.Rates rates;

    Payer(HttpSettings.Rates rates, long nowNanos) {
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

    synchronized Standing standing(long nowNanos) {
      return new Standing(
          requests.perSecond(),
          requests.remaining(nowNanos),
          Math.ceilDiv(requests.missingNanos(nowNanos), 1_000_000_000L));
    }
  }
}
