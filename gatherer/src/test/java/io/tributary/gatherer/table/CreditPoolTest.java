package io.tributary.gatherer.table;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.TableRole;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CreditPoolTest {
  // 4 promises of 100 and 400 to share, 300 of them at most for one table; 350 for one stream.
  private static final CreditLimits LIMITS = new CreditLimits(800, 100, 25, 4, 350);

  private final CreditPool pool = new CreditPool(LIMITS);

  /** A sender with what it was granted. */
  private static final class Client {
    final String table;
    long credit;
    long unsettled;
    CreditAccount account;

    Client(CreditPool pool, String table, TableRole role) {
      this.table = table;
      this.account = pool.admit(table, role, bytes -> credit += bytes).orElseThrow();
      announce(pool.grants());
    }

    void send(CreditPool pool, long bytes) {
      credit -= bytes;
      unsettled += bytes;
      announce(pool.spend(account, bytes));
    }

    void settle(CreditPool pool, long bytes) {
      if (bytes == 0) {
        return;
      }
      pool.flushing(table, bytes);
      unsettled -= bytes;
      pool.settle(account, bytes);
      announce(pool.grants());
    }
  }

  private static void announce(List<CreditPool.Grant> grants) {
    grants.forEach(CreditPool.Grant::announce);
  }

  private Client client(String table) {
    return new Client(pool, table, TableRole.ROWS);
  }

  @Test
  void startsWithThePromise() {
    assertEquals(100, client("a").credit);
    assertEquals(25, new Client(pool, "q", TableRole.QUARANTINE).credit);
    assertEquals(125, pool.outstandingBytes());
  }

  @Test
  void creditGrowsBackWhileThereIsBonus() {
    Client a = client("a");
    a.send(pool, 100);
    assertEquals(100, a.credit);
    a.send(pool, 60);
    assertEquals(100, a.credit);
    assertEquals(160, pool.heldBytes());
  }

  @Test
  void oneStreamIsCapped() {
    Client a = client("a");
    while (a.credit > 0) {
      a.send(pool, a.credit);
    }
    assertEquals(350, a.unsettled);
    assertEquals(Optional.of(FlushReason.CREDIT), pool.pressure("a"));
    assertEquals(Optional.empty(), pool.pressure("b"));
  }

  @Test
  void oneTableIsCappedSoThatOthersGetBonus() {
    Client a = client("a");
    Client alsoA = client("a");
    while (a.credit + alsoA.credit > 0) {
      a.send(pool, a.credit);
      alsoA.send(pool, alsoA.credit);
    }
    assertEquals(500, a.unsettled + alsoA.unsettled);
    Client b = client("b");
    b.send(pool, 100);
    assertEquals(100, b.credit);
  }

  @Test
  void thePromiseIsKeptWhenAllBonusIsTaken() {
    Client a = client("a");
    Client b = client("b");
    Client c = client("c");
    while (a.credit + b.credit > 0) {
      a.send(pool, a.credit);
      b.send(pool, b.credit);
    }
    assertEquals(600, pool.heldBytes());
    assertEquals(100, c.credit);
    c.send(pool, 100);
    assertEquals(0, c.credit);
    c.settle(pool, 100);
    assertEquals(100, c.credit);
  }

  @Test
  void theLongestWaitingIsServedFirst() {
    Client a = client("a");
    Client b = client("b");
    Client c = client("c");
    while (a.credit + b.credit > 0) {
      a.send(pool, a.credit);
      b.send(pool, b.credit);
    }
    c.send(pool, 100);
    a.settle(pool, 250);
    assertEquals(100, a.credit);
    assertEquals(100, c.credit);
  }

  @Test
  void asManyStreamsAsThereArePromises() {
    for (int i = 0; i < 4; i++) {
      client("a");
    }
    assertTrue(pool.admit("a", TableRole.QUARANTINE, bytes -> {}).isEmpty());
  }

  @Test
  void aStreamThatEndsMakesRoomOnceItsRowsAreSettled() {
    Client a = client("a");
    client("b");
    client("c");
    client("d");
    a.send(pool, 80);
    pool.close(a.account);
    assertEquals(80, pool.heldBytes());
    assertTrue(pool.admit("e", TableRole.ROWS, bytes -> {}).isEmpty());
    a.settle(pool, 80);
    assertTrue(pool.admit("e", TableRole.ROWS, bytes -> {}).isPresent());
  }

  @Test
  void theFullestTableIsPressedWhenHalfIsBuffered() {
    Client a = client("a");
    Client b = client("b");
    for (int i = 0; i < 3; i++) {
      a.send(pool, 100);
    }
    assertEquals(Optional.empty(), pool.mostBuffered());
    b.send(pool, 90);
    b.send(pool, 20);
    assertEquals(Optional.of("a"), pool.mostBuffered());
    pool.flushing("a", 300);
    assertEquals(Optional.empty(), pool.mostBuffered());
  }

  @Test
  void moreThanTheCreditIsABug() {
    Client a = client("a");
    assertThrows(IllegalStateException.class, () -> pool.spend(a.account, 101));
  }

  @Test
  void promisesMustFitIntoTheMemory() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new CreditLimits(799, 200, 25, 4, 350));
    assertTrue(String.valueOf(refused.getMessage()).contains("GATHERER_MEMORY (799)"));
  }

  @Property(tries = 300)
  void neverOverTheBoundAndNobodyStarves(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 400) int steps) {
    Random random = new Random(seed);
    List<Client> open = new ArrayList<>();
    List<Client> gone = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      step(random, open, gone);
      assertTrue(
          pool.heldBytes() + pool.outstandingBytes() <= LIMITS.boundBytes(),
          () -> pool.heldBytes() + " held, " + pool.outstandingBytes() + " outstanding");
      assertEquals(open.stream().mapToLong(client -> client.credit).sum(), pool.outstandingBytes());
      for (Client client : open) {
        assertTrue(client.unsettled > 0 || client.credit >= client.account.promise);
      }
      assertFullest(Stream.concat(open.stream(), gone.stream()).toList());
    }
    for (Client client : gone) {
      client.settle(pool, client.unsettled);
    }
    for (Client client : open) {
      client.settle(pool, client.unsettled);
      pool.close(client.account);
    }
    assertEquals(0, pool.heldBytes());
    assertEquals(0, pool.outstandingBytes());
  }

  private void assertFullest(List<Client> clients) {
    Map<String, Long> buffered =
        clients.stream()
            .collect(groupingBy(client -> client.table, summingLong(client -> client.unsettled)));
    pool.mostBuffered()
        .ifPresent(table -> assertEquals(Collections.max(buffered.values()), buffered.get(table)));
  }

  private void step(Random random, List<Client> open, List<Client> gone) {
    switch (random.nextInt(8)) {
      case 0 -> {
        TableRole role = random.nextInt(4) == 0 ? TableRole.QUARANTINE : TableRole.ROWS;
        String table = "t" + random.nextInt(3);
        // Never announced to anybody, so that a refusal leaves no trace.
        if (pool.admit(table, role, bytes -> {}).map(this::undone).isPresent()) {
          open.add(new Client(pool, table, role));
        }
      }
      case 1 -> {
        if (!open.isEmpty()) {
          Client client = open.remove(random.nextInt(open.size()));
          pool.close(client.account);
          announce(pool.grants());
          gone.add(client);
        }
      }
      case 2, 3, 4, 5 -> {
        if (!open.isEmpty()) {
          Client client = open.get(random.nextInt(open.size()));
          client.send(pool, random.nextLong(client.credit + 1));
        }
      }
      default -> {
        List<Client> from = random.nextInt(3) == 0 ? gone : open;
        if (!from.isEmpty()) {
          Client client = from.get(random.nextInt(from.size()));
          client.settle(pool, random.nextLong(client.unsettled + 1));
        }
      }
    }
  }

  private boolean undone(CreditAccount account) {
    pool.close(account);
    return true;
  }
}
