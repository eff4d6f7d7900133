package io.tributary.cli.audit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be audited; null means all of it.
 *
 * @param datasource name
 * @param from time of the earliest report
 * @param to time behind the latest report
 */
public record AuditChoice(
    @Nullable String datasource, @Nullable Instant from, @Nullable Instant to) {

  /** The same about one datasource. */
  AuditChoice of(String name) {
    return new AuditChoice(name, from, to);
  }

  /** The same whenever it was delivered. */
  AuditChoice always() {
    return new AuditChoice(datasource, null, null);
  }

  /** True when only some of what was delivered is to be audited. */
  boolean hasPeriod() {
    return from != null || to != null;
  }

  /** As parameters of a request. */
  String query() {
    String parameters =
        parameter("datasource", datasource) + parameter("from", from) + parameter("to", to);
    return parameters.isEmpty() ? "" : "?" + parameters.substring(1);
  }

  private static String parameter(String name, @Nullable Object value) {
    return value == null
        ? ""
        : "&" + name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }
}
