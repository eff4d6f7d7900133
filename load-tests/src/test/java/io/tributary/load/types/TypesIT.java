package io.tributary.load.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.testservers.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Rows of ours put into a table what ClickHouse puts there when it reads the same JSON itself, for
 * every type. 100,000 cases and more in a build. For a longer run:
 *
 * <pre>
 *   mvn verify -pl load-tests -am -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dit.test=TypesIT -Dfailsafe.failIfNoSpecifiedTests=false -Djqwik.tries.default=2000
 * </pre>
 *
 * tries 2,000 random types with {@value #TEXTS} texts each, the first of them those of every build;
 * {@code -Dtypes.seed=N} tries others. What is found is in {@code
 * load-tests/target/failsafe-reports}.
 */
final class TypesIT {
  private static final int TEXTS = 500;
  private static final long SEED = Long.getLong("types.seed", 0);
  private static final int DEPTH = 3;
  private static final int LEAST_CASES = 100_000;
  private static final Engine ENGINE = new Engine(TestServers.shared().clickHouse());
  private static final Differential DIFFERENTIAL =
      new Differential(ENGINE, DateTimeInputFormat.BEST_EFFORT);
  private static final Report ALL = new Report();

  /** Every type with the whole catalogue, so that what is covered is not a matter of luck. */
  @Example
  void everyTypeTakesTheCatalogueAsClickHouseDoes() {
    Report report = new Report();
    Stream.concat(Scalars.all().stream(), RandomTypes.fixedOnes().stream())
        .forEach(kind -> compare(kind.sql(), catalogue(), report));
    Differential basic = new Differential(ENGINE, DateTimeInputFormat.BASIC);
    for (String type : List.of("DateTime('Europe/Madrid')", "DateTime64(3)", "DateTime64(9)")) {
      report.add(catalogue().size(), basic.run(type, catalogue()));
    }
    System.out.print(report.shown());

    assertEquals(0, report.differences(), report::shown);
    assertEquals(Set.of(), report.notMet(), "deliberate differences that there are not any more");
  }

  @Property(shrinking = ShrinkingMode.OFF, seed = "20261121")
  void randomTypesTakeRandomTextsAsClickHouseDoes(@ForAll long seed) {
    Random random = new Random(SEED + seed);
    Kind kind = RandomTypes.next(DEPTH, random);
    List<JsonText> texts =
        Stream.generate(() -> JsonText.value(kind.text(random))).limit(TEXTS).toList();
    Report report = new Report();
    compare(kind.sql(), texts, report);

    assertEquals(0, report.differences(), () -> "seed " + seed + ": " + report.shown());
  }

  /** ClickHouse skips the refused rows of a statement, and only those. */
  @Example
  void oneStatementForManyRowsIsAsGoodAsOneEach() {
    List<JsonText> texts = catalogue();
    for (String type : List.of("UUID", "DateTime64(9)", "Tuple(a UInt8, b String)", "JSON")) {
      List<JsonText> some = new ArrayList<>();
      for (int i = 0; i < texts.size(); i += 2) {
        some.add(texts.get(i));
      }
      assertEquals(DIFFERENTIAL.oneByOne(type, some), DIFFERENTIAL.together(type, some), type);
    }
  }

  @AfterContainer
  static void manyCases() {
    System.out.print(ALL.shown());
    assertTrue(ALL.cases() >= LEAST_CASES, () -> ALL.cases() + " cases are too few");
  }

  private static void compare(String type, List<JsonText> texts, Report report) {
    List<Difference> differences = DIFFERENTIAL.run(type, texts);
    report.add(texts.size(), differences);
    ALL.add(texts.size(), differences);
  }

  private static List<JsonText> catalogue() {
    return Stream.concat(EdgeTexts.fields().stream(), EdgeTexts.all().stream().map(JsonText::value))
        .toList();
  }
}
