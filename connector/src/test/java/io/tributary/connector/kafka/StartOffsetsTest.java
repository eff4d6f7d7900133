package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.connector.kafka.SourceSettings.Reset;
import io.tributary.connector.kafka.StartOffsets.Origin;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StartOffsetsTest {
  private static final TopicPartition OLD = new TopicPartition("t", 0);
  private static final TopicPartition NEW = new TopicPartition("t", 1);

  @Test
  void committedOffsetWinsOverTheReset() {
    StartOffsets starts =
        StartOffsets.decide(Set.of(OLD, NEW), Map.of(OLD, 40L), Map.of(NEW, 0L), Origin.BEGINNING);
    assertEquals(Map.of(OLD, 40L, NEW, 0L), starts.seek());
    assertEquals(Map.of(), starts.commit());
  }

  @Test
  void latestIsWrittenDownForTheWholeTopicBeforeTheFirstPoll() {
    StartOffsets starts =
        StartOffsets.decide(Set.of(NEW), Map.of(), Map.of(OLD, 100L, NEW, 70L), Origin.END);
    assertEquals(Map.of(NEW, 70L), starts.seek());
    assertEquals(Map.of(OLD, 100L, NEW, 70L), starts.commit());
  }

  @Test
  void latestMeansTheEndOnlyForANewGroup() {
    assertEquals(Origin.END, Origin.of(Reset.LATEST, Map.of()));
    assertEquals(Origin.BEGINNING, Origin.of(Reset.LATEST, Map.of(OLD, 3L)));
    assertEquals(Origin.BEGINNING, Origin.of(Reset.EARLIEST, Map.of()));
  }
}
