package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.rowbinary.RowTooLargeException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encodes messages as rows of a plan, one after the other. Reads each message once; allocates
 * nothing for a message without long strings (thousands of characters). One thread.
 *
 * <p>Failure semantics: a message becomes exactly one row or exactly one problem, and a problem
 * leaves no byte behind and does not touch the messages after it.
 */
public final class JsonRowEncoder {
  private static final int MIN_ROW_BYTES = 64;
  private static final int SHOWN_BYTES = 400;

  private final RowColumn[] columns;
  private final ValueEncoder[] encoders;
  private final PlanNode root;
  private final int maxRowBytes;
  private final JsonScanner scanner = new JsonScanner();
  private final RowAssembly row;
  // For each node of the plan, the last message that had it.
  private final long[] seen;
  private long message;

  /**
   * @param maxRowBytes limit of one row, 64 or more; up to so much memory is kept for values that
   *     come out of order
   */
  public JsonRowEncoder(JsonRowPlan plan, int maxRowBytes) {
    if (maxRowBytes < MIN_ROW_BYTES) {
      throw new IllegalArgumentException(
          "a row may have at least %d bytes, not %d".formatted(MIN_ROW_BYTES, maxRowBytes));
    }
    this.columns = plan.columns().toArray(RowColumn[]::new);
    this.encoders = plan.encoders();
    this.root = plan.root();
    this.maxRowBytes = maxRowBytes;
    this.row = new RowAssembly(plan.columns(), encoders, maxRowBytes);
    this.seen = new long[plan.nodes()];
  }

  /**
   * Appends the columns of one row in plan order, or leaves {@code out} as it was and says why.
   *
   * @param bytes the message is in {@code length} bytes from {@code offset} on, UTF-8
   * @param out should have room for the largest row; with less room, a row that does not fit is a
   *     problem too
   * @return null when the row was appended
   */
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
      problem = RowProblem.ofMessage(beginning(bytes, offset, length), e.reason());
    } catch (RowTooLargeException e) {
      problem =
          RowProblem.ofMessage(
              beginning(bytes, offset, length), "its row has more than " + most + " bytes");
    } finally {
      out.limit(limit);
    }
    if (problem != null) {
      out.truncate(start);
    }
    return problem;
  }

  private @Nullable RowProblem encodeRow(byte[] bytes, int offset, int length, RowBinaryWriter out)
      throws BrokenMessageException {
    message++;
    row.begin(out);
    for (int column : root.texts()) {
      encoders[column].encodeRaw(bytes, offset, length, row.open(column));
      row.close(column);
    }
    if (!root.fields().isEmpty()) {
      scanner.begin(bytes, offset, length);
      RowProblem problem = object(root);
      if (problem != null) {
        return problem;
      }
      scanner.finish();
    }
    row.finish();
    return null;
  }

  /** Reads the fields of the object that the scanner stands on, to its end. */
  private @Nullable RowProblem object(PlanNode node) throws BrokenMessageException {
    while (scanner.next() == Token.NAME) {
      String name = scanner.name();
      PlanNode field = node.field(name);
      Token token = scanner.next();
      if (field == null) {
        scanner.skip();
        continue;
      }
      if (seen[field.number()] == message) {
        throw new BrokenMessageException("the field " + name + " stands there twice");
      }
      seen[field.number()] = message;
      RowProblem problem = token.isStructure() ? structure(field, token) : leaf(field, token);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private @Nullable RowProblem leaf(PlanNode node, Token token) throws BrokenMessageException {
    RowProblem problem = values(node.scalars(), token);
    if (problem == null) {
      problem = values(node.texts(), token);
    }
    return problem == null ? values(node.collections(), token) : problem;
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

  /** An object or array: read once, as what one column makes of it, and kept as text for others. */
  private @Nullable RowProblem structure(PlanNode node, Token token) throws BrokenMessageException {
    RowProblem problem = values(node.scalars(), token);
    int start = scanner.position() - 1;
    int[] collections = node.collections();
    if (problem == null && collections.length > 0) {
      problem = value(collections[0], token);
      for (int i = 1; i < collections.length && problem == null; i++) {
        row.copy(collections[0], collections[i]);
      }
    } else if (problem == null && token == Token.OBJECT && !node.fields().isEmpty()) {
      problem = object(node);
    } else if (problem == null) {
      scanner.skip();
    }
    if (problem != null) {
      return problem;
    }
    for (int column : node.texts()) {
      int length = scanner.position() - start;
      encoders[column].encodeRaw(scanner.bytes(), start, length, row.open(column));
      row.close(column);
    }
    return null;
  }

  private @Nullable RowProblem value(int column, Token token) throws BrokenMessageException {
    ValueEncoder encoder = encoders[column];
    if (token == Token.NULL && !encoder.takesNull()) {
      row.miss(column);
      return null;
    }
    String refusal = encoder.encode(scanner, token, row.open(column));
    if (refusal != null) {
      return RowProblem.of(columns[column], scanner.shown(), refusal);
    }
    row.close(column);
    return null;
  }

  private static String beginning(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, Math.min(length, SHOWN_BYTES), StandardCharsets.UTF_8);
  }
}
