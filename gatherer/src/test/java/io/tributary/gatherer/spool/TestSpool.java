package io.tributary.gatherer.spool;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/** A small spool on a disk in memory, for the tests of those who append to it. */
public final class TestSpool implements AutoCloseable {
  /** Entries of up to 16 KiB. */
  private static final SpoolSettings SETTINGS =
      new SpoolSettings(
          SpoolRun.FOLDER,
          400 << 10,
          10_000,
          32 << 10,
          16 << 10,
          1 << 20,
          100,
          Duration.ofHours(1));

  private final MemoryDisk disk;
  private final Spool spool;
  private boolean closed;

  public TestSpool(Vertx vertx) {
    this(vertx, new MemoryDisk());
  }

  private TestSpool(Vertx vertx, MemoryDisk disk) {
    this.disk = disk;
    this.spool = SpoolRun.await(Spool.open(vertx, SETTINGS, disk, InstantSource.system()));
  }

  public Spool spool() {
    return spool;
  }

  /** From now on the disk takes nothing, or does again. */
  public void fail(boolean now) {
    disk.readOnly(now);
  }

  /** Runs before each fsync, on the thread of the spool. */
  public void beforeForce(Runnable hook) {
    disk.beforeForce(hook);
  }

  /** The power goes; what a later opening finds. */
  public TestSpool crash(Vertx vertx) {
    MemoryDisk after = disk.crash(MemoryDisk.Survival.NOTHING, new Random(1));
    close();
    return new TestSpool(vertx, after);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      SpoolRun.await(spool.close());
    }
  }
}
