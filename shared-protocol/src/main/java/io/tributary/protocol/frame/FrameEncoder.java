package io.tributary.protocol.frame;

import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Turns frames into bytes. Stateless, any thread; {@link FrameReader} is the other direction. */
public final class FrameEncoder {
  /** {@code TRIB}, the first bytes of a Hello's body. */
  static final int MAGIC = 0x54524942;

  private static final int EXPECTED_CONTROL_BYTES = 64;

  private FrameEncoder() {}

  /**
   * The complete frame; a Rows payload is copied into it.
   *
   * @throws IllegalArgumentException when the frame would be longer than PROTOCOL.md allows, or has
   *     a text or a list that cannot be written
   */
  public static Buffer encode(Frame frame) {
    if (frame instanceof Frame.Rows rows) {
      return RowsHead.write(rows, rows.payload().length()).appendBuffer(rows.payload());
    }
    Buffer bytes = encodeControl(frame);
    int length = bytes.getInt(0);
    if (length > WireLimits.CONTROL_FRAME_BYTES) {
      throw new BrokenRule(
          Rule.FRAME_TOO_LONG,
          "a %s of %d bytes, at most %d can be sent"
              .formatted(frame.getClass().getSimpleName(), length, WireLimits.CONTROL_FRAME_BYTES));
    }
    return bytes;
  }

  /**
   * A Rows frame up to its payload: length, type, checksum and fixed fields. The caller writes
   * {@code rows.payload()} behind it, uncopied and unchanged.
   *
   * @throws IllegalArgumentException when the payload is over 1 GiB
   */
  public static Buffer rowsHead(Frame.Rows rows) {
    return RowsHead.write(rows, 0);
  }

  private static Buffer encodeControl(Frame frame) {
    FieldWriter out = new FieldWriter(FrameType.of(frame), EXPECTED_CONTROL_BYTES);
    switch (frame) {
      case Frame.Hello f ->
          out.i32(MAGIC)
              .u16(f.minVersion())
              .u16(f.maxVersion())
              .shortText("instance", f.instance())
              .uuid(f.incarnation())
              .shortText("token", f.token());
      case Frame.Welcome f -> {
        out.u16(f.version()).shortText("gatherer", f.gatherer()).uuid(f.incarnation());
        limits(out, f.limits());
      }
      case Frame.Ensure f -> {
        out.i32(f.table()).u8(WireCodes.ROLE.code(f.role()));
        definition(out, f.definition());
      }
      case Frame.Described f -> tableAnswer(out.i32(f.table()), f.answer());
      case Frame.DeclareLayout f -> {
        out.i32(f.table()).count("columns", f.layout().columns().size());
        for (LayoutColumn column : f.layout().columns()) {
          out.name("column name", column.name()).type("column type", column.type());
          out.u8(column.marked() ? 1 : 0);
        }
      }
      case Frame.Open f -> claim(out.i32(f.stream()).i32(f.table()), f.claim());
      case Frame.Opened f -> openAnswer(out.i32(f.stream()), f.answer());
      case Frame.Rows f -> throw new IllegalStateException("not a control frame: " + f);
      case Frame.Renew f -> out.i32(f.stream()).i64(f.validUntilMillis());
      case Frame.Settled f -> verdict(out.i32(f.stream()).i64(f.sequence()), f.verdict());
      case Frame.Credit f -> out.i32(f.table()).i64(f.bytes());
      case Frame.Ping f -> out.i64(f.nonce());
      case Frame.Pong f -> out.i64(f.nonce()).i64(f.serverTimeMillis());
      case Frame.Delivered f -> report(out.i32(f.table()), f.report());
      case Frame.Goodbye f ->
          out.u8(WireCodes.GOODBYE_REASON.code(f.reason())).message(f.message());
    }
    return out.finish(0);
  }

  private static void limits(FieldWriter out, SessionLimits limits) {
    out.i32(limits.maxBatchBytes())
        .i32(limits.maxQuarantineBatchBytes())
        .i32(limits.maxBatchRows())
        .i32(limits.maxTables())
        .i32(limits.maxStreams());
  }

  private static void definition(FieldWriter out, TableDefinition table) {
    out.shortText("table name", table.name()).count("columns", table.columns().size());
    for (ColumnDefinition column : table.columns()) {
      out.name("column name", column.name())
          .type("column type", column.type())
          .longText("default expression", column.defaultExpression())
          .u8(WireCodes.IF_MISSING.code(column.ifMissing()));
    }
    out.longText("engine", table.engine())
        .longText("sorting key", table.sortingKey())
        .longText("partition key", table.partitionKey());
  }

  private static void claim(FieldWriter out, Claim claim) {
    out.shortText("topic", claim.source().topic())
        .i32(claim.source().partition())
        .i32(claim.source().run())
        .shortText("group", claim.group())
        .i64(claim.epoch())
        .i64(claim.from())
        .u8(WireCodes.GUARANTEE.code(claim.guarantee()));
    switch (claim.predecessor()) {
      case Predecessor.None _ -> out.u8(1);
      case Predecessor.Released _ -> out.u8(2);
      case Predecessor.Held p -> out.u8(3).uuid(p.gatherer()).i32(p.leaseMillis());
      case Predecessor.Unsure p -> out.u8(4).i32(p.leaseMillis());
    }
  }

  private static void report(FieldWriter out, DeliveryReport report) {
    out.shortText("topic", report.source().topic())
        .i32(report.source().partition())
        .i32(report.source().run())
        .uuid(report.table())
        .u8(WireCodes.GUARANTEE.code(report.guarantee()))
        .i64(report.first())
        .i64(report.until());
    ranges(out, report.skipped());
  }

  private static void ranges(FieldWriter out, List<OffsetRange> ranges) {
    out.i32(ranges.size());
    for (OffsetRange range : ranges) {
      out.i64(range.first()).i64(range.last());
    }
  }

  private static void messages(FieldWriter out, List<String> messages) {
    out.count("messages", messages.size());
    messages.forEach(out::message);
  }

  private static void tableAnswer(FieldWriter out, TableAnswer answer) {
    switch (answer) {
      case TableAnswer.Columns a -> {
        out.u8(1).shortText("database", a.database()).uuid(a.uuid());
        out.count("columns", a.columns().size());
        for (TableColumn column : a.columns()) {
          out.name("column name", column.name())
              .type("column type", column.type())
              .u8(WireCodes.COLUMN_KIND.code(column.kind()))
              .longText("default expression", column.expression());
        }
        messages(out, a.delivery().obstacles());
        messages(out, a.delivery().remarks());
      }
      case TableAnswer.Unfit a -> out.u8(2).message(a.message());
      case TableAnswer.Later a -> out.u8(3).i32(a.afterMillis()).message(a.message());
    }
  }

  private static void openAnswer(FieldWriter out, OpenAnswer answer) {
    switch (answer) {
      case OpenAnswer.Resume a -> {
        ranges(out.u8(1), a.held());
        out.i64(a.until());
      }
      case OpenAnswer.Fenced a -> out.u8(2).i64(a.highestEpoch());
      case OpenAnswer.Denied a -> out.u8(3).message(a.message());
      case OpenAnswer.Later a -> out.u8(4).i32(a.afterMillis()).message(a.message());
    }
  }

  private static void verdict(FieldWriter out, Verdict verdict) {
    switch (verdict) {
      case Verdict.Stored _ -> out.u8(1);
      case Verdict.AlreadyStored _ -> out.u8(2);
      case Verdict.Refused v -> out.u8(3).i32(v.code()).message(v.message());
      case Verdict.Fenced v -> out.u8(5).i64(v.highestEpoch());
      case Verdict.Deferred v -> out.u8(4).i32(v.afterMillis()).message(v.message());
    }
  }
}
