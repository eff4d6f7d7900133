package io.tributary.gatherer.feed;

/**
 * Numbers in the order in which they came, eight bytes each.
 *
 * <p>Pure; belongs to one thread.
 */
final class LongQueue {
  private static final int FIRST = 16;

  private long[] ring = new long[FIRST];
  private int head;
  private int size;

  void addLast(long number) {
    grow();
    ring[(head + size) & (ring.length - 1)] = number;
    size++;
  }

  void addFirst(long number) {
    grow();
    head = (head - 1) & (ring.length - 1);
    ring[head] = number;
    size++;
  }

  long removeFirst() {
    if (size == 0) {
      throw new IllegalStateException("nothing waits");
    }
    long first = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
    if (size == 0 && ring.length > FIRST) {
      ring = new long[FIRST];
      head = 0;
    }
    return first;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  private void grow() {
    if (size < ring.length) {
      return;
    }
    long[] larger = new long[ring.length * 2];
    for (int i = 0; i < size; i++) {
      larger[i] = ring[(head + i) & (ring.length - 1)];
    }
    ring = larger;
    head = 0;
  }
}
