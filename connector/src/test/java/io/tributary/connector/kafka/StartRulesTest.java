package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tributary.connector.claim.CommitMark;
import io.tributary.connector.claim.CommitMark.State;
import io.tributary.connector.claim.PartitionClaim.Start;
import io.tributary.connector.kafka.SourceSettings.Reset;
import io.tributary.connector.kafka.StartRules.Decision;
import io.tributary.connector.kafka.StartRules.Extent;
import io.tributary.protocol.frame.Predecessor;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class StartRulesTest {
  private static final UUID TABLE = new UUID(0, 1);
  private static final UUID GATHERER = new UUID(0, 2);
  private static final StartRules RULES = new StartRules("clicks", "readers", 0xa1, TABLE, 10_000);
  private static final Extent EXTENT = new Extent(100, 200);

  @Test
  void goesOnFromTheCommittedOffset() {
    assertEquals(
        new Decision.At(new Start(150, 150, 7, new Predecessor.Held(GATHERER, 5_000))),
        decide(150, mark(0xa1, TABLE, 7, new State.Held(GATHERER))));
    assertEquals(
        new Decision.At(new Start(100, 100, 7, new Predecessor.Released())),
        decide(100, mark(0xa1, TABLE, 7, new State.Released())));
    assertEquals(
        new Decision.At(new Start(200, 200, 7, new Predecessor.Unsure(5_000))),
        decide(200, mark(0xa1, TABLE, 7, new State.Claiming())));
  }

  @Test
  void commitWithoutAMarkMayHideAnyWriter() {
    assertEquals(
        new Decision.At(new Start(150, 150, 0, new Predecessor.Unsure(10_000))), decide(150, ""));
  }

  @Test
  void withoutACommitNobodyHasWritten() {
    assertEquals(new Decision.At(new Start(100, 100, 0, new Predecessor.None())), RULES.fresh(100));
  }

  @Test
  void groupThatBeginsAtTheEndLooksAtTheWholeTable() {
    assertEquals(
        new Decision.At(new Start(200, 0, 0, new Predecessor.None())),
        decide(200, RULES.pinned().text()));
  }

  @Test
  void lookAtTheWholeTableIsMadeAgainUntilItHasBeenAnswered() {
    assertEquals(
        new Decision.At(new Start(200, 0, 3, new Predecessor.Unsure(5_000))),
        decide(200, mark(0xa1, TABLE, 3, new State.Pinned())));
  }

  @Test
  void recreatedTopicStops() {
    assertEquals(
        "datasource clicks: the topic was deleted and created again since offset 150 of partition 3"
            + " was committed (run 000000a0 then, 000000a1 now): decide, and run tributary"
            + " datasource adopt clicks --from earliest [TOPIC_RECREATED]",
        stop(150, mark(0xa0, TABLE, 7, new State.Released())));
  }

  @Test
  void replacedTableStops() {
    assertEquals(
        "datasource clicks: offset 150 of partition 3 was committed for another table"
            + " (uuid 00000000-0000-0000-0000-000000000002 then,"
            + " 00000000-0000-0000-0000-000000000001 now): it was replaced, or another datasource"
            + " has consumer group readers, too: decide, and run tributary datasource adopt clicks"
            + " --from committed [TABLE_REPLACED]",
        stop(150, mark(0xa1, GATHERER, 7, new State.Released())));
  }

  @Test
  void expiredRecordsStopAndAreNamed() {
    assertEquals(
        "datasource clicks: records 60 to 99 of partition 3 were deleted from the topic before they"
            + " were read: decide, and run tributary datasource adopt clicks --from committed"
            + " [OFFSETS_EXPIRED]",
        stop(60, ""));
  }

  @Test
  void offsetBehindTheEndStops() {
    assertEquals(
        "datasource clicks: offset 201 is committed for partition 3, which ends at 200: records"
            + " were taken away: decide, and run tributary datasource adopt clicks --from earliest"
            + " [OFFSETS_EXPIRED]",
        stop(201, ""));
  }

  @Test
  void latestMeansTheEndOnlyForANewGroup() {
    Set<TopicPartition> some = Set.of(new TopicPartition("t", 0));
    assertEquals(StartOrigin.END, StartOrigin.of(Reset.LATEST, Set.of()));
    assertEquals(StartOrigin.BEGINNING, StartOrigin.of(Reset.LATEST, some));
    assertEquals(StartOrigin.BEGINNING, StartOrigin.of(Reset.EARLIEST, Set.of()));
  }

  private static String mark(int run, UUID table, long epoch, State state) {
    return new CommitMark(run, table, epoch, 5_000, state).text();
  }

  private static Decision decide(long offset, String metadata) {
    return RULES.decide(3, new OffsetAndMetadata(offset, metadata), EXTENT);
  }

  private static String stop(long offset, String metadata) {
    return assertInstanceOf(Decision.Stop.class, decide(offset, metadata)).line();
  }
}
