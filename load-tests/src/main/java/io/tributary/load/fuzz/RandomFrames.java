package io.tributary.load.fuzz;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Compression;
import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.GoodbyeReason;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Frames of every kind with random values; a few batches have more rows than {@link ReaderCheck}
 * allows.
 */
final class RandomFrames {
  private static final String[] TEXTS = {
    "a", "String", "clicks", "größe", "\u20ac", "\uD83D\uDE00", "\uFFFD", "Nullable(UInt8)"
  };

  private final RandomGenerator random;

  RandomFrames(RandomGenerator random) {
    this.random = random;
  }

  Frame handshake() {
    return switch (random.nextInt(3)) {
      case 0 -> {
        int version = number(1, 65_535);
        yield new Frame.Hello(version, number(version, 65_535), name(), uuid(), text());
      }
      case 1 -> {
        int least = SessionLimits.LEAST_CREDIT;
        int batch = number(least, SessionLimits.HIGHEST_BATCH_BYTES);
        yield new Frame.Welcome(
            number(1, 65_535),
            name(),
            uuid(),
            new SessionLimits(batch, number(least, batch), handle(), handle(), handle()));
      }
      default -> new Frame.Goodbye(oneOf(GoodbyeReason.values()), text());
    };
  }

  Frame session() {
    return switch (random.nextInt(15)) {
      case 0 -> new Frame.Ensure(handle(), oneOf(TableRole.values()), definition());
      case 1 -> new Frame.Described(handle(), tableAnswer());
      case 2 -> new Frame.DeclareLayout(handle(), new Layout(list(1, this::layoutColumn)));
      case 3 -> new Frame.Open(handle(), handle(), claim());
      case 4, 5 -> new Frame.Opened(handle(), openAnswer());
      case 6, 7, 8 -> rows();
      case 9 -> new Frame.Renew(handle(), count());
      case 10 -> new Frame.Settled(handle(), count(), verdict());
      case 11 -> new Frame.Credit(handle(), 1 + random.nextLong(Long.MAX_VALUE));
      case 12 ->
          random.nextBoolean()
              ? new Frame.Ping(random.nextLong())
              : new Frame.Pong(random.nextLong(), count());
      case 13 -> new Frame.Delivered(handle(), report());
      default -> new Frame.Goodbye(oneOf(GoodbyeReason.values()), text());
    };
  }

  private DeliveryReport report() {
    long first = random.nextLong(Long.MAX_VALUE / 2);
    List<OffsetRange> skipped = new ArrayList<>();
    long next = first;
    for (int i = random.nextInt(20); i > 0; i--) {
      long last = next + random.nextInt(5);
      skipped.add(new OffsetRange(next, last));
      next = last + number(1, 5);
    }
    return new DeliveryReport(
        new SourcePartition(name(), number(0, 999), random.nextInt()),
        uuid(),
        oneOf(Guarantee.values()),
        first,
        next + number(1, 1_000),
        skipped);
  }

  private Frame rows() {
    byte[] payload = new byte[number(1, random.nextInt(20) == 0 ? 3_000 : 100)];
    random.nextBytes(payload);
    int rowCount = number(1, 1_010);
    long first = random.nextLong(Long.MAX_VALUE - 3_000);
    return new Frame.Rows(
        handle(),
        count(),
        random.nextLong(),
        first,
        first + rowCount - 1 + random.nextInt(1_000),
        rowCount,
        random.nextBoolean() ? RowsKind.FRESH : RowsKind.SUSPECT,
        Compression.NONE,
        Buffer.buffer(payload));
  }

  private TableDefinition definition() {
    return new TableDefinition(
        name(),
        list(
            1,
            () ->
                new ColumnDefinition(
                    name(), name(), text(), oneOf(ColumnDefinition.IfMissing.values()))),
        text(),
        text(),
        text());
  }

  private LayoutColumn layoutColumn() {
    return new LayoutColumn(name(), name(), random.nextBoolean());
  }

  private TableAnswer tableAnswer() {
    return switch (random.nextInt(4)) {
      case 0 -> new TableAnswer.Unfit(text());
      case 1 -> new TableAnswer.Later(number(0, 600_000), text());
      default ->
          new TableAnswer.Columns(
              name(),
              uuid(),
              list(0, this::tableColumn),
              new TableDelivery(list(0, this::text), list(0, this::text)));
    };
  }

  private TableColumn tableColumn() {
    return new TableColumn(name(), name(), oneOf(TableColumn.Kind.values()), text());
  }

  private OpenAnswer openAnswer() {
    return switch (random.nextInt(6)) {
      case 0 -> new OpenAnswer.Fenced(epoch());
      case 1 -> new OpenAnswer.Denied(text());
      case 2 -> new OpenAnswer.Later(number(0, 600_000), text());
      default -> {
        List<OffsetRange> held = new ArrayList<>();
        long first = random.nextInt(1_000);
        for (int i = random.nextInt(20); i > 0; i--) {
          long last = first + random.nextInt(5);
          held.add(new OffsetRange(first, last));
          first = last + number(1, 5);
        }
        yield new OpenAnswer.Resume(held, until(first));
      }
    };
  }

  private long until(long least) {
    return switch (random.nextInt(3)) {
      case 0 -> OpenAnswer.Resume.ALL;
      case 1 -> Math.max(1, least);
      default -> least + 1 + random.nextLong(Long.MAX_VALUE - least);
    };
  }

  private Claim claim() {
    return new Claim(
        new SourcePartition(name(), number(0, 999), random.nextInt()),
        name(),
        epoch(),
        count(),
        oneOf(Guarantee.values()),
        predecessor());
  }

  private Predecessor predecessor() {
    return switch (random.nextInt(4)) {
      case 0 -> new Predecessor.None();
      case 1 -> new Predecessor.Released();
      case 2 -> new Predecessor.Held(uuid(), number(0, 600_000));
      default -> new Predecessor.Unsure(number(0, 600_000));
    };
  }

  private Verdict verdict() {
    return switch (random.nextInt(5)) {
      case 4 -> new Verdict.Fenced(epoch());
      case 0 -> new Verdict.Stored();
      case 1 -> new Verdict.AlreadyStored();
      case 2 -> new Verdict.Refused(number(0, 999), text());
      default -> new Verdict.Deferred(number(0, 600_000), text());
    };
  }

  private <T> List<T> list(int min, Supplier<T> item) {
    List<T> items = new ArrayList<>();
    for (int i = number(min, 6); i > 0; i--) {
      items.add(item.get());
    }
    return items;
  }

  private int handle() {
    return random.nextInt(10) == 0 ? number(1, Integer.MAX_VALUE) : number(1, 9);
  }

  private long count() {
    return random.nextBoolean() ? random.nextInt(100) : random.nextLong(Long.MAX_VALUE);
  }

  private long epoch() {
    return Math.min(Claim.MAX_EPOCH, count());
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private String name() {
    return oneOf(TEXTS) + text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(oneOf(TEXTS));
    }
    return text.toString();
  }

  /** From {@code min} to {@code max}, both inclusive. */
  private int number(int min, int max) {
    return (int) random.nextLong(min, max + 1L);
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
