package io.tributary.gatherer.table;

import java.util.function.LongConsumer;

/**
 * What one table stream (a sender's rows for one table) was granted, has sent and got settled. An
 * opaque handle to everyone but its {@link CreditPool}, whose lock guards it.
 */
public final class CreditAccount {

  final String table;
  final long promise;
  final LongConsumer sender;
  private long granted;
  private long spent;
  private long settled;
  private boolean open = true;

  CreditAccount(String table, long promise, LongConsumer sender) {
    this.table = table;
    this.promise = promise;
    this.sender = sender;
  }

  /** Name of the table. */
  public String table() {
    return table;
  }

  /** Bytes the sender may still send. */
  long outstanding() {
    return open ? granted - spent : 0;
  }

  /** Bytes received and not settled. */
  long held() {
    return spent - settled;
  }

  long used() {
    return outstanding() + held();
  }

  /** The part of the use that comes out of the shared rest. */
  long bonus() {
    return Math.max(0, used() - promise);
  }

  /** What is set aside for this stream; after its end only what it still needs. */
  long reserve() {
    return open ? promise : Math.min(promise, held());
  }

  /** True when the stream's next batch may have to wait. */
  boolean wanting() {
    return open && outstanding() < promise;
  }

  boolean isOpen() {
    return open;
  }

  void grant(long bytes) {
    granted += bytes;
  }

  void spend(long bytes) {
    if (bytes < 0 || bytes > outstanding()) {
      throw new IllegalStateException(
          "%s: %d bytes spent with a credit of %d".formatted(table, bytes, outstanding()));
    }
    spent += bytes;
  }

  void settle(long bytes) {
    if (bytes < 0 || bytes > held()) {
      throw new IllegalStateException(
          "%s: %d bytes settled, %d held".formatted(table, bytes, held()));
    }
    settled += bytes;
  }

  void close() {
    open = false;
  }
}
