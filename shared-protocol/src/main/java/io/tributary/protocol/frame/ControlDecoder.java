package io.tributary.protocol.frame;

import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import io.tributary.protocol.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/** Turns the body of every frame but Rows into its record. */
final class ControlDecoder {
  private static final int MAX_NAME = 255;

  /** Any name that fits its length field: the table exists, whatever it is called. */
  private static final int MAX_EXISTING_NAME = 65_535;

  private ControlDecoder() {}

  /**
   * Decodes {@code bytes[0..length)}.
   *
   * @throws BrokenRule when a record refuses a value
   */
  static Frame decode(FrameType type, byte[] bytes, int length) throws ProtocolViolation {
    FieldReader in = new FieldReader(bytes, length);
    Frame frame =
        switch (type) {
          case HELLO -> hello(in);
          case WELCOME -> welcome(in);
          case ENSURE ->
              new Frame.Ensure(
                  in.i32("table"), WireCodes.ROLE.value(in.u8("role")), definition(in));
          case DESCRIBED -> new Frame.Described(in.i32("table"), tableAnswer(in));
          case DECLARE_LAYOUT -> new Frame.DeclareLayout(in.i32("table"), layout(in));
          case OPEN -> open(in);
          case OPENED -> new Frame.Opened(in.i32("stream"), openAnswer(in));
          case ROWS -> throw new IllegalStateException("not a control frame");
          case RENEW -> new Frame.Renew(in.i32("stream"), in.i64("validUntilMillis"));
          case SETTLED -> new Frame.Settled(in.i32("stream"), in.i64("sequence"), verdict(in));
          case CREDIT -> new Frame.Credit(in.i32("table"), in.i64("bytes"));
          case PING -> new Frame.Ping(in.i64("nonce"));
          case PONG -> new Frame.Pong(in.i64("nonce"), in.i64("serverTimeMillis"));
          case GOODBYE ->
              new Frame.Goodbye(WireCodes.GOODBYE_REASON.value(in.u8("reason")), in.message());
          case DELIVERED -> new Frame.Delivered(in.i32("table"), report(in));
        };
    in.finish();
    return frame;
  }

  private static Frame hello(FieldReader in) throws ProtocolViolation {
    int magic = in.i32("magic");
    if (magic != FrameEncoder.MAGIC) {
      throw new ProtocolViolation(Rule.MAGIC, "%08x instead of TRIB".formatted(magic));
    }
    return new Frame.Hello(
        in.u16("minVersion"),
        in.u16("maxVersion"),
        in.shortText("instance"),
        in.uuid("incarnation"),
        in.shortText("token"));
  }

  private static Frame welcome(FieldReader in) throws ProtocolViolation {
    return new Frame.Welcome(
        in.u16("version"),
        in.shortText("gatherer"),
        in.uuid("incarnation"),
        new SessionLimits(
            in.i32("maxBatchBytes"),
            in.i32("maxQuarantineBatchBytes"),
            in.i32("maxBatchRows"),
            in.i32("maxTables"),
            in.i32("maxStreams")));
  }

  private static Frame open(FieldReader in) throws ProtocolViolation {
    return new Frame.Open(
        in.i32("stream"),
        in.i32("table"),
        new Claim(
            new SourcePartition(in.shortText("topic"), in.i32("partition"), in.i32("run")),
            in.shortText("group"),
            in.i64("epoch"),
            in.i64("from"),
            WireCodes.GUARANTEE.value(in.u8("guarantee")),
            predecessor(in)));
  }

  private static DeliveryReport report(FieldReader in) throws ProtocolViolation {
    return new DeliveryReport(
        new SourcePartition(in.shortText("topic"), in.i32("partition"), in.i32("run")),
        in.uuid("table"),
        WireCodes.GUARANTEE.value(in.u8("guarantee")),
        in.i64("first"),
        in.i64("until"),
        ranges(in));
  }

  private static Predecessor predecessor(FieldReader in) throws ProtocolViolation {
    int code = in.u8("predecessor");
    return switch (code) {
      case 1 -> new Predecessor.None();
      case 2 -> new Predecessor.Released();
      case 3 -> new Predecessor.Held(in.uuid("gatherer"), in.i32("leaseMillis"));
      case 4 -> new Predecessor.Unsure(in.i32("leaseMillis"));
      default -> throw WireCodes.unknown("predecessor", code);
    };
  }

  private static TableDefinition definition(FieldReader in) throws ProtocolViolation {
    String name = in.name("table name", MAX_NAME);
    int count = columnCount(in, 12);
    List<ColumnDefinition> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      columns.add(
          new ColumnDefinition(
              in.name("column name", MAX_NAME),
              in.type("column type"),
              in.longText("default expression"),
              WireCodes.IF_MISSING.value(in.u8("ifMissing"))));
    }
    return new TableDefinition(
        name,
        columns,
        in.longText("engine"),
        in.longText("sorting key"),
        in.longText("partition key"));
  }

  private static Layout layout(FieldReader in) throws ProtocolViolation {
    int count = columnCount(in, 9);
    List<LayoutColumn> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      columns.add(
          new LayoutColumn(
              in.name("column name", MAX_EXISTING_NAME),
              in.type("column type"),
              in.flag("marked")));
    }
    return new Layout(columns);
  }

  private static int columnCount(FieldReader in, int bytesEach) throws ProtocolViolation {
    int count = in.u16("column count");
    if (count == 0) {
      throw new ProtocolViolation(Rule.LIST_SIZE, "there is no column");
    }
    return in.items("columns", count, bytesEach);
  }

  private static TableAnswer tableAnswer(FieldReader in) throws ProtocolViolation {
    int code = in.u8("answer");
    return switch (code) {
      case 1 -> columns(in);
      case 2 -> new TableAnswer.Unfit(in.message());
      case 3 -> new TableAnswer.Later(in.i32("afterMillis"), in.message());
      default -> throw WireCodes.unknown("table answer", code);
    };
  }

  private static TableAnswer columns(FieldReader in) throws ProtocolViolation {
    var database = in.shortText("database");
    var uuid = in.uuid("uuid");
    int count = in.items("columns", in.u16("column count"), 13);
    List<TableColumn> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      columns.add(
          new TableColumn(
              in.name("column name", MAX_EXISTING_NAME),
              in.type("column type"),
              WireCodes.COLUMN_KIND.value(in.u8("column kind")),
              in.longText("default expression")));
    }
    return new TableAnswer.Columns(
        database, uuid, columns, new TableDelivery(messages(in), messages(in)));
  }

  private static List<String> messages(FieldReader in) throws ProtocolViolation {
    int count = in.items("messages", in.u16("message count"), 2);
    List<String> messages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      messages.add(in.message());
    }
    return messages;
  }

  private static OpenAnswer openAnswer(FieldReader in) throws ProtocolViolation {
    int code = in.u8("answer");
    return switch (code) {
      case 1 -> new OpenAnswer.Resume(ranges(in), in.i64("until"));
      case 2 -> new OpenAnswer.Fenced(in.i64("highestEpoch"));
      case 3 -> new OpenAnswer.Denied(in.message());
      case 4 -> new OpenAnswer.Later(in.i32("afterMillis"), in.message());
      default -> throw WireCodes.unknown("open answer", code);
    };
  }

  private static List<OffsetRange> ranges(FieldReader in) throws ProtocolViolation {
    int count = in.items("ranges", in.i32("range count"), 16);
    List<OffsetRange> ranges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ranges.add(new OffsetRange(in.i64("first offset"), in.i64("last offset")));
    }
    return ranges;
  }

  private static Verdict verdict(FieldReader in) throws ProtocolViolation {
    int code = in.u8("verdict");
    return switch (code) {
      case 1 -> new Verdict.Stored();
      case 2 -> new Verdict.AlreadyStored();
      case 3 -> new Verdict.Refused(in.i32("code"), in.message());
      case 4 -> new Verdict.Deferred(in.i32("afterMillis"), in.message());
      case 5 -> new Verdict.Fenced(in.i64("highestEpoch"));
      default -> throw WireCodes.unknown("verdict", code);
    };
  }
}
