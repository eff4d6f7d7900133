package io.tributary.protocol.frame;

import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Arbitrary frames of all kinds, edge cases of every field included. */
final class Frames {
  private static final Arbitrary<Integer> HANDLES = Arbitraries.integers().greaterOrEqual(1);
  private static final Arbitrary<Integer> WAITS = Arbitraries.integers().between(0, 600_000);
  private static final Arbitrary<Long> NOT_NEGATIVE = Arbitraries.longs().greaterOrEqual(0);
  private static final Arbitrary<Long> EPOCHS = Arbitraries.longs().between(0, Claim.MAX_EPOCH);
  private static final Arbitrary<UUID> UUIDS =
      Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
  private static final Arbitrary<String> NAMES = text().ofMinLength(1).ofMaxLength(60);
  private static final Arbitrary<String> SQL = text().ofMaxLength(300);
  private static final Arbitrary<String> TYPES = NAMES.map(text -> text + "T");
  private static final Arbitrary<String> MESSAGES = text().ofMaxLength(200);

  private Frames() {}

  /** Frames that open a session. */
  static Arbitrary<Frame> handshake() {
    return Arbitraries.oneOf(hello(), welcome(), goodbye());
  }

  /** Frames of a session that is open. */
  static Arbitrary<Frame> session() {
    return Arbitraries.oneOf(
        List.of(
            ensure(),
            described(),
            declareLayout(),
            open(),
            opened(),
            rows(),
            rows(),
            Combinators.combine(HANDLES, NOT_NEGATIVE).as(Frame.Renew::new),
            Combinators.combine(HANDLES, NOT_NEGATIVE, verdicts()).as(Frame.Settled::new),
            Combinators.combine(HANDLES, Arbitraries.longs().greaterOrEqual(1))
                .as(Frame.Credit::new),
            delivered(),
            Arbitraries.longs().map(Frame.Ping::new),
            Combinators.combine(Arbitraries.longs(), NOT_NEGATIVE).as(Frame.Pong::new),
            goodbye()));
  }

  private static StringArbitrary text() {
    return Arbitraries.strings()
        .withCharRange('\u0001', '\ud7ff')
        .withCharRange('\ue000', '\uffff')
        .withChars(' ', 'a', '\ufffd', 'ä');
  }

  private static Arbitrary<Frame> hello() {
    Arbitrary<TreeSet<Integer>> versions =
        Arbitraries.integers().between(1, 65_535).set().ofMinSize(1).ofMaxSize(2).map(TreeSet::new);
    return Combinators.combine(versions, NAMES, UUIDS, text().ofMaxLength(1_024))
        .as((v, name, uuid, token) -> new Frame.Hello(v.first(), v.last(), name, uuid, token));
  }

  private static Arbitrary<Frame> welcome() {
    Arbitrary<SessionLimits> limits =
        Combinators.combine(
                Arbitraries.integers()
                    .between(SessionLimits.LEAST_CREDIT, SessionLimits.HIGHEST_BATCH_BYTES),
                Arbitraries.integers()
                    .between(SessionLimits.LEAST_CREDIT, SessionLimits.HIGHEST_BATCH_BYTES),
                HANDLES,
                HANDLES,
                HANDLES)
            .as((a, b, c, d, e) -> new SessionLimits(Math.max(a, b), Math.min(a, b), c, d, e));
    return Combinators.combine(Arbitraries.integers().between(1, 65_535), NAMES, UUIDS, limits)
        .as(Frame.Welcome::new);
  }

  private static Arbitrary<Frame> goodbye() {
    return Combinators.combine(Arbitraries.of(GoodbyeReason.class), MESSAGES)
        .as(Frame.Goodbye::new);
  }

  private static Arbitrary<Frame> ensure() {
    Arbitrary<List<ColumnDefinition>> columns =
        Combinators.combine(NAMES, TYPES, SQL, Arbitraries.of(ColumnDefinition.IfMissing.class))
            .as(ColumnDefinition::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(20);
    Arbitrary<TableDefinition> tables =
        Combinators.combine(NAMES, columns, SQL, SQL, SQL).as(TableDefinition::new);
    return Combinators.combine(HANDLES, Arbitraries.of(TableRole.class), tables)
        .as(Frame.Ensure::new);
  }

  private static Arbitrary<Frame> described() {
    Arbitrary<List<TableColumn>> columns =
        Combinators.combine(NAMES, TYPES, Arbitraries.of(TableColumn.Kind.class), SQL)
            .as(TableColumn::new)
            .list()
            .ofMaxSize(20);
    Arbitrary<TableDelivery> deliveries =
        Combinators.combine(MESSAGES.list().ofMaxSize(5), MESSAGES.list().ofMaxSize(5))
            .as(TableDelivery::new);
    Arbitrary<TableAnswer> answers =
        Arbitraries.oneOf(
            Combinators.combine(NAMES, UUIDS, columns, deliveries).as(TableAnswer.Columns::new),
            MESSAGES.map(TableAnswer.Unfit::new),
            Combinators.combine(WAITS, MESSAGES).as(TableAnswer.Later::new));
    return Combinators.combine(HANDLES, answers).as(Frame.Described::new);
  }

  private static Arbitrary<Frame> declareLayout() {
    Arbitrary<Layout> layouts =
        Combinators.combine(NAMES, TYPES, Arbitraries.of(true, false))
            .as(LayoutColumn::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(30)
            .map(Layout::new);
    return Combinators.combine(HANDLES, layouts).as(Frame.DeclareLayout::new);
  }

  private static Arbitrary<Frame> open() {
    Arbitrary<SourcePartition> sources =
        Combinators.combine(NAMES, Arbitraries.integers().greaterOrEqual(0), Arbitraries.integers())
            .as(SourcePartition::new);
    Arbitrary<Predecessor> predecessors =
        Arbitraries.oneOf(
            Arbitraries.of(new Predecessor.None(), new Predecessor.Released()),
            Combinators.combine(UUIDS, WAITS).as(Predecessor.Held::new),
            WAITS.map(Predecessor.Unsure::new));
    Arbitrary<Claim> claims =
        Combinators.combine(
                sources, NAMES, EPOCHS, NOT_NEGATIVE, Arbitraries.of(Guarantee.class), predecessors)
            .as(Claim::new);
    return Combinators.combine(HANDLES, HANDLES, claims).as(Frame.Open::new);
  }

  private static Arbitrary<Frame> delivered() {
    Arbitrary<SourcePartition> sources =
        Combinators.combine(NAMES, Arbitraries.integers().greaterOrEqual(0), Arbitraries.integers())
            .as(SourcePartition::new);
    Arbitrary<DeliveryReport> reports =
        Combinators.combine(
                sources,
                UUIDS,
                Arbitraries.of(Guarantee.class),
                Arbitraries.longs().between(0, Long.MAX_VALUE - 1_000_000),
                Arbitraries.integers().between(0, 1_000).set().ofMaxSize(40).map(TreeSet::new),
                Arbitraries.integers().between(1, 1_000))
            .as(
                (source, table, guarantee, first, skipped, behind) ->
                    new DeliveryReport(
                        source,
                        table,
                        guarantee,
                        first,
                        first + 1_000 + behind,
                        skipped.stream()
                            .map(at -> new OffsetRange(first + at, first + at))
                            .toList()));
    return Combinators.combine(HANDLES, reports).as(Frame.Delivered::new);
  }

  private static Arbitrary<Frame> opened() {
    Arbitrary<List<OffsetRange>> ranges = NOT_NEGATIVE.set().ofMaxSize(100).map(Frames::pairs);
    Arbitrary<OpenAnswer> answers =
        Arbitraries.oneOf(
            Combinators.combine(ranges, Arbitraries.longs().greaterOrEqual(1)).as(Frames::resume),
            EPOCHS.map(OpenAnswer.Fenced::new),
            MESSAGES.map(OpenAnswer.Denied::new),
            Combinators.combine(WAITS, MESSAGES).as(OpenAnswer.Later::new));
    return Combinators.combine(HANDLES, answers).as(Frame.Opened::new);
  }

  private static OpenAnswer resume(List<OffsetRange> held, long until) {
    return new OpenAnswer.Resume(
        held.stream().filter(range -> range.last() < until).toList(), until);
  }

  private static List<OffsetRange> pairs(Set<Long> values) {
    TreeSet<Long> bounds = new TreeSet<>(values);
    List<OffsetRange> ranges = new ArrayList<>();
    while (bounds.size() > 1) {
      long first = bounds.removeFirst();
      ranges.add(new OffsetRange(first, bounds.size() % 3 == 0 ? first : bounds.removeFirst()));
    }
    return ranges;
  }

  private static Arbitrary<Frame> rows() {
    Arbitrary<Integer> counts = Arbitraries.integers().between(1, Vector.LIMITS.maxBatchRows());
    Arbitrary<Long> firsts = Arbitraries.longs().between(0, Long.MAX_VALUE - 1_000_000);
    Arbitrary<Integer> gaps = Arbitraries.integers().between(0, 400_000);
    Arbitrary<Buffer> payloads =
        Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(2_000).map(Buffer::buffer);
    Arbitrary<RowsKind> kinds = Arbitraries.of(RowsKind.class);
    return Combinators.combine(
            HANDLES, NOT_NEGATIVE, Arbitraries.longs(), firsts, counts, gaps, kinds, payloads)
        .as(
            (stream, sequence, layout, first, count, gap, kind, payload) ->
                new Frame.Rows(
                    stream,
                    sequence,
                    layout,
                    first,
                    first + count - 1 + gap,
                    count,
                    kind,
                    Compression.NONE,
                    payload));
  }

  private static Arbitrary<Verdict> verdicts() {
    return Arbitraries.oneOf(
        Arbitraries.of(new Verdict.Stored(), new Verdict.AlreadyStored()),
        Combinators.combine(Arbitraries.integers().greaterOrEqual(0), MESSAGES)
            .as(Verdict.Refused::new),
        Combinators.combine(WAITS, MESSAGES).as(Verdict.Deferred::new),
        EPOCHS.map(Verdict.Fenced::new));
  }
}
