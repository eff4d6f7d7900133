package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InsertCommentTest {
  private static final UUID INCARNATION = UUID.fromString("6f1c1f0e-8f2a-4b5c-9d3e-0a1b2c3d4e5f");

  @ParameterizedTest
  @ValueSource(
      strings = {"db.t", "db.my table", "db.t' OR 1", "db.x insert=2 table=db.t", "db.a\nb"})
  void everyTableIsReadBack(String table) {
    InsertComment comment = new InsertComment("my gatherer", INCARNATION, "abc-7", table);
    assertEquals(Optional.of(comment), InsertComment.parse(comment.toString()));
  }

  @Test
  void theTextIsForPeopleToo() {
    assertEquals(
        "tributary gatherer=g incarnation=" + INCARNATION + " insert=abc-7 table=db.t",
        new InsertComment("g", INCARNATION, "abc-7", "db.t").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tributary gatherer=g", "somebody else's"})
  void othersAreNotInserts(String text) {
    assertEquals(Optional.empty(), InsertComment.parse(text));
  }
}
