package io.tributary.connector.pipeline;

import io.tributary.connector.claim.CommitPoint;
import io.tributary.connector.claim.HeldOffsets;
import io.tributary.connector.claim.PartitionClaim;
import io.tributary.connector.claim.PartitionClaim.Phase;
import io.tributary.connector.claim.PartitionClaim.Start;
import io.tributary.connector.claim.Tenure;
import io.tributary.connector.kafka.CommitProof;
import io.tributary.connector.kafka.KafkaSource;
import io.tributary.connector.kafka.TopicWatch;
import io.tributary.connector.uplink.StreamLink;
import io.tributary.connector.uplink.TableLink;
import io.tributary.connector.uplink.Uplink;
import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableRole;
import io.tributary.service.failure.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims the assigned partitions, each by its {@link PartitionClaim}: commits their marks, asks the
 * gatherer, and begins again when session or claim are gone. Renews what is held.
 *
 * <p>Failure semantics: a partition is held only between the answer to its claim and the moment at
 * which anything casts doubt on it; whatever was not settled then is read again.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class Claims {
  private static final Logger log = LoggerFactory.getLogger(Claims.class);
  private static final long AGAIN_MILLIS = 500;
  private static final long DENIED_MILLIS = 2_000;

  private final Vertx vertx;
  private final Ends ends;
  private final Terms terms;
  private final Hooks hooks;
  private final Map<Integer, Entry> entries = new HashMap<>();
  private final Denials denials = new Denials();
  private @Nullable Grounds grounds;
  private boolean advancing;

  /** Where marks and claims go. */
  record Ends(KafkaSource source, TopicWatch topic, Uplink uplink, TableLink rows) {}

  /**
   * What is claimed.
   *
   * @param run incarnation of the topic
   */
  record SourceTopic(String name, int run) {}

  /**
   * What all claims share.
   *
   * @param leaseMillis how long after a commit inserts may begin
   */
  record Terms(String datasource, SourceTopic topic, String group, int leaseMillis) {}

  /**
   * Who is told.
   *
   * @param held a partition may be read from its offset on; it is sought to it and paused
   * @param released a partition is held no more
   * @param denied why another group has the partitions, one line; empty when none has
   * @param failed the pipeline cannot go on; one line without the datasource
   */
  record Hooks(
      Consumer<Holding> held,
      Consumer<Integer> released,
      Consumer<String> denied,
      Consumer<String> failed) {}

  /** What a claim is made on: there is a session, and this is the table. */
  private record Grounds(Guarantee guarantee, UUID table) {}

  /** An assigned partition. */
  private static final class Entry {
    final PartitionClaim claim;
    @Nullable StreamLink rows;
    boolean denied;
    @Nullable Tenure tenure;
    long sentNanos;
    OptionalLong validUntil = OptionalLong.empty();

    Entry(PartitionClaim claim) {
      this.claim = claim;
    }
  }

  Claims(Vertx vertx, Ends ends, Terms terms, Hooks hooks) {
    this.vertx = vertx;
    this.ends = ends;
    this.terms = terms;
    this.hooks = hooks;
  }

  /** Partitions came. */
  void assigned(Map<Integer, Start> starts) {
    starts.forEach(
        (partition, start) ->
            entries.put(
                partition,
                new Entry(
                    new PartitionClaim(
                        new PartitionClaim.Owner(
                            new SourcePartition(
                                terms.topic().name(), partition, terms.topic().run()),
                            terms.group(),
                            terms.leaseMillis()),
                        start))));
    advance();
  }

  /** Partitions are gone. */
  void revoked(Set<Integer> partitions) {
    for (Integer partition : partitions) {
      Entry entry = entries.remove(partition);
      if (entry != null) {
        ends.source().release(partition);
        forget(entry);
        notDenied(partition);
      }
    }
  }

  /** The table is described in this session; claims rest on that. */
  void ready(Guarantee guarantee, UUID table) {
    Grounds now = new Grounds(guarantee, table);
    boolean changed = grounds != null && !now.equals(grounds);
    grounds = now;
    if (changed) {
      List.copyOf(entries.keySet()).forEach(partition -> again(partition, 0));
    }
    advance();
  }

  /** The session is gone. */
  void disconnected() {
    grounds = null;
    List.copyOf(entries.keySet()).forEach(partition -> again(partition, 0));
  }

  /** The partition has to be claimed again; a writer of this epoch may have been seen. */
  void again(int partition, long epoch) {
    Entry entry = entries.get(partition);
    if (entry == null) {
      return;
    }
    boolean wasHeld = entry.claim.phase() == Phase.HELD;
    if (wasHeld && entry.tenure != null) {
      hooks.released().accept(partition);
      ends.source().release(partition);
      entry.claim.ended(entry.tenure.handOver());
    }
    forget(entry);
    if (entry.denied) {
      entry.denied = false;
      entry.claim.denied();
    }
    entry.claim.again(epoch);
    advanceSoon();
  }

  private void forget(Entry entry) {
    StreamLink rows = entry.rows;
    if (rows != null) {
      ends.uplink().abandon(rows);
    }
    entry.rows = null;
    entry.tenure = null;
    entry.validUntil = OptionalLong.empty();
  }

  /** Once for all partitions whose claims end in this turn of the loop, so in one commit. */
  private void advanceSoon() {
    if (!advancing) {
      advancing = true;
      vertx.runOnContext(
          turn -> {
            advancing = false;
            advance();
          });
    }
  }

  private void advanceLater(long millis) {
    vertx.setTimer(Math.max(1, millis), timer -> advance());
  }

  /** Takes every claim that rests a step further. */
  private void advance() {
    Grounds now = grounds;
    if (now == null) {
      return;
    }
    Map<Integer, CommitPoint> marks = new HashMap<>();
    entries.forEach(
        (partition, entry) -> {
          if (entry.claim.phase() == Phase.IDLE) {
            switch (now.guarantee()) {
              case AT_LEAST_ONCE -> open(entry, entry.claim.unfenced(now.table()));
              case EXACTLY_ONCE -> marks.put(partition, entry.claim.mark(now.table()));
            }
          }
        });
    if (!marks.isEmpty()) {
      ends.source()
          .commit(marks)
          .onSuccess(proof -> marked(marks, proof))
          .onFailure(failure -> notMarked(marks, String.valueOf(failure.getMessage())));
    }
  }

  private void marked(Map<Integer, CommitPoint> marks, CommitProof proof) {
    for (Entry entry : waiting(marks)) {
      int partition = partition(entry);
      if (proof.partitions().contains(partition)) {
        entry.sentNanos = proof.sentNanos();
        open(entry, entry.claim.marked());
      } else {
        // About to be revoked: the next rebalance says so.
        entry.claim.notMarked();
        advanceLater(AGAIN_MILLIS);
      }
    }
  }

  private void notMarked(Map<Integer, CommitPoint> marks, String why) {
    List<Entry> still = waiting(marks);
    still.forEach(entry -> entry.claim.notMarked());
    if (!still.isEmpty()) {
      log.warn(
          "datasource {}: partitions cannot be claimed yet: {}",
          terms.datasource(),
          FailureCode.KAFKA_UNREACHABLE.tag(why));
      advanceLater(AGAIN_MILLIS);
    }
  }

  /** Those that still are assigned and wait for this very commit. */
  private List<Entry> waiting(Map<Integer, CommitPoint> marks) {
    List<Entry> waiting = new ArrayList<>();
    marks.forEach(
        (partition, point) -> {
          Entry entry = entries.get(partition);
          if (entry != null
              && entry.claim.phase() == Phase.MARKING
              && entry.claim.epoch() == point.mark().epoch()) {
            waiting.add(entry);
          }
        });
    return waiting;
  }

  private static int partition(Entry entry) {
    return entry.claim.source().partition();
  }

  private void open(Entry entry, Claim claim) {
    entry.rows = ends.uplink().open(ends.rows(), claim);
  }

  /** The gatherer has answered. */
  void opened(StreamLink stream, OpenAnswer answer) {
    Entry entry = entries.get(stream.partition());
    if (entry == null) {
      return;
    }
    switch (answer) {
      case OpenAnswer.Resume resume -> resume(entry, stream, resume);
      case OpenAnswer.Fenced fenced -> again(stream.partition(), fenced.highestEpoch());
      case OpenAnswer.Denied denied -> denied(entry, stream, denied.message());
      case OpenAnswer.Later later -> {
        log.warn("datasource {}: {}", terms.datasource(), later.message());
        againLater(entry, stream, later.afterMillis());
      }
    }
  }

  private void againLater(Entry entry, StreamLink stream, long millis) {
    vertx.setTimer(
        Math.max(1, millis),
        timer -> {
          if (entries.get(stream.partition()) == entry && !stream.isAbandoned()) {
            again(stream.partition(), 0);
          }
        });
  }

  /** Another group has the partition; asks again until it has not. One line says so. */
  private void denied(Entry entry, StreamLink stream, String message) {
    entry.denied = stream == entry.rows;
    denials
        .denied(stream.partition(), message)
        .ifPresent(
            line -> {
              log.warn("datasource {}: {}", terms.datasource(), line);
              hooks.denied().accept(line);
            });
    againLater(entry, stream, DENIED_MILLIS);
  }

  private void notDenied(int partition) {
    if (denials.over(partition)) {
      log.info("datasource {}: no other group has its partitions any more", terms.datasource());
      hooks.denied().accept("");
    }
  }

  private void resume(Entry entry, StreamLink stream, OpenAnswer.Resume resume) {
    if (stream.table().role() == TableRole.QUARANTINE) {
      entry.validUntil.ifPresent(until -> ends.uplink().renew(List.of(stream), until));
      return;
    }
    if (stream != entry.rows) {
      return;
    }
    PartitionClaim claim = entry.claim;
    if (!resume.held().isEmpty() && resume.held().getFirst().first() < claim.from()) {
      hooks.failed().accept(groupLost(claim, resume));
      return;
    }
    notDenied(partition(entry));
    HeldOffsets held = new HeldOffsets(resume);
    if (held.count() == 0) {
      hold(entry, stream, held);
      return;
    }
    log.info(
        "datasource {}: {} offsets of partition {} are in the table already",
        terms.datasource(),
        held.count(),
        partition(entry));
    // An earlier writer may have stored what came after the partition was assigned: asked only now.
    ends.topic()
        .end(partition(entry))
        .onComplete(
            end -> {
              if (stream != entry.rows) {
                return;
              }
              if (end.failed()) {
                againLater(entry, stream, AGAIN_MILLIS);
              } else if (held.highest() >= end.result()) {
                takenAway(claim, held, end.result());
              } else {
                hold(entry, stream, held);
              }
            });
  }

  private void hold(Entry entry, StreamLink stream, HeldOffsets held) {
    PartitionClaim claim = entry.claim;
    Tenure tenure = claim.held(ends.uplink().gatherer());
    entry.tenure = tenure;
    ends.source().hold(partition(entry), tenure);
    renew(entry, entry.sentNanos);
    ends.source()
        .seek(partition(entry), claim.from())
        .onSuccess(
            sought -> {
              if (entry.tenure == tenure) {
                hooks.held().accept(new Holding(stream, claim.from(), held, tenure));
              }
            })
        .onFailure(
            failure -> {
              if (entry.tenure == tenure) {
                againLater(entry, stream, AGAIN_MILLIS);
              }
            });
  }

  /** Rows behind the end: of this topic, or of one that was deleted while it was claimed. */
  private void takenAway(PartitionClaim claim, HeldOffsets held, long end) {
    Future<Boolean> unused =
        ends.topic()
            .sameTopic()
            .onComplete(
                same ->
                    hooks
                        .failed()
                        .accept(
                            same.succeeded() && !same.result()
                                ? ends.topic().recreated()
                                : takenAwayLine(claim, held, end)));
  }

  private static String takenAwayLine(PartitionClaim claim, HeldOffsets held, long end) {
    return FailureCode.OFFSETS_EXPIRED.tag(
        "the table has rows of partition %d up to offset %d, and the partition ends at %d: records were taken away from the topic, and new ones at these offsets would count as stored: delete those rows (__topic = '%s' AND __partition = %d AND __offset >= %d)"
            .formatted(
                claim.source().partition(),
                held.highest(),
                end,
                claim.source().topic(),
                claim.source().partition(),
                end));
  }

  private String groupLost(PartitionClaim claim, OpenAnswer.Resume resume) {
    return FailureCode.GROUP_LOST.tag(
        "consumer group %s has no offsets and KAFKA_AUTO_OFFSET_RESET is latest, but the table has rows of partition %d from offset %d on: decide, and run tributary datasource adopt %s --from earliest"
            .formatted(
                terms.group(),
                claim.source().partition(),
                resume.held().getFirst().first(),
                terms.datasource()));
  }

  /** What a commit has proved. */
  void proved(CommitProof proof) {
    for (Integer partition : proof.partitions()) {
      Entry entry = entries.get(partition);
      if (entry != null && entry.claim.phase() == Phase.HELD) {
        renew(entry, proof.sentNanos());
      }
    }
  }

  private void renew(Entry entry, long sentNanos) {
    OptionalLong then = ends.uplink().serverTime().atLeastMillis(sentNanos);
    StreamLink rows = entry.rows;
    if (then.isEmpty() || rows == null || rows.claim().guarantee() == Guarantee.AT_LEAST_ONCE) {
      // Without news of ClickHouse's clock from before that commit, the next one renews.
      return;
    }
    long validUntil = Math.max(0, then.getAsLong() + terms.leaseMillis());
    entry.validUntil = OptionalLong.of(validUntil);
    ends.uplink().renew(ends.uplink().streamsOf(rows.partition()), validUntil);
  }
}
