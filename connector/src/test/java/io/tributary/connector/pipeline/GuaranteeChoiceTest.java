package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.datafile.Delivery;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.TableDelivery;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GuaranteeChoiceTest {
  private static final TableDelivery ABLE =
      new TableDelivery(List.of(), List.of("its views are not exact"));
  private static final TableDelivery UNABLE =
      new TableDelivery(List.of("its engine is ReplacingMergeTree"), List.of());

  @Test
  void bestIsExactlyOnceWhereThatIsPossible() {
    GuaranteeChoice choice = GuaranteeChoice.of(Delivery.BEST, ABLE, true);
    assertEquals(Guarantee.EXACTLY_ONCE, choice.guarantee());
    assertEquals("exactly once (its views are not exact)", choice.line());
  }

  @Test
  void bestIsAtLeastOnceWhereSomethingStandsInTheWay() {
    GuaranteeChoice choice = GuaranteeChoice.of(Delivery.BEST, UNABLE, false);
    assertEquals(Guarantee.AT_LEAST_ONCE, choice.guarantee());
    assertTrue(choice.possible());
    assertEquals(
        "at least once, because its engine is ReplacingMergeTree; the brokers give topics no ids:"
            + " upgrade Kafka to 3.1 or newer",
        choice.line());
  }

  @Test
  void insistingOnTheImpossibleIsRefused() {
    assertFalse(GuaranteeChoice.of(Delivery.EXACTLY_ONCE, UNABLE, true).possible());
    assertTrue(GuaranteeChoice.of(Delivery.EXACTLY_ONCE, ABLE, true).possible());
  }

  @Test
  void atLeastOnceIsTakenAtItsWord() {
    GuaranteeChoice choice = GuaranteeChoice.of(Delivery.AT_LEAST_ONCE, ABLE, true);
    assertEquals(Guarantee.AT_LEAST_ONCE, choice.guarantee());
    assertEquals("at least once", choice.line());
  }
}
