package io.tributary.connector.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.claim.CommitMark.State;
import io.tributary.protocol.frame.Predecessor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommitMarkTest {
  private static final UUID TABLE = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  private static final UUID GATHERER = UUID.fromString("6f1c1f0e-8f2a-4b5c-9d3e-0a1b2c3d4e5f");

  @Test
  void marksAreReadableLines() {
    assertEquals(
        "tributary/1 run=89abcdef table=00112233-4455-6677-8899-aabbccddeeff epoch=7 lease=10000"
            + " held=6f1c1f0e-8f2a-4b5c-9d3e-0a1b2c3d4e5f",
        mark(new State.Held(GATHERER)).text());
    assertEquals(
        "tributary/1 run=89abcdef table=00112233-4455-6677-8899-aabbccddeeff epoch=7 lease=10000"
            + " released",
        mark(new State.Released()).text());
  }

  @Test
  void stateTellsTheNextWriterWhatToWaitFor() {
    assertEquals(
        new Predecessor.Held(GATHERER, 10_000), mark(new State.Held(GATHERER)).predecessor());
    assertEquals(new Predecessor.Unsure(10_000), mark(new State.Claiming()).predecessor());
    assertEquals(new Predecessor.Unsure(10_000), mark(new State.Pinned()).predecessor());
    assertEquals(new Predecessor.Unsure(10_000), mark(new State.Unfenced()).predecessor());
    assertEquals(new Predecessor.Released(), mark(new State.Released()).predecessor());
  }

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("marks") CommitMark mark) {
    assertEquals(Optional.of(mark), CommitMark.of(mark.text()));
    assertTrue(mark.text().length() <= 200, "the page promises at most 200 characters");
  }

  @Provide
  Arbitrary<CommitMark> marks() {
    Arbitrary<UUID> uuids =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
    Arbitrary<State> states =
        Arbitraries.oneOf(
            List.of(
                Arbitraries.of(
                    new State.Claiming(),
                    new State.Pinned(),
                    new State.Released(),
                    new State.Unfenced()),
                uuids.map(State.Held::new)));
    return Combinators.combine(
            Arbitraries.integers(),
            uuids,
            Arbitraries.longs().between(0, 999_999_999_999_999_999L),
            Arbitraries.integers().between(0, 600_000),
            states)
        .as(CommitMark::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "somebody else's",
        "tributary/2 run=89abcdef table=00112233-4455-6677-8899-aabbccddeeff epoch=7 lease=10000"
            + " released",
        "tributary/1 run=89abcdef table=00112233-4455-6677-8899-aabbccddeeff epoch=7 lease=10000",
        "tributary/1 run=89abcdef table=00112233-4455-6677-8899-aabbccddeeff epoch=7 lease=999999"
            + " released",
        "tributary/1 run=89abcdef table=00112233-4455-6677-8899-aabbccddeeff epoch=7 lease=10000"
            + " held=x",
        "tributary/1 run=89abcdef table=00112233-4455-6677-8899-aabbccddeeff epoch=-7 lease=10000"
            + " released",
      })
  void othersMetadataIsNoMark(String metadata) {
    assertEquals(Optional.empty(), CommitMark.of(metadata));
  }

  private static CommitMark mark(State state) {
    return new CommitMark(0x89abcdef, TABLE, 7, 10_000, state);
  }
}
