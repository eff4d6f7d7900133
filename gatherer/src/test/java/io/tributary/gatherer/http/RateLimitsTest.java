package io.tributary.gatherer.http;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Who pays, and how many of them are remembered. */
final class RateLimitsTest {
  private final RateLimits limits = new RateLimits(new HttpSettings.Rates(1, 0));

  @Test
  void tokenAndDatasourceOfOneNamePayApart() {
    RateLimits.Payer token = limits.token("events", 0);
    RateLimits.Payer datasource = limits.datasource("events", 0);
    assertNotSame(token, datasource);
    assertSame(token, limits.token("events", 1));
    assertSame(datasource, limits.datasource("events", 1));
    assertTrue(token.pay(0, 1).isEmpty());
    assertTrue(token.pay(0, 1).isPresent());
    assertTrue(datasource.pay(0, 1).isEmpty());
  }

  @Test
  void oneWhoOwesIsRememberedBeforeThoseWhoDoNot() {
    assertTrue(limits.token("owes", 0).pay(0, 0).isEmpty());
    for (int i = 0; i < 3 * RateLimits.MAX_BUCKETS; i++) {
      limits.token("token " + i, 0);
      assertTrue(limits.size() <= RateLimits.MAX_BUCKETS, limits.size() + " payers");
    }
    assertTrue(limits.token("owes", 0).pay(0, 0).isPresent());
  }

  @Test
  void evenIfAllOweTheyAreBounded() {
    for (int i = 0; i < 2 * RateLimits.MAX_BUCKETS; i++) {
      RateLimits.Payer payer = limits.datasource("datasource " + i, 0);
      assertTrue(payer.pay(0, 0).isEmpty());
      assertSame(payer, limits.datasource("datasource " + i, 0));
    }
    assertTrue(limits.size() <= RateLimits.MAX_BUCKETS, limits.size() + " payers");
  }
}
