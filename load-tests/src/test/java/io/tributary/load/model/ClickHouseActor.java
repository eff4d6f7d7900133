package io.tributary.load.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The table and its quarantine table, their clock, and the inserts on their way and running. A part
 * appears as a whole; an insert of several parts may stop between them.
 */
final class ClickHouseActor {
  private static final int ROWS_OF_A_PART = 2;

  private final World world;
  private final int[][] stored = new int[2][World.PARTITIONS];
  private final List<Insert> inserts = new ArrayList<>();
  private final Set<Long> tokens = new HashSet<>();
  private long clockAhead;

  ClickHouseActor(World world) {
    this.world = world;
    this.clockAhead = world.random.nextInt(1_000);
  }

  /** The server's clock. */
  long time() {
    return world.now + clockAhead;
  }

  void jump() {
    clockAhead += world.random.nextInt(World.LEASE);
    world.say(() -> "the server's clock jumps ahead");
  }

  /** Offsets of a partition that table or quarantine hold. */
  int held(int partition) {
    return stored[0][partition] | stored[1][partition];
  }

  int inTable(int partition) {
    return stored[0][partition];
  }

  void send(Insert insert) {
    world.say(() -> insert + " is sent");
    insert.wakesAt = world.delayed(Fault.INSERT_SLOW);
    if (world.once(2) && insert.wakesAt > world.now) {
      insert.wakesAt = lastMoment(insert);
    }
    inserts.add(insert);
  }

  /** Shortly before it would be too late, where it does most harm. */
  private long lastMoment(Insert insert) {
    long left = insert.statementDeadline - time() - world.random.nextInt(8);
    return world.now + Math.clamp(left, 0, 3L * World.LEASE);
  }

  /** It is on its way, runs, or its answer is on its way. */
  boolean knows(Insert insert) {
    return inserts.contains(insert);
  }

  /** An insert with rows of an earlier writer of the partition runs. */
  boolean runsEarlier(int partition, int epoch) {
    for (Insert insert : inserts) {
      if (insert.isListed() && insert.isOfEarlier(partition, epoch)) {
        return true;
      }
    }
    return false;
  }

  /** An insert with rows of a later writer of the partition has not ended. */
  boolean awaitsLater(int partition, int epoch) {
    for (Insert insert : inserts) {
      for (Batch batch : insert.batches) {
        if (insert.state != Insert.State.ENDED
            && batch.stream().partition == partition
            && batch.stream().epoch > epoch) {
          return true;
        }
      }
    }
    return false;
  }

  /** Every offset below the commit is stored or makes no row. */
  void checkCommit(int partition, int offset) {
    int missing = Offsets.below(offset) & ~(held(partition) | world.topic.rowless(partition));
    if (missing != 0) {
      throw new Violation(
          "p%d is committed at %d, without %s".formatted(partition, offset, Offsets.text(missing)));
    }
  }

  /** Moves one insert on. */
  boolean step() {
    int first = inserts.isEmpty() ? 0 : world.random.nextInt(inserts.size());
    for (int i = 0; i < inserts.size(); i++) {
      Insert insert = inserts.get((first + i) % inserts.size());
      if (world.now >= insert.wakesAt) {
        goOn(insert);
        return true;
      }
    }
    return false;
  }

  private void goOn(Insert insert) {
    switch (insert.state) {
      case SENT -> arrive(insert);
      case REGISTERED -> begin(insert);
      case RUNNING -> storePart(insert);
      case ENDED -> answer(insert);
    }
  }

  private void arrive(Insert insert) {
    if (world.fault(Fault.INSERT_LOST)) {
      world.say(() -> insert + " is lost");
      inserts.remove(insert);
    } else {
      insert.state = Insert.State.REGISTERED;
    }
  }

  private void begin(Insert insert) {
    if (time() > insert.statementDeadline) {
      end(insert, Insert.Outcome.TOO_LATE);
      return;
    }
    List<Integer> partitions = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (Batch batch : insert.batches) {
      int partition = batch.stream().partition;
      int rest = batch.offsets();
      if (insert.fill) {
        rest &= ~stored[batch.target()][partition];
      }
      while (rest != 0) {
        int part = Offsets.lowest(rest, ROWS_OF_A_PART);
        partitions.add(partition);
        rows.add(part);
        rest &= ~part;
      }
    }
    insert.parts = rows.stream().mapToInt(Integer::intValue).toArray();
    insert.partPartitions = partitions.stream().mapToInt(Integer::intValue).toArray();
    insert.state = Insert.State.RUNNING;
    insert.wakesAt = world.delayed(Fault.INSERT_SLOW);
    world.say(() -> insert + " begins, " + insert.parts.length + " parts");
  }

  private void storePart(Insert insert) {
    if (insert.partsDone == insert.parts.length) {
      end(insert, Insert.Outcome.STORED);
      return;
    }
    if (world.fault(Fault.INSERT_FAILS)) {
      end(insert, Insert.Outcome.FAILED);
      return;
    }
    int number = insert.partsDone;
    int partition = insert.partPartitions[number];
    int rows = insert.parts[number];
    int target = insert.batches.getFirst().target();
    if (target == 0 && (rows & world.topic.poison(partition)) != 0) {
      end(insert, Insert.Outcome.REFUSED);
      return;
    }
    insert.partsDone++;
    if (tokens.add(insert.token * 64L + number)) {
      int twice = held(partition) & rows;
      world.say(() -> insert + " stores p" + partition + " " + Offsets.text(rows));
      if (twice != 0) {
        throw new Violation("p%d has %s twice".formatted(partition, Offsets.text(twice)));
      }
      stored[target][partition] |= rows;
    }
  }

  private void end(Insert insert, Insert.Outcome outcome) {
    world.say(() -> insert + " ends: " + outcome);
    insert.state = Insert.State.ENDED;
    insert.outcome = outcome;
  }

  private void answer(Insert insert) {
    GathererActor gatherer = insert.lane.gatherer;
    if (gatherer.incarnation != insert.gathererIncarnation || insert.unanswered) {
      inserts.remove(insert);
    } else if (!gatherer.paused) {
      inserts.remove(insert);
      if (world.fault(Fault.INSERT_ANSWER_LOST)) {
        world.say(() -> "answer of " + insert + " is lost");
      } else {
        insert.lane.onAnswer(insert);
      }
    }
  }
}
