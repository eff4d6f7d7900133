package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DenialsTest {
  private final Denials denials = new Denials();

  @Test
  void stateIsToldOnceHoweverOftenItIsAsked() {
    assertEquals(
        Optional.of("group a writes them [PARTITION_TAKEN]"),
        denials.denied(0, "group a writes them"));
    assertEquals(Optional.empty(), denials.denied(1, "group a writes them"));
    assertEquals(Optional.empty(), denials.denied(0, "group a writes them"));
  }

  @Test
  void endsWithTheLastPartition() {
    denials.denied(0, "group a writes them");
    denials.denied(1, "group a writes them");
    assertFalse(denials.over(1));
    assertFalse(denials.over(2), "it was never denied");
    assertTrue(denials.over(0));
    assertFalse(denials.over(0));
    assertTrue(denials.denied(0, "group b writes them").isPresent());
  }
}
