package io.tributary.gatherer.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** An open spool on a disk in memory, with small files, and what tests do with it. */
final class SpoolRun implements AutoCloseable {
  static final Path FOLDER = Path.of("/spool");
  static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

  /** Files of 4 KiB, entries of up to 2 KiB, 100 keys for an hour. */
  static final SpoolSettings SETTINGS = settings(1 << 20, 100);

  private static final long PATIENCE_SECONDS = 30;
  private static final long POLL_NANOS = 1_000_000;

  private final Spool spool;

  SpoolRun(Vertx vertx, Disk disk, SpoolSettings settings) {
    this.spool = await(Spool.open(vertx, settings, disk, InstantSource.fixed(NOW)));
  }

  static SpoolSettings settings(long maxBytes, int maxKeys) {
    return new SpoolSettings(
        FOLDER, maxBytes, 100_000, 4_096, 2_048, 1 << 16, maxKeys, Duration.ofHours(1));
  }

  Spool spool() {
    return spool;
  }

  /** Appends the only entry of a request. */
  Position append(String text) {
    return await(spool.append(entry(1, true, text)));
  }

  static SpoolEntry entry(long request, boolean last, String text) {
    return new SpoolEntry("events", request, last, Optional.empty(), sections(text));
  }

  static SpoolEntry keyed(long request, long key, String text) {
    KeyedAnswer answer =
        new KeyedAnswer(new KeyHash(key, ~key), new Answer(key, 1, NOW.toEpochMilli()));
    return new SpoolEntry("events", request, true, Optional.of(answer), sections(text));
  }

  Optional<Answer> answer(long key) {
    return spool.answer(new KeyHash(key, ~key));
  }

  private static List<Section> sections(String text) {
    return List.of(new Section(7, Buffer.buffer(text)), new Section(255, Buffer.buffer("end")));
  }

  static String text(SpoolEntry entry) {
    return entry.sections().getFirst().bytes().toString(UTF_8);
  }

  String read(Position position) {
    return text(await(spool.read(position)));
  }

  /** The texts of the entries that the spool hands out. */
  List<String> recovered() {
    List<String> texts = new ArrayList<>();
    spool.recovered().forEachRemaining(position -> texts.add(read(position)));
    return texts;
  }

  static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Why a future fails. */
  static Throwable failure(Future<?> future) {
    try {
      Object result =
          future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("did not fail: " + result);
    } catch (ExecutionException e) {
      return requireNonNull(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until something else has happened. */
  static void uninterruptibly(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it did not happen");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until something holds. */
  static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come to hold");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  @Override
  public void close() {
    await(spool.close());
  }
}
