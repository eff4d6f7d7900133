package io.tributary.load.fault;

import io.tributary.load.fault.TcpProxy.Direction;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One direction of a connection: a thread that reads, a bounded queue, and a thread that writes
 * what is due or swallows it.
 *
 * <p>Thread: any; the queue is guarded by its lock.
 */
final class Pump {
  /** Bytes held back before the reader stops reading. */
  static final int BOUND_BYTES = 1 << 20;

  private static final int READ_BYTES = 32 << 10;

  /** Whom a pump tells about its end: after the last byte, or because of a reset. */
  record Ends(Runnable closed, Runnable reset) {}

  private enum Kind {
    BYTES,
    CLOSED,
    RESET
  }

  /** What the sender did. */
  private record Event(Kind kind, ByteBuffer bytes, long readNanos) {}

  private final Socket from;
  private final Socket to;
  private final Direction direction;
  private final Supplier<NetworkState> network;
  private final Ends ends;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Event> queue = new ArrayDeque<>();
  private int queuedBytes;
  private boolean stopped;
  private volatile boolean lostBytes;

  Pump(Socket from, Socket to, Direction direction, Supplier<NetworkState> network, Ends ends) {
    this.from = from;
    this.to = to;
    this.direction = direction;
    this.network = network;
    this.ends = ends;
  }

  void start() {
    Thread.ofVirtual().name("tcp-proxy-read").start(() -> untilInterrupted(this::read));
    Thread.ofVirtual().name("tcp-proxy-write").start(() -> untilInterrupted(this::write));
  }

  /** Looks again at what is due. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Passes nothing more. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      queue.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** True when the receiver has missed something that was sent. */
  boolean hasLostBytes() {
    return lostBytes;
  }

  private interface Loop {
    void run() throws InterruptedException;
  }

  private static void untilInterrupted(Loop loop) {
    try {
      loop.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() throws InterruptedException {
    byte[] buffer = new byte[READ_BYTES];
    Kind kind = Kind.BYTES;
    while (kind == Kind.BYTES) {
      int count = 0;
      try {
        count = from.getInputStream().read(buffer);
        kind = count < 0 ? Kind.CLOSED : Kind.BYTES;
      } catch (IOException e) {
        kind = Kind.RESET;
      }
      put(
          new Event(
              kind, ByteBuffer.wrap(Arrays.copyOf(buffer, Math.max(0, count))), System.nanoTime()));
    }
  }

  private void put(Event event) throws InterruptedException {
    lock.lock();
    try {
      while (queuedBytes + event.bytes().limit() > BOUND_BYTES && !stopped) {
        changed.await();
      }
      queue.add(event);
      queuedBytes += event.bytes().limit();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void write() throws InterruptedException {
    boolean open = true;
    while (open && awaitDue()) {
      Event event = take();
      open = drops(direction) ? swallow(event) : pass(event);
    }
  }

  private boolean drops(Direction which) {
    return network.get().dropped().contains(which);
  }

  /** Waits until the first event is due; false if there will be none any more. */
  private boolean awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!stopped) {
        Event first = queue.peek();
        if (first == null) {
          changed.await();
          continue;
        }
        long heldNanos = System.nanoTime() - first.readNanos();
        long waitNanos = network.get().delay().toNanos() - heldNanos;
        if (waitNanos <= 0) {
          return true;
        }
        long unused = changed.awaitNanos(waitNanos);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private Event take() {
    lock.lock();
    try {
      Event event = queue.poll();
      if (event == null) {
        return new Event(Kind.RESET, ByteBuffer.allocate(0), 0);
      }
      queuedBytes -= event.bytes().limit();
      changed.signalAll();
      return event;
    } finally {
      lock.unlock();
    }
  }

  /** Keeps it from the receiver; false when nothing can follow. */
  private boolean swallow(Event event) {
    lostBytes = true;
    if (!drops(direction)) {
      // Healed in this very moment, perhaps before it could be seen that bytes are lost.
      ends.reset().run();
      return false;
    }
    if (event.kind() != Kind.BYTES) {
      ends.closed().run();
      return false;
    }
    return true;
  }

  /** Lets the receiver see it; false when nothing can follow. */
  private boolean pass(Event event) {
    try {
      switch (event.kind()) {
        case BYTES -> to.getOutputStream().write(event.bytes().array());
        case CLOSED -> {
          to.shutdownOutput();
          ends.closed().run();
        }
        case RESET -> ends.reset().run();
      }
      return event.kind() == Kind.BYTES;
    } catch (IOException e) {
      if (drops(direction.opposite())) {
        // The receiver is gone, but the sender cannot hear of it.
        lostBytes = true;
        return true;
      }
      ends.reset().run();
      return false;
    }
  }
}
