package io.tributary.gatherer.spool;

import java.util.Optional;

/**
 * The idempotency keys that are known, oldest first. A ring holds them in the order they came, each
 * with an ordinal that is never used again; a hash table with linear probing finds them. No object
 * per key: 36 bytes in the ring and 8 in the table, at up to twice the slots in use.
 *
 * <p>One thread at a time. Without failures: at the bound the oldest key goes.
 */
final class KeyIndex {
  private static final int FIRST_SLOTS = 64;

  private final int bound;
  private final long windowMillis;
  private long[] high = new long[FIRST_SLOTS];
  private long[] low = new long[FIRST_SLOTS];
  private long[] millis = new long[FIRST_SLOTS];
  private int[] successful = new int[FIRST_SLOTS];
  private int[] quarantined = new int[FIRST_SLOTS];

  /** Slot of the ring + 1; 0 where nothing is. */
  private int[] table = new int[2 * FIRST_SLOTS];

  private long head;
  private long tail;
  private long evicted;

  /**
   * @param bound of keys, 1 to 2²⁴
   * @param windowMillis how long a key is known
   */
  KeyIndex(int bound, long windowMillis) {
    this.bound = bound;
    this.windowMillis = windowMillis;
  }

  /** Ordinal of the oldest key that is known, or of the next one that comes. */
  long head() {
    return head;
  }

  /** Ordinal of the next key that comes. */
  long tail() {
    return tail;
  }

  /** Keys that went before their time. */
  long evicted() {
    return evicted;
  }

  /** Whether a key of that time is still of use. */
  boolean isFresh(long acceptedAtMillis, long nowMillis) {
    return nowMillis - acceptedAtMillis < windowMillis;
  }

  /** Adds a key as the newest; the answer replaces that of an equal one. */
  void add(KeyedAnswer keyed) {
    if (tail - head == bound) {
      removeOldest();
      evicted++;
    }
    if (tail - head == high.length) {
      grow();
    }
    int slot = slot(tail++);
    high[slot] = keyed.key().high();
    low[slot] = keyed.key().low();
    millis[slot] = keyed.answer().acceptedAtMillis();
    successful[slot] = (int) keyed.answer().successfulRows();
    quarantined[slot] = (int) keyed.answer().quarantinedRows();
    table[probe(high[slot], low[slot])] = slot + 1;
  }

  /** Forgets the keys that are out of their window. */
  void expire(long nowMillis) {
    while (head < tail && !isFresh(millis[slot(head)], nowMillis)) {
      removeOldest();
    }
  }

  /** The answer to a key, within its window. */
  Optional<Answer> find(KeyHash key, long nowMillis) {
    int found = table[probe(key.high(), key.low())];
    return found == 0 || !isFresh(millis[found - 1], nowMillis)
        ? Optional.empty()
        : Optional.of(answer(found - 1));
  }

  /** The key of an ordinal from {@link #head()} to below {@link #tail()}. */
  KeyedAnswer get(long ordinal) {
    if (ordinal < head || ordinal >= tail) {
      throw new IllegalArgumentException("no key " + ordinal + " in " + head + " to " + tail);
    }
    int slot = slot(ordinal);
    return new KeyedAnswer(new KeyHash(high[slot], low[slot]), answer(slot));
  }

  private Answer answer(int slot) {
    return new Answer(
        Integer.toUnsignedLong(successful[slot]),
        Integer.toUnsignedLong(quarantined[slot]),
        millis[slot]);
  }

  private int slot(long ordinal) {
    return (int) (ordinal & (high.length - 1));
  }

  private void removeOldest() {
    int slot = slot(head++);
    int place = probe(high[slot], low[slot]);
    if (table[place] == slot + 1) {
      removeFromTable(place);
    }
  }

  /** Closes the gap, so that no probe stops too early. */
  private void removeFromTable(int place) {
    int mask = table.length - 1;
    int gap = place;
    int next = place;
    while (true) {
      next = (next + 1) & mask;
      if (table[next] == 0) {
        table[gap] = 0;
        return;
      }
      int home = home(high[table[next] - 1], low[table[next] - 1]);
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        table[gap] = table[next];
        gap = next;
      }
    }
  }

  /** Where the key is in the table, or the free place where it would be. */
  private int probe(long keyHigh, long keyLow) {
    int mask = table.length - 1;
    int place = home(keyHigh, keyLow);
    while (table[place] != 0
        && (high[table[place] - 1] != keyHigh || low[table[place] - 1] != keyLow)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  /** The key is a hash already; multiplied, in case that a caller's is a poor one. */
  private int home(long keyHigh, long keyLow) {
    long mixed = (keyHigh ^ Long.rotateLeft(keyLow, 32)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32) & (table.length - 1);
  }

  private void grow() {
    int slots = high.length;
    long[][] longs = {high, low, millis};
    int[][] ints = {successful, quarantined};
    high = new long[2 * slots];
    low = new long[2 * slots];
    millis = new long[2 * slots];
    successful = new int[2 * slots];
    quarantined = new int[2 * slots];
    table = new int[4 * slots];
    for (long ordinal = head; ordinal < tail; ordinal++) {
      int from = (int) (ordinal & (slots - 1));
      int to = slot(ordinal);
      high[to] = longs[0][from];
      low[to] = longs[1][from];
      millis[to] = longs[2][from];
      successful[to] = ints[0][from];
      quarantined[to] = ints[1][from];
      table[probe(high[to], low[to])] = to + 1;
    }
  }
}
