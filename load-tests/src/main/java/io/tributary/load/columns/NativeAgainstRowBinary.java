package io.tributary.load.columns;

import io.tributary.load.report.Spread;
import io.tributary.load.workload.DataSet;
import io.tributary.protocol.table.Layout;
import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What does ClickHouse spend on the same rows as RowBinary and as blocks of Native? A command:
 * {@code NativeAgainstRowBinary [ROWS [TURNS]]}, by default inserts of 200,000 rows (or 64 MiB) and
 * 7 turns.
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -cp "cli/target/app/lib/*" \
 *     io.tributary.load.columns.NativeAgainstRowBinary
 * </pre>
 *
 * <p>In each turn every form is inserted into a new table of its own, with the gatherer's statement
 * and settings and without merges, and then into a table that forgets its rows. CPU is that of the
 * whole server process out of {@code /proc}. Tables must hold the same rows, each insert must make
 * one part. The merge is one of all parts of the turn.
 */
public final class NativeAgainstRowBinary {
  private static final int DEFAULT_ROWS = 200_000;
  private static final int DEFAULT_TURNS = 7;

  /** So many bytes are inserted for one figure, that steps of 10 ms do not matter. */
  private static final int MEASURED_BYTES = 120 << 20;

  private final ClickHouseServer server;
  private final DataSet data;
  private final GathererRows rows;
  private final int inserts;
  private final Map<Form, Figures> figures = new EnumMap<>(Form.class);
  private final List<Double> merges = new ArrayList<>();
  private String content = "";

  /** What is inserted in one form, and CPU seconds per million rows, one of each turn. */
  private static final class Figures {
    private final byte[] body;
    private final Layout layout;
    private final List<Double> stored = new ArrayList<>();
    private final List<Double> read = new ArrayList<>();

    Figures(Form form, GathererRows rows) {
      body = form.body(rows);
      layout = form.layout(rows);
    }

    /** Of each turn, to another form in the same turn. */
    List<Double> ratios(Figures other) {
      List<Double> ratios = new ArrayList<>();
      for (int turn = 0; turn < stored.size(); turn++) {
        ratios.add(stored.get(turn) / other.stored.get(turn));
      }
      return ratios;
    }
  }

  private NativeAgainstRowBinary(ClickHouseServer server, DataSet data, int mostRows) {
    this.server = server;
    this.data = data;
    this.rows = GathererRows.of(data, mostRows);
    this.inserts = Math.ceilDiv(MEASURED_BYTES, rows.bytes().length);
    for (Form form : Form.values()) {
      figures.put(form, new Figures(form, rows));
    }
  }

  /** Runs the command. */
  public static void main(String[] args) {
    int mostRows;
    int turns;
    try {
      mostRows = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_ROWS;
      turns = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_TURNS;
    } catch (NumberFormatException e) {
      System.err.println("Usage: NativeAgainstRowBinary [ROWS [TURNS]], both whole numbers");
      System.exit(2);
      return;
    }
    ClickHouseServer server = Sandbox.shared().clickHouse();
    for (DataSet data : List.of(DataSet.W, DataSet.N, DataSet.WIDE)) {
      NativeAgainstRowBinary run = new NativeAgainstRowBinary(server, data, mostRows);
      for (int turn = -1; turn < turns; turn++) {
        run.turn(turn);
      }
      run.report();
    }
  }

  /** The first one, number -1, only warms up. */
  private void turn(int number) {
    List<Form> order = new ArrayList<>(List.of(Form.values()));
    if (number % 2 != 0) {
      order = order.reversed();
    }
    for (Form form : order) {
      Figures figure = figure(form);
      double stored = store(form, figure, number);
      double read = read(form, figure);
      if (number >= 0) {
        figure.stored.add(stored);
        figure.read.add(read);
      }
    }
  }

  private Figures figure(Form form) {
    Figures figure = figures.get(form);
    if (figure == null) {
      throw new IllegalStateException("no figures of " + form);
    }
    return figure;
  }

  private double store(Form form, Figures figure, int turn) {
    MeasuredTable table = MeasuredTable.mergeTree(server, data, rows.columns());
    double seconds = table.insert(form, figure.layout, figure.body, inserts);
    if (table.parts() != inserts) {
      throw new IllegalStateException(
          "%s, %s: %d parts of %d inserts"
              .formatted(data.label(), form.label(), table.parts(), inserts));
    }
    String held = table.content();
    if (!content.isEmpty() && !content.equals(held)) {
      throw new IllegalStateException(
          "%s, %s: the table holds %s, not %s"
              .formatted(data.label(), form.label(), held, content));
    }
    content = held;
    if (form == Form.ROW_BINARY && turn >= 0) {
      merges.add(perMillion(table.merge()));
    }
    table.empty();
    table.drop();
    return perMillion(seconds);
  }

  private double read(Form form, Figures figure) {
    MeasuredTable table = MeasuredTable.forgetful(server, rows.columns());
    double seconds = table.insert(form, figure.layout, figure.body, inserts);
    table.drop();
    return perMillion(seconds);
  }

  private double perMillion(double seconds) {
    return seconds * 1e6 / ((double) rows.rows() * inserts);
  }

  private void report() {
    System.out.printf(
        """

        %s: %d columns, %,d rows an insert, %d inserts a figure, %d turns; %s rows and hash

        | form | bytes per row | into MergeTree | ÷ RowBinary | ÷ read as String | into Null |
        |---|--:|--:|--:|--:|--:|
        """,
        data.label(),
        rows.columns().size(),
        rows.rows(),
        inserts,
        merges.size(),
        content.replace('\t', ' '));
    for (Form form : Form.values()) {
      Figures figure = figure(form);
      System.out.printf(
          "| %s | %.0f | %s | %s | %s | %s |%n",
          form.label(),
          (double) figure.body.length / rows.rows(),
          shown(figure.stored),
          shown(figure.ratios(figure(Form.ROW_BINARY))),
          shown(figure.ratios(figure(Form.ROW_BINARY_AS_TEXT))),
          shown(figure.read));
    }
    System.out.printf("%nA merge of all parts: %s%n", shown(merges));
  }

  private static String shown(List<Double> values) {
    Spread spread = Spread.of(values);
    return "%.2f (%.2f to %.2f)".formatted(spread.median(), spread.min(), spread.max());
  }
}
