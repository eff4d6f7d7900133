package io.tributary.load.types;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.types.Outcome.Stored;
import io.tributary.testservers.TestServers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rows of ours hold what ClickHouse stores when it reads the same Avro itself. {@code
 * -Davro.columns=N} tries more random schemas, {@code -Davro.seed=N} others.
 */
final class AvroTypesIT {
  private static final int COLUMNS = Integer.getInteger("avro.columns", 240);
  private static final long SEED = Long.getLong("avro.seed", 20_261_121);
  private static final int TOGETHER = 20;
  private static final int ROWS = 32;
  private static final int MOST_SHOWN = 60;

  private final AvroTable table = new AvroTable(new Engine(TestServers.shared().clickHouse()));
  private final List<String> differences = new ArrayList<>();
  private final Set<AvroDeliberate> met = EnumSet.noneOf(AvroDeliberate.class);
  private int compared;

  @Test
  void everyTypeIsReadAsClickHouseDoes() {
    compare(AvroCatalogue.columns(), true);

    assertEquals("", shown());
    assertEquals(
        Set.of(AvroDeliberate.values()), met, "deliberate differences that there are not any more");
  }

  @Test
  void randomSchemasAreReadAsClickHouseDoes() {
    AvroRandom random = new AvroRandom(new Random(SEED));
    compare(Stream.generate(random::next).limit(COLUMNS).toList(), false);

    assertEquals("", shown());
  }

  private void compare(List<AvroColumn> columns, boolean mayDiffer) {
    for (int from = 0; from < columns.size(); from += TOGETHER) {
      List<AvroColumn> some = columns.subList(from, Math.min(columns.size(), from + TOGETHER));
      List<List<Outcome>> theirs = table.insert(some, ROWS);
      for (int i = 0; i < some.size(); i++) {
        List<Outcome> ours = AvroRows.encode(some.get(i), ROWS);
        for (int row = 0; row < ROWS; row++) {
          judge(some.get(i), row, theirs.get(i).get(row), ours.get(row), mayDiffer);
        }
      }
    }
  }

  private void judge(AvroColumn column, int row, Outcome theirs, Outcome ours, boolean mayDiffer) {
    compared++;
    if (theirs instanceof Stored stored && stored.sameAs(ours)) {
      return;
    }
    Optional<AvroDeliberate> deliberate =
        Arrays.stream(AvroDeliberate.values())
            .filter(one -> theirs instanceof Stored && one.applies(column, theirs, ours))
            .findFirst();
    if (mayDiffer && deliberate.isPresent()) {
      met.add(deliberate.get());
    } else if (!bothRefuse(theirs, ours)) {
      differences.add(
          "%s as %s, %s:%n    ClickHouse: %s%n    Tributary:  %s"
              .formatted(column.schema(), column.type(), column.value(row), theirs, ours));
    }
  }

  private static boolean bothRefuse(Outcome theirs, Outcome ours) {
    return theirs instanceof Outcome.Refused && ours instanceof Outcome.Refused;
  }

  private String shown() {
    System.out.printf("%,d values compared, %s%n", compared, met);
    return String.join(
        "\n", differences.size() > MOST_SHOWN ? differences.subList(0, MOST_SHOWN) : differences);
  }
}
