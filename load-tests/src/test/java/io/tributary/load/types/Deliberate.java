package io.tributary.load.types;

import io.tributary.load.types.Outcome.Broken;
import io.tributary.load.types.Outcome.Refused;
import io.tributary.load.types.Outcome.Stored;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The differences that are meant; there are no others. {@code docs/types.md} lists the same. */
enum Deliberate {
  DOES_NOT_FIT(
      "A value that does not fit its column is refused. ClickHouse would store another value.") {
    @Override
    boolean applies(Difference difference) {
      return difference.theirs() instanceof Stored(String _, String text)
          && difference.ours() instanceof Refused(String reason)
          && RANGE.matcher(reason).find()
          && !isSame(text, difference.text().fields());
    }
  },
  NOT_JSON("A message that is not JSON is refused. ClickHouse would guess what was meant.") {
    @Override
    boolean applies(Difference difference) {
      return difference.theirs() instanceof Stored
          && difference.ours() instanceof Refused
          && !JsonGrammar.isObject(difference.text().line(0));
    }
  },
  NO_YEAR("A time that does not say its year is refused. ClickHouse would take the current year.") {
    @Override
    boolean applies(Difference difference) {
      return difference.theirs() instanceof Stored
          && difference.ours() instanceof Refused(String reason)
          && (reason.contains("it does not say the year")
              || YEAR_NOUGHT.matcher(difference.text().fields()).find());
    }
  },
  FAR_ZONE("A time in a zone further than 18:00 from UTC is refused. ClickHouse would take it.") {
    @Override
    boolean applies(Difference difference) {
      return difference.theirs() instanceof Stored
          && difference.ours() instanceof Refused(String reason)
          && (reason.contains("its zone is further than 18:00 from UTC")
              || reason.contains("there is no such zone"));
    }
  },
  GARBLED_DECIMAL(
      "A Decimal takes numbers only. ClickHouse would also store something for texts such as"
          + " \".\", \"1e\" and \"1.2.3\".") {
    @Override
    boolean applies(Difference difference) {
      return difference.theirs() instanceof Stored
          && difference.type().contains("Decimal(")
          && difference.ours() instanceof Refused(String reason)
          && reason.contains("it is not a number")
          && !NUMERAL.matcher(difference.text().fields()).find();
    }
  },
  GARBLED_TIME(
      "A text that is no time is refused. ClickHouse would read \"3 Feb 2020\" as 1970-01-01 with"
          + " the basic format.") {
    @Override
    boolean applies(Difference difference) {
      return difference.theirs() instanceof Stored
          && difference.ours() instanceof Refused(String reason)
          && reason.endsWith("nor Unix seconds.")
          && NO_BASIC_TIME.matcher(difference.text().fields()).find();
    }
  },
  NULL_ENUM(
      "A null or missing Enum is stored as the Enum's default. ClickHouse would store 0 for a null"
          + " and in a Tuple, even when no name has that number.") {
    @Override
    boolean applies(Difference difference) {
      return difference.theirs() instanceof Stored(String _, String text)
          && difference.ours() instanceof Stored
          && (ENUM_IN_TUPLE.matcher(difference.type()).find()
              || (difference.type().contains("Enum")
                  && text.equals(TestTable.NOT_SHOWN)
                  && difference.text().fields().contains("null")));
    }
  },
  EMPTY_TUPLE(
      "An empty array is no Tuple of one number. ClickHouse would read a number of no digits, 0.") {
    @Override
    boolean applies(Difference difference) {
      return difference.theirs() instanceof Stored
          && difference.ours() instanceof Refused(String reason)
          && reason.endsWith(": it is not an array of 1 element(s).")
          && EMPTY_ARRAY.matcher(difference.text().fields()).find();
    }
  },
  ESCAPES(
      "Escapes are resolved in every string. ClickHouse would resolve none in numbers, addresses,"
          + " times and names of Tuple elements.") {
    @Override
    boolean applies(Difference difference) {
      String fields = difference.text().fields();
      boolean inName = ESCAPED_NAME.matcher(fields).find();
      boolean onlyOursTakesIt =
          difference.theirs() instanceof Refused && difference.ours() instanceof Stored;
      return fields.indexOf('\\') >= 0
          && NOT_ONLY_TEXT.matcher(difference.type()).find()
          && (inName || onlyOursTakesIt || SEVERAL_TYPES.matcher(difference.type()).find());
    }
  },
  VARIANT_NEXT(
      "What does not fit one type of a Variant is tried with the next. ClickHouse would store"
          + " another value in the first.") {
    @Override
    boolean applies(Difference difference) {
      return difference.theirs() instanceof Stored(String _, String text)
          && difference.ours() instanceof Stored
          && !isSame(text, difference.text().fields())
          && LENIENT_VARIANT.matcher(difference.type()).find();
    }
  },
  VARIANT_DECIMAL(
      "Decimals in the arrays, tuples and maps of a Variant are read. ClickHouse would try its"
          + " other types.") {
    @Override
    boolean applies(Difference difference) {
      return difference.ours() instanceof Stored
          && DECIMALS_IN_VARIANT.matcher(difference.type()).find();
    }
  },
  BARE_WORDS(
      "NaN and infinity without quotes are numbers in every Float. ClickHouse would not take them"
          + " in a Variant, and keep some as text there.") {
    @Override
    boolean applies(Difference difference) {
      String bare = difference.text().fields().replaceAll("\"[^\"]*\"", "\"\"");
      return SEVERAL_TYPES.matcher(difference.type()).find() && WORD.matcher(bare).find();
    }
  },
  DYNAMIC_TYPE(
      "In a Dynamic column times that do not exist stay text, and objects and arrays within one"
          + " array keep all that they hold. ClickHouse would roll the former over and drop from"
          + " the latter what does not fit the first.") {
    @Override
    boolean applies(Difference difference) {
      return difference.type().contains("Dynamic")
          && (TIME_LIKE.matcher(difference.text().fields()).find()
              || LIST_OF_STRUCTURES.matcher(difference.text().fields()).find());
    }
  },
  EXACT_NAMES(
      "A field is found under its exact name only. ClickHouse would also take a name in other"
          + " case.") {
    @Override
    boolean applies(Difference difference) {
      return difference.text().equals(OTHER_CASE);
    }
  };

  static final JsonText OTHER_CASE = new JsonText("\"V\":1");

  private static final Pattern NOT_ONLY_TEXT =
      Pattern.compile(
          "Int|Float|Decimal|Dynamic|UUID|IPv|Date|Time|Tuple|Nested|Point|Ring|LineString|Polygon|Geometry");
  private static final Pattern LENIENT_VARIANT =
      Pattern.compile("Variant\\(.*(Date|Time|Int128|Int256|Decimal)");
  private static final Pattern ESCAPED_NAME = Pattern.compile("\\\\[^\"]*\" *:");
  private static final Pattern DECIMALS_IN_VARIANT =
      Pattern.compile("Variant\\(.*(Array|Tuple|Map|Nested)\\(.*Decimal");
  private static final Pattern ENUM_IN_TUPLE = Pattern.compile("(Tuple|Nested)\\(.*Enum");
  private static final Pattern SEVERAL_TYPES = Pattern.compile("Variant|Dynamic|Geometry");
  private static final Pattern YEAR_NOUGHT = Pattern.compile("\"0000[-/.]?[0-9]{2}");
  private static final Pattern NO_BASIC_TIME = Pattern.compile("\"[^\"]*[A-Za-z]|\"-");
  private static final Pattern NUMERAL =
      Pattern.compile(":\"?[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\"?$");
  private static final Pattern WORD = Pattern.compile("(?i)[\\[:,+-] *(nan|inf)");
  private static final Pattern TIME_LIKE =
      Pattern.compile("\"[^\",{}]*[0-9][:/. -][0-9][^\",{}]*\"");
  private static final Pattern LIST_OF_STRUCTURES = Pattern.compile("\\[[^\\]]*[\\[{]");
  private static final Pattern EMPTY_ARRAY = Pattern.compile("\\[\\s*]");
  private static final Pattern RANGE =
      Pattern.compile(
          "it is not between .* and .*|it does not fit .*|it is further .*"
              + "|the calendar has no such day|the clock has no such time"
              + "|it is neither a name of the Enum nor a number of it");

  private final String sentence;

  Deliberate(String sentence) {
    this.sentence = sentence;
  }

  /** As the page about types says it. */
  String sentence() {
    return sentence;
  }

  abstract boolean applies(Difference difference);

  /** Which of them a difference is, if any. */
  static Optional<Deliberate> of(Difference difference) {
    if (difference.ours() instanceof Broken) {
      return Optional.empty();
    }
    return Arrays.stream(values()).filter(one -> one.applies(difference)).findFirst();
  }

  /** True when ClickHouse stored just what was sent: then it did fit. */
  private static boolean isSame(String stored, String fields) {
    String kept = bare(stored.replaceAll("^\\[|]$", ""));
    String sent = bare(fields.substring(fields.indexOf(':') + 1));
    try {
      return new BigDecimal(kept).compareTo(new BigDecimal(sent)) == 0;
    } catch (NumberFormatException e) {
      return kept.equals(sent);
    }
  }

  private static String bare(String value) {
    return value.replaceAll("[\" \\\\]", "");
  }
}
