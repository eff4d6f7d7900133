package io.tributary.load.model;

import java.util.ArrayList;
import java.util.List;

/** A gatherer's inserts into one of the two tables (D-8, D-12, D-13, D-14). */
final class InsertLane {
  private static final int MAX_BATCHES = 3;

  final GathererActor gatherer;
  private final World world;
  private final int target;
  private final List<Batch> waiting = new ArrayList<>();
  private final List<Insert> running = new ArrayList<>();

  InsertLane(World world, GathererActor gatherer, int target) {
    this.world = world;
    this.gatherer = gatherer;
    this.target = target;
  }

  void add(Batch batch) {
    waiting.add(batch);
  }

  /** Forgets everything: its process is gone. */
  void clear() {
    waiting.clear();
    running.clear();
  }

  /** Drops what waits and is fenced now (D-15). */
  void fence() {
    if (world.has(Flaw.D15_KEEP_FENCED)) {
      return;
    }
    for (Batch batch : List.copyOf(waiting)) {
      if (gatherer.isFenced(batch.stream())) {
        waiting.remove(batch);
        gatherer.settle(batch, Frame.Verdict.FENCED);
      }
    }
  }

  /** An insert with rows of an earlier writer runs or has no answer. */
  boolean holdsEarlier(int partition, int epoch) {
    for (Insert insert : running) {
      if (insert.isOfEarlier(partition, epoch)) {
        return true;
      }
    }
    return false;
  }

  /** Goes on; false if there is nothing to do. */
  boolean step() {
    if (running.isEmpty()) {
      if (waiting.isEmpty()) {
        return false;
      }
      insert();
      return true;
    }
    Insert insert = running.getFirst();
    if (!insert.unanswered) {
      boolean lost = !world.clickHouse.knows(insert);
      if (lost || world.fault(Fault.INSERT_GIVEN_UP)) {
        world.say(() -> insert + " is given up");
        insert.unanswered = true;
        return true;
      }
    } else if (hasEnded(insert)) {
      world.say(() -> insert + " has ended without an answer");
      running.remove(insert);
      repeat(insert);
      return true;
    }
    return false;
  }

  void onAnswer(Insert insert) {
    if (insert.unanswered || !running.remove(insert)) {
      return;
    }
    switch (insert.outcome) {
      case STORED -> insert.batches.forEach(b -> gatherer.settle(b, Frame.Verdict.STORED));
      case TOO_LATE -> insert.batches.forEach(b -> gatherer.settle(b, Frame.Verdict.DEFERRED));
      case FAILED -> repeat(insert);
      case REFUSED -> {
        doubt(insert);
        if (insert.batches.size() == 1) {
          gatherer.settle(insert.batches.getFirst(), Frame.Verdict.REFUSED);
        } else {
          insert.batches.forEach(b -> requeue(new Batch(b.stream(), b.offsets(), target, true)));
        }
      }
    }
  }

  /** D-12: its deadline has passed on the server, and it is not among the running queries. */
  private boolean hasEnded(Insert insert) {
    if (world.has(Flaw.D12_NO_WAIT)) {
      return true;
    }
    if (insert.timeRead <= insert.deadline && !world.has(Flaw.D12_DEADLINE_IGNORED)) {
      insert.timeRead = world.clickHouse.time();
      return false;
    }
    boolean runs = world.clickHouse.knows(insert) && insert.isListed();
    return !runs || world.has(Flaw.D12_RUNNING_IGNORED);
  }

  private void doubt(Insert insert) {
    for (Batch batch : insert.batches) {
      batch.stream().doubtful[target] |= batch.offsets();
    }
  }

  /** Something of it may be stored: the same bytes with the same token, or a fill. */
  private void repeat(Insert insert) {
    doubt(insert);
    boolean whole = insert.batches.stream().noneMatch(b -> gatherer.isFenced(b.stream()));
    if (world.topic.isRepeatedExactly() && whole && !insert.fill) {
      long valid = validUntil(insert.batches);
      if (valid > gatherer.serverTime()) {
        send(insert.batches, insert.token, false, valid);
        return;
      }
    }
    insert.batches.forEach(this::requeue);
  }

  private void requeue(Batch batch) {
    if (gatherer.isFenced(batch.stream()) && !world.has(Flaw.D15_KEEP_FENCED)) {
      gatherer.settle(batch, Frame.Verdict.FENCED);
    } else {
      waiting.addFirst(batch);
    }
  }

  private void insert() {
    List<Batch> batches = new ArrayList<>();
    int most = 1 + world.random.nextInt(MAX_BATCHES);
    while (!waiting.isEmpty() && batches.size() < most) {
      Batch batch = waiting.getFirst();
      if (batch.stream().validUntil <= gatherer.serverTime()) {
        waiting.removeFirst();
        gatherer.settle(batch, Frame.Verdict.DEFERRED);
      } else if (batch.suspect() && !batches.isEmpty()) {
        break;
      } else {
        batches.add(waiting.removeFirst());
        if (batch.suspect()) {
          break;
        }
      }
    }
    if (!batches.isEmpty()) {
      boolean fill = batches.stream().anyMatch(this::isDoubtful);
      int token = world.incarnation();
      if (fill && world.has(Flaw.D14_FILL_WITH_OLD_TOKEN)) {
        token = gatherer.lastToken;
      }
      gatherer.lastToken = token;
      send(List.copyOf(batches), token, fill, validUntil(batches));
    }
  }

  private boolean isDoubtful(Batch batch) {
    boolean doubtful = (batch.stream().doubtful[target] & batch.offsets()) != 0;
    return doubtful
        && !world.has(Flaw.D13_NO_FILL)
        && !(world.has(Flaw.D13_NO_FILL_OF_SUSPECTS) && batch.suspect());
  }

  private void send(List<Batch> batches, int token, boolean fill, long deadline) {
    long stated = world.has(Flaw.D8_NO_DEADLINE) ? Long.MAX_VALUE : deadline;
    Insert insert = new Insert(this, batches, token, fill, new Insert.Deadlines(deadline, stated));
    running.add(insert);
    world.clickHouse.send(insert);
  }

  private long validUntil(List<Batch> batches) {
    long smallest = Long.MAX_VALUE;
    long highest = 0;
    for (Batch batch : batches) {
      smallest = Math.min(smallest, batch.stream().validUntil);
      highest = Math.max(highest, batch.stream().validUntil);
    }
    return world.has(Flaw.D8_LATEST_DEADLINE) ? highest : smallest;
  }
}
