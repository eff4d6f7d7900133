package io.tributary.protocol.json;

import io.tributary.protocol.row.ElementCollector;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowAssembly;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.rowbinary.RowTooLargeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encodes messages as rows of a plan, one after the other. Reads each message once; allocates
 * nothing for a message once its buffers have grown, but for arrays and objects in Dynamic columns.
 * One thread.
 *
 * <p>Failure semantics: a message becomes exactly one row or exactly one problem, and a problem
 * leaves no byte behind and does not touch the messages after it.
 */
public final class JsonRowEncoder implements RowEncoder {
  private static final int MIN_ROW_BYTES = 64;
  private static final int FIRST_ZERO_BYTES = 64;
  // A few of the largest strings of fixed length that ClickHouse allows.
  private static final int MAX_ZERO_BYTES = 256 << 20;
  private static final int SHOWN_BYTES = 400;
  private static final String NOT_AN_ARRAY = "it is not an array, as its path says";

  private final RowColumn[] columns;
  private final ValueEncoder[] encoders;
  // Whether a JSON null is as if the field were missing.
  private final boolean[] missesNull;
  private final @Nullable ElementCollector[] collectors;
  private final ElementCollector[] gathering;
  private final PlanNode root;
  private final int[] wholes;
  private final int maxRowBytes;
  private final JsonScanner scanner = new JsonScanner();
  private final RowAssembly row;
  // For each node of the plan, the last object that had it as a field.
  private final long[] seen;
  // For each node, by index + 1 of a field, the index of the field that came after it last time.
  private final int[][] successors;
  private long objects;

  /**
   * @param maxRowBytes limit of one row, 64 or more; up to so much memory is kept for values that
   *     come out of order, and for each column whose path goes through arrays
   */
  public JsonRowEncoder(JsonRowPlan plan, int maxRowBytes) {
    if (maxRowBytes < MIN_ROW_BYTES) {
      throw new IllegalArgumentException(
          "a row may have at least %d bytes, not %d".formatted(MIN_ROW_BYTES, maxRowBytes));
    }
    this.columns = plan.columns().toArray(RowColumn[]::new);
    this.encoders = plan.encoders();
    this.missesNull = new boolean[columns.length];
    this.collectors = new ElementCollector[columns.length];
    ValueEncoder[] whole = new ValueEncoder[columns.length];
    for (int i = 0; i < columns.length; i++) {
      missesNull[i] = !encoders[i].takesNull();
      whole[i] = encoders[i];
      if (plan.levels(i) > 0) {
        collectors[i] = new ElementCollector(plan.levels(i), zero(encoders[i]), maxRowBytes);
        whole[i] = new ArrayEncoder(encoders[i]);
      } else if (columns[i].marked() && encoders[i] instanceof EnumEncoder) {
        // Its 0 is for an Enum that has no DEFAULT.
        missesNull[i] = true;
      }
    }
    this.gathering =
        Arrays.stream(collectors).filter(Objects::nonNull).toArray(ElementCollector[]::new);
    this.root = plan.root();
    this.wholes = plan.wholes();
    this.maxRowBytes = maxRowBytes;
    this.row = new RowAssembly(plan.columns(), zeros(whole), maxRowBytes);
    this.seen = new long[plan.nodes()];
    this.successors = new int[plan.nodes()][];
    prepare(root);
  }

  private static byte[][] zeros(ValueEncoder[] encoders) {
    byte[][] zeros = new byte[encoders.length][];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i] = zero(encoders[i]);
    }
    return zeros;
  }

  private static byte[] zero(ValueEncoder encoder) {
    RowBinaryWriter bytes = new RowBinaryWriter(FIRST_ZERO_BYTES, MAX_ZERO_BYTES);
    encoder.encodeMissing(bytes);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private void prepare(PlanNode node) {
    int[] next = new int[node.names().size() + 1];
    for (int i = 0; i < next.length; i++) {
      next[i] = i;
    }
    successors[node.number()] = next;
    node.children().forEach(this::prepare);
  }

  /**
   * Appends the columns of one row in plan order, or leaves {@code out} as it was and says why.
   *
   * @param bytes the message is in {@code length} bytes from {@code offset} on, UTF-8
   * @param out should have room for the largest row; with less room, a row that does not fit is a
   *     problem too
   * @return null when the row was appended
   */
  @Override
  public @Nullable RowProblem encode(byte[] bytes, int offset, int length, RowBinaryWriter out) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int start = out.position();
    int limit = out.limit();
    int most = Math.min(maxRowBytes, out.remaining());
    out.limit(start + most);
    RowProblem problem;
    try {
      problem = encodeRow(bytes, offset, length, out);
    } catch (BrokenMessageException e) {
      problem =
          RowProblem.ofMessage(
              ProblemKind.UNDECODABLE, beginning(bytes, offset, length), e.reason());
    } catch (RowTooLargeException e) {
      problem =
          RowProblem.ofMessage(
              ProblemKind.TOO_LARGE,
              beginning(bytes, offset, length),
              "its row has more than " + most + " bytes");
    } finally {
      out.limit(limit);
    }
    if (problem != null) {
      out.truncate(start);
    }
    return problem;
  }

  /**
   * Appends the row of a message that has nothing for any column; what a column without NULL and
   * without DEFAULT then gets is its type's own default.
   *
   * @throws RowTooLargeException if {@code out} has no room for it, and has a part of it
   */
  public void encodeMissing(RowBinaryWriter out) {
    row.begin(out);
    row.finish();
  }

  private @Nullable RowProblem encodeRow(byte[] bytes, int offset, int length, RowBinaryWriter out)
      throws BrokenMessageException {
    row.begin(out);
    for (ElementCollector collector : gathering) {
      collector.begin();
    }
    for (int column : wholes) {
      encoders[column].encodeRaw(bytes, offset, length, row.open(column));
      row.close(column);
    }
    if (root.below().length > 0) {
      Token token = scanner.begin(bytes, offset, length);
      if (token != Token.OBJECT && root.hasFields() && !root.hasElements()) {
        throw new BrokenMessageException("it is not a JSON object");
      }
      RowProblem problem = read(root, token);
      if (problem != null) {
        return problem;
      }
      scanner.finish();
    }
    row.finish();
    return null;
  }

  /** Reads the value that the scanner stands on, to its end. */
  private @Nullable RowProblem read(PlanNode node, Token token) throws BrokenMessageException {
    PlanNode each = node.each();
    if (each != null && token != Token.ARRAY && token != Token.NULL) {
      return RowProblem.of(columns[each.below()[0]], scanner.shown(), NOT_AN_ARRAY);
    }
    if (token.isStructure()) {
      return structure(node, token);
    }
    RowProblem problem = values(node.values(), token);
    if (problem == null) {
      problem = values(node.texts(), token);
    }
    if (problem == null && node.values().length == 0 && node.texts().length == 0) {
      scanner.skip();
    }
    return problem;
  }

  private @Nullable RowProblem values(int[] targets, Token token) throws BrokenMessageException {
    for (int column : targets) {
      RowProblem problem = value(column, token);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private @Nullable RowProblem structure(PlanNode node, Token token) throws BrokenMessageException {
    int start = scanner.start();
    boolean untouched = true;
    for (int column : node.values()) {
      Token here = untouched ? token : scanner.again(start);
      untouched = false;
      RowProblem problem = value(column, here);
      if (problem != null) {
        return problem;
      }
    }
    boolean isObject = token == Token.OBJECT;
    if (isObject ? node.hasFields() : node.hasElements()) {
      if (!untouched) {
        scanner.again(start);
      }
      RowProblem problem = isObject ? object(node) : array(node);
      if (problem != null) {
        return problem;
      }
    } else if (untouched) {
      scanner.skip();
    }
    texts(node, start);
    return null;
  }

  /** Keeps the structure just read, which began at an index, as text. */
  private void texts(PlanNode node, int start) {
    int length = scanner.position() - start;
    for (int column : node.texts()) {
      RowBinaryWriter target = open(column);
      encoders[column].encodeRaw(scanner.bytes(), start, length, target);
      close(column);
    }
  }

  /** Reads the fields of the object that the scanner stands on, to its end. */
  private @Nullable RowProblem object(PlanNode node) throws BrokenMessageException {
    long object = ++objects;
    FieldNames names = node.names();
    int[] next = successors[node.number()];
    int previous = 0;
    int index = scanner.firstField(names, next[previous]);
    while (index != JsonScanner.NO_FIELD) {
      if (index == JsonScanner.OTHER_FIELD) {
        scanner.value();
        scanner.skip();
      } else {
        next[previous] = index;
        previous = index + 1;
        PlanNode field = node.field(index);
        if (seen[field.number()] == object) {
          throw new BrokenMessageException(
              "the field " + names.name(index) + " stands there twice");
        }
        seen[field.number()] = object;
        RowProblem problem = read(field, scanner.value());
        if (problem != null) {
          return problem;
        }
      }
      index = scanner.nextField(names, next[previous]);
    }
    return null;
  }

  /** Reads the elements of the array that the scanner stands on, to its end. */
  private @Nullable RowProblem array(PlanNode node) throws BrokenMessageException {
    PlanNode each = node.each();
    if (each != null) {
      enter(each);
    }
    Token token = scanner.firstElement();
    for (int i = 0; token != Token.ARRAY_END; i++) {
      RowProblem problem = element(each, node.element(i), token);
      if (problem != null) {
        return problem;
      }
      token = scanner.nextElement();
    }
    if (each != null) {
      leave(each);
    }
    return null;
  }

  private @Nullable RowProblem element(
      @Nullable PlanNode each, @Nullable PlanNode single, Token token)
      throws BrokenMessageException {
    if (each == null && single == null) {
      scanner.skip();
      return null;
    }
    int start = scanner.start();
    RowProblem problem = null;
    if (each != null) {
      problem = read(each, token);
      for (int column : each.below()) {
        collector(column).endElement();
      }
    }
    if (single != null && problem == null) {
      problem = read(single, each == null ? token : scanner.again(start));
    }
    return problem;
  }

  private void enter(PlanNode each) {
    for (int column : each.below()) {
      collector(column).enter();
    }
  }

  private void leave(PlanNode each) {
    for (int column : each.below()) {
      ElementCollector collector = collector(column);
      if (collector.leave()) {
        RowBinaryWriter gathered = collector.bytes();
        row.open(column).writeRaw(gathered.array(), 0, gathered.position());
        row.close(column);
      }
    }
  }

  private @Nullable RowProblem value(int column, Token token) throws BrokenMessageException {
    if (token == Token.NULL && missesNull[column]) {
      if (collectors[column] == null) {
        row.miss(column);
      }
      return null;
    }
    String refusal = encoders[column].encode(scanner, token, open(column));
    if (refusal != null) {
      return RowProblem.of(columns[column], scanner.shown(), refusal);
    }
    close(column);
    return null;
  }

  private RowBinaryWriter open(int column) {
    ElementCollector collector = collectors[column];
    return collector == null ? row.open(column) : collector.bytes();
  }

  private void close(int column) {
    if (collectors[column] == null) {
      row.close(column);
    }
  }

  private ElementCollector collector(int column) {
    return Objects.requireNonNull(collectors[column]);
  }

  private static String beginning(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, Math.min(length, SHOWN_BYTES), StandardCharsets.UTF_8);
  }
}
