package io.tributary.load.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The consumer group at its broker, with cooperative rebalancing. A commit is checked by member and
 * generation, not by assignment; commits that their member gave up on may be handled later, in any
 * order.
 */
final class GroupActor {
  private final World world;
  private final List<Member> members = new ArrayList<>();
  private final List<Commit> commits = new ArrayList<>();
  private final @Nullable Committed[] committed = new @Nullable Committed[World.PARTITIONS];
  private int generation;
  private int lastMember;
  private boolean rebalancing;
  private long emptySince;

  private static final class Member {
    final int id;
    int owned;
    int assigned;
    boolean joined;
    boolean ready;

    Member(int id) {
      this.id = id;
    }
  }

  GroupActor(World world) {
    this.world = world;
  }

  @Nullable Committed committed(int partition) {
    return committed[partition];
  }

  int generation() {
    return generation;
  }

  /** Joins, with what it owns; returns the member's id, a new one for 0. */
  int join(int id, int owned) {
    Member member = id == 0 ? null : find(id);
    if (member == null) {
      member = new Member(++lastMember);
      members.add(member);
      int added = member.id;
      world.say(() -> "member " + added + " joins");
    }
    member.owned = owned;
    member.joined = true;
    member.ready = false;
    rebalancing = true;
    complete();
    return member.id;
  }

  boolean knows(int id) {
    return find(id) != null;
  }

  /** The member has to join (again). */
  boolean wantsJoin(int id) {
    Member member = find(id);
    return member != null && rebalancing && !member.joined;
  }

  /** What a member that has joined is assigned, once; -1 while others have not joined. */
  int assignment(int id) {
    Member member = find(id);
    if (member == null || !member.ready) {
      return -1;
    }
    member.ready = false;
    return member.assigned;
  }

  void leave(int id) {
    Member member = find(id);
    if (member != null) {
      members.remove(member);
      if (members.isEmpty()) {
        emptySince = world.now;
      }
      rebalance();
    }
  }

  void rebalance() {
    rebalancing = !members.isEmpty();
    complete();
  }

  /** Evicts a member, whether it lives or not. */
  void evictOne() {
    if (!members.isEmpty()) {
      evict(members.get(world.random.nextInt(members.size())).id);
    }
  }

  void evictAll() {
    while (!members.isEmpty()) {
      evict(members.getLast().id);
    }
  }

  /** An operator takes back offsets; possible only while the group is empty. */
  void rewind() {
    if (members.isEmpty()) {
      int p = world.random.nextInt(World.PARTITIONS);
      Committed last = committed[p];
      if (last != null) {
        committed[p] = new Committed(world.random.nextInt(last.offset() + 1), null);
        world.say(() -> "operator rewinds p" + p + " to " + committed[p]);
      }
    }
  }

  /** An operator deletes the group, a lease or more after its last member ended. */
  void delete() {
    if (members.isEmpty() && world.now > emptySince + World.LEASE) {
      world.say(() -> "operator deletes the group");
      Arrays.fill(committed, null);
    }
  }

  void send(Commit commit) {
    commit.wakesAt = world.delayed(Fault.COMMIT_SLOW);
    commits.add(commit);
  }

  boolean isUnderWay(Commit commit) {
    return commits.contains(commit);
  }

  /** Handles a commit, or lets an answer arrive. */
  boolean step() {
    if (world.calm) {
      evictDead();
    }
    int first = commits.isEmpty() ? 0 : world.random.nextInt(commits.size());
    for (int i = 0; i < commits.size(); i++) {
      Commit commit = commits.get((first + i) % commits.size());
      if (world.now >= commit.wakesAt && !awaitsItsMoment(commit)) {
        return goOn(commit);
      }
    }
    return false;
  }

  private boolean goOn(Commit commit) {
    if (commit.state == Commit.State.SENT) {
      if (world.fault(Fault.COMMIT_LOST)) {
        world.say(() -> commit + " is lost");
        commits.remove(commit);
      } else {
        handle(commit);
      }
    } else if (commit.isAwaited() && !world.fault(Fault.COMMIT_ANSWER_LOST)) {
      if (commit.writer.connector.paused) {
        return false;
      }
      commits.remove(commit);
      commit.writer.connector.onCommitted(commit);
    } else {
      world.say(() -> "answer of " + commit + " is lost");
      commits.remove(commit);
    }
    return true;
  }

  /** A commit that nobody waits for does most harm while rows of a later writer are under way. */
  private boolean awaitsItsMoment(Commit commit) {
    return commit.state == Commit.State.SENT
        && world.mayHappen(Fault.COMMIT_AT_ITS_WORST)
        && !commit.isAwaited()
        && world.now < commit.wakesAt + 4 * World.LEASE
        && !world.clickHouse.awaitsLater(commit.partition, (int) commit.mark.epoch());
  }

  private void handle(Commit commit) {
    boolean late = world.mayHappen(Fault.COMMIT_AT_ITS_WORST) && !commit.isAwaited();
    boolean accepted = knows(commit.member) && commit.generation == generation;
    commit.state = accepted ? Commit.State.ACCEPTED : Commit.State.REFUSED;
    commit.wakesAt = world.delayed(Fault.COMMIT_SLOW);
    world.say(() -> commit + " is " + commit.state);
    if (accepted) {
      committed[commit.partition] = new Committed(commit.offset, commit.mark);
      world.clickHouse.checkCommit(commit.partition, commit.offset);
      if (late && world.once(2)) {
        evict(commit.member);
      }
    }
  }

  private void evict(int id) {
    world.say(() -> "member " + id + " is evicted");
    leave(id);
  }

  private void evictDead() {
    for (Member member : List.copyOf(members)) {
      if (world.connectors.stream().noneMatch(c -> c.isMember(member.id))) {
        evict(member.id);
      }
    }
  }

  private @Nullable Member find(int id) {
    for (Member member : members) {
      if (member.id == id) {
        return member;
      }
    }
    return null;
  }

  /** Everybody has joined: a new generation; what somebody else still owns is withheld. */
  private void complete() {
    if (!rebalancing) {
      return;
    }
    for (Member member : members) {
      if (!member.joined) {
        return;
      }
    }
    rebalancing = false;
    generation++;
    for (Member member : members) {
      member.assigned = 0;
      member.joined = false;
      member.ready = true;
    }
    for (int p = 0; p < World.PARTITIONS; p++) {
      Member owner = owner(p);
      Member target =
          owner != null && !world.once(3)
              ? owner
              : members.get(world.random.nextInt(members.size()));
      if (owner == null || owner == target) {
        target.assigned |= 1 << p;
      }
    }
    world.say(() -> "generation " + generation + " of " + members.size() + " members");
  }

  private @Nullable Member owner(int partition) {
    for (Member member : members) {
      if ((member.owned >> partition & 1) != 0) {
        return member;
      }
    }
    return null;
  }
}
