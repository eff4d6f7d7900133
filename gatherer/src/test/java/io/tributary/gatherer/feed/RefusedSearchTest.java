package io.tributary.gatherer.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.HttpTable;
import io.tributary.gatherer.chunk.HttpTable.Row;
import io.tributary.protocol.datafile.MetaColumns;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Against a table that refuses every batch with a guilty row. */
final class RefusedSearchTest {
  private static final Verdict.Refused REFUSED = new Verdict.Refused(469, "Constraint violated");

  private final SentParts sent = new SentParts();
  private final RefusedSearch search = new RefusedSearch(sent);
  private final Tenure tenure = SentParts.tenure();
  private final List<Long> stored = new ArrayList<>();

  private static final class Told implements RefusedSearch.Listener {
    final List<Map<Integer, RowProblem>> found = new ArrayList<>();
    final List<Long> fenced = new ArrayList<>();

    @Override
    public void found(NavigableMap<Integer, RowProblem> guilty) {
      found.add(guilty);
    }

    @Override
    public void fenced(long highestEpoch) {
      fenced.add(highestEpoch);
    }
  }

  private static RowSelection rows(int count, Set<Integer> bad) {
    Chunk chunk = HttpTable.largeChunk(HttpTable.maker(MetaColumns.ON));
    for (int i = 0; i < count; i++) {
      byte[] value = bad.contains(i) ? "{".getBytes(UTF_8) : HttpTable.value(i, "n" + i);
      var unused = chunk.add(value, 0, value.length, i + 1);
    }
    chunk.stamp(0);
    return new RowSelection(chunk, 0, OffsetSet.EMPTY);
  }

  private Verdict judged(Part.Rows rows, Set<Integer> guilty) {
    assertEquals(RowsKind.SUSPECT, rows.kind());
    List<Row> sentRows = HttpTable.rows(rows.payload().getBytes());
    assertEquals(rows.count(), sentRows.size());
    assertEquals(rows.offsets().first(), sentRows.getFirst().offset());
    assertEquals(rows.offsets().last(), sentRows.getLast().offset());
    if (sentRows.stream().anyMatch(row -> guilty.contains((int) row.id()))) {
      return REFUSED;
    }
    sentRows.forEach(row -> stored.add(row.id()));
    return new Verdict.Stored();
  }

  private Told begin(RowSelection rows) {
    Told told = new Told();
    search.begin(tenure, rows, REFUSED, "test", told);
    return told;
  }

  private void allButTheGuiltyAreStored(int count, Set<Integer> bad, Set<Integer> guilty) {
    stored.clear();
    Told told = begin(rows(count, bad));
    sent.judgeAll(part -> judged(part, guilty));
    Set<Integer> there = new TreeSet<>(guilty);
    there.removeAll(bad);
    assertEquals(List.of(there), told.found.stream().map(Map::keySet).toList());
    for (RowProblem problem : told.found.getFirst().values()) {
      assertEquals(ProblemKind.REFUSED, problem.kind());
      assertTrue(problem.sentence().contains("Constraint violated"));
    }
    List<Long> innocent =
        IntStream.range(0, count)
            .filter(i -> !bad.contains(i) && !there.contains(i))
            .asLongStream()
            .boxed()
            .toList();
    assertEquals(innocent, stored.stream().sorted().toList());
  }

  @Property(tries = 200)
  void guiltyRowsOfAFewAreFound(
      @ForAll @IntRange(min = 11, max = 60) int count,
      @ForAll @Size(max = 10) Set<@IntRange(min = 0, max = 10) Integer> bad,
      @ForAll @Size(max = 20) Set<@IntRange(min = 0, max = 10) Integer> guilty) {
    allButTheGuiltyAreStored(count, bad, guilty);
  }

  @Property(tries = 5)
  void guiltyRowsOfManyAreFound(
      @ForAll @IntRange(min = 1_100, max = 5_000) int count,
      @ForAll @Size(max = 5) Set<@IntRange(min = 0, max = 1_099) Integer> bad,
      @ForAll @Size(max = 5) Set<@IntRange(min = 0, max = 1_099) Integer> guilty) {
    allButTheGuiltyAreStored(count, bad, guilty);
  }

  @Example
  void oneGuiltyRowOfManyCostsFewInserts() {
    int count = 10_000;
    Told told = begin(rows(count, Set.of()));
    int[] parts = {0};
    sent.judgeAll(
        part -> {
          parts[0]++;
          return judged(part, Set.of(5_000));
        });
    assertEquals(1, told.found.size());
    assertTrue(parts[0] < 300, parts[0] + " inserts");
  }

  @Example
  void nobodyGuiltyMeansThatAllIsStored() {
    Told told = begin(rows(5, Set.of()));
    sent.judgeAll(part -> judged(part, Set.of()));
    assertEquals(List.of(Map.of()), told.found);
    assertEquals(5, stored.size());
  }

  @Example
  void oneBatchIsTakenApartAtATime() {
    Told first = begin(rows(10, Set.of()));
    Told second = begin(rows(10, Set.of()));
    assertEquals(10, sent.parts.size());
    sent.judgeAll(part -> judged(part, Set.of(3)));
    assertEquals(List.of(Set.of(3)), first.found.stream().map(Map::keySet).toList());
    assertEquals(List.of(Set.of(3)), second.found.stream().map(Map::keySet).toList());
  }

  @Example
  void searchEndsWithItsClaim() {
    Told told = begin(rows(10, Set.of()));
    Told waiting = begin(rows(10, Set.of()));
    Tenure next = SentParts.tenure();
    Told other = new Told();
    search.begin(next, rows(2, Set.of()), REFUSED, "test", other);
    tenure.end();
    search.drop(tenure);
    sent.judgeAll(part -> judged(part, Set.of(3)));
    assertEquals(List.of(), told.found);
    assertEquals(List.of(), waiting.found);
    assertEquals(List.of(Map.of()), other.found);
  }

  @Example
  void lostClaimIsTold() {
    Told told = begin(rows(3, Set.of()));
    Part part = sent.parts.removeFirst();
    part.judge().accept(new Verdict.Fenced(17));
    assertEquals(List.of(17L), told.fenced);
    assertEquals(List.of(), told.found);
  }
}
