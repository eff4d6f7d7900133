package io.tributary.load.types;

import io.tributary.load.types.Outcome.Refused;
import io.tributary.load.types.Outcome.Stored;
import io.tributary.protocol.json.DateTimeInputFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What ClickHouse itself makes of JSON texts. Most of them go in one statement, whose refused rows
 * ClickHouse leaves out. This is exact because
 *
 * <ul>
 *   <li>no row's text has a line break, and after an error ClickHouse goes on behind the next one;
 *   <li>a line of spaces follows each row, for types that are read so many bytes at a time: UUID's
 *       reader is 36 bytes further when it sees that a text is too short;
 *   <li>texts that are not closed, behind which ClickHouse would read on, go alone;
 *   <li>when an error ends the whole statement, its rows are tried in ever smaller parts;
 *   <li>what such a statement stores is not looked at: of a row refused in the middle of a Map in a
 *       Tuple, ClickHouse keeps some values. It only tells which rows go into the next statement,
 *       which skips none.
 * </ul>
 */
final class JsonSide {
  private static final String SKIPPING =
      "input_format_allow_errors_num=1000000&input_format_allow_errors_ratio=1"
          + "&input_format_parallel_parsing=0";
  private static final byte[] SPACES = (" ".repeat(99) + "\n").getBytes(StandardCharsets.US_ASCII);

  private final Engine engine;
  private final TestTable table;
  private final String timeSetting;

  JsonSide(Engine engine, TestTable table, DateTimeInputFormat timeFormat) {
    this.timeSetting = "date_time_input_format=" + timeFormat.name().toLowerCase(Locale.ROOT) + "&";
    this.engine = engine;
    this.table = table;
  }

  /** The outcome of each text, in their order. */
  List<Outcome> insert(List<JsonText> texts) {
    Map<Integer, Refused> refused = new HashMap<>();
    List<Integer> together = new ArrayList<>();
    List<Integer> alone = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      (JsonGrammar.isClosed(texts.get(i).fields()) ? together : alone).add(i);
    }
    insertTogether(texts, together, SKIPPING, refused);
    List<Integer> taken = table.numbers();
    if (taken.size() < together.size()) {
      table.empty();
      insertTogether(texts, taken, "", refused);
    }
    alone.forEach(i -> insertAlone(texts, i, refused));
    return outcomes(texts, refused);
  }

  /** Each text alone, whether that is needed or not. */
  List<Outcome> insertOneByOne(List<JsonText> texts) {
    Map<Integer, Refused> refused = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      insertAlone(texts, i, refused);
    }
    return outcomes(texts, refused);
  }

  private List<Outcome> outcomes(List<JsonText> texts, Map<Integer, Refused> refused) {
    Map<Integer, Stored> rows = table.rows();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      outcomes.add(rows.containsKey(i) ? rows.get(i) : refused.getOrDefault(i, new Refused("")));
    }
    return outcomes;
  }

  private void insertAlone(List<JsonText> texts, int index, Map<Integer, Refused> refused) {
    Engine.Answer answer = post(texts.get(index).row(index), "");
    if (!answer.ok()) {
      refused.put(index, new Refused(answer.text()));
    }
  }

  private void insertTogether(
      List<JsonText> texts, List<Integer> indexes, String settings, Map<Integer, Refused> refused) {
    if (indexes.isEmpty()) {
      return;
    }
    if (indexes.size() == 1) {
      insertAlone(texts, indexes.get(0), refused);
      return;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int index : indexes) {
      body.writeBytes(texts.get(index).row(index));
      body.write('\n');
      body.writeBytes(SPACES);
    }
    if (!post(body.toByteArray(), settings).ok()) {
      int half = indexes.size() / 2;
      insertTogether(texts, indexes.subList(0, half), settings, refused);
      insertTogether(texts, indexes.subList(half, indexes.size()), settings, refused);
    }
  }

  private Engine.Answer post(byte[] body, String settings) {
    return engine.post(
        "INSERT INTO " + table.name() + " FORMAT JSONEachRow", timeSetting + settings, body);
  }
}
