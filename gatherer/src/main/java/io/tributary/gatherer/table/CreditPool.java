package io.tributary.gatherer.table;

import io.tributary.protocol.frame.TableRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Divides the memory for received rows among the table streams (one sender's rows for one table),
 * and so decides who may send how much.
 *
 * <p>Each admitted stream has a promise, as large as its largest batch. Its credit is kept at the
 * promise: as long as the stream uses no more than that in all, out of memory set aside for it;
 * beyond, out of the shared rest, first come, first served, up to a cap per stream and one per
 * table. Credit thus grows with what a stream really sends, and an idle stream, once its rows are
 * settled, sits on nothing but its promise.
 *
 * <p>Invariant: outstanding credit + held payload bytes ≤ {@link CreditLimits#boundBytes()}. For
 * each stream {@code used ≤ reserve + bonus}; the reserves sum up to at most {@link
 * CreditLimits#reserveBytes()} and the bonuses to at most {@link CreditLimits#sharedBytes()}.
 *
 * <p>No stream starves: one with nothing held always has its whole promise.
 *
 * <p>Any thread; each method is atomic under the pool's own lock. What happens for each batch takes
 * well below a microsecond, however many tables there are.
 */
public final class CreditPool {

  /** Credit that its sender does not know of yet. */
  public record Grant(CreditAccount account, long bytes) {

    /** Tells the sender. To be called outside of any lock. */
    public void announce() {
      account.sender.accept(bytes);
    }
  }

  private final CreditLimits limits;
  private final Set<CreditAccount> wanting = new LinkedHashSet<>();
  private final Map<String, TableUsage> tables = new HashMap<>();

  /** The table that buffers the most; null when that has to be found out. */
  private @Nullable TableUsage fullest;

  private long reserved;
  private long shared;
  private long outstanding;
  private long held;
  private long inFlight;

  public CreditPool(CreditLimits limits) {
    this.limits = limits;
  }

  /**
   * An account for a new stream, or empty when no promise can be made to it now.
   *
   * @param sender is told each grant, on any thread
   */
  public synchronized Optional<CreditAccount> admit(
      String table, TableRole role, LongConsumer sender) {
    long promise = limits.promiseBytes(role);
    if (reserved + promise > limits.reserveBytes()) {
      return Optional.empty();
    }
    CreditAccount account = new CreditAccount(table, promise, sender);
    usage(account).accounts.add(account);
    count(account);
    wanting.add(account);
    return Optional.of(account);
  }

  /**
   * The stream has sent {@code bytes} of what it was granted, and they are held from now on;
   * returns what can be granted again at once.
   */
  public synchronized List<Grant> spend(CreditAccount account, long bytes) {
    forget(account);
    account.spend(bytes);
    count(account);
    grown(usage(account));
    if (!account.wanting()) {
      return List.of();
    }
    // Nothing has become free for anybody else.
    wanting.add(account);
    long again = grant(account);
    return again > 0 ? List.of(new Grant(account, again)) : List.of();
  }

  /** {@code bytes} of a table left its buffers for an insert. */
  public synchronized void flushing(String table, long bytes) {
    TableUsage usage = tables.get(table);
    if (usage == null || usage.buffered() < bytes) {
      throw new IllegalStateException(table + ": " + bytes + " bytes flushed, fewer buffered");
    }
    usage.inFlight += bytes;
    inFlight += bytes;
    if (usage == fullest) {
      fullest = null;
    }
  }

  /** {@code bytes} of the stream, flushed before, need no memory any more. */
  public synchronized void settle(CreditAccount account, long bytes) {
    forget(account);
    account.settle(bytes);
    TableUsage usage = usage(account);
    usage.inFlight -= bytes;
    inFlight -= bytes;
    count(account);
    if (account.wanting()) {
      wanting.add(account);
    }
    forgetUnused(usage);
  }

  /** The sender is gone: its unspent credit returns now, its held bytes when they are settled. */
  public synchronized void close(CreditAccount account) {
    if (!account.isOpen()) {
      return;
    }
    forget(account);
    account.close();
    wanting.remove(account);
    TableUsage usage = usage(account);
    usage.accounts.remove(account);
    count(account);
    forgetUnused(usage);
  }

  private void forgetUnused(TableUsage usage) {
    if (usage.isUnused()) {
      tables.remove(usage.table);
      if (usage == fullest) {
        fullest = null;
      }
    }
  }

  /** Hands out what can be handed out, longest waiting first. */
  public synchronized List<Grant> grants() {
    if (wanting.isEmpty()) {
      return List.of();
    }
    List<Grant> grants = new ArrayList<>();
    for (CreditAccount account : List.copyOf(wanting)) {
      long bytes = grant(account);
      if (bytes > 0) {
        grants.add(new Grant(account, bytes));
      }
    }
    return grants;
  }

  private long grant(CreditAccount account) {
    long bytes = grantable(account);
    if (bytes > 0) {
      forget(account);
      account.grant(bytes);
      count(account);
    }
    if (!account.wanting()) {
      wanting.remove(account);
    }
    return bytes;
  }

  private long grantable(CreditAccount account) {
    long want = account.promise - account.outstanding();
    long own = Math.clamp(account.promise - account.used(), 0, want);
    long bonus = want - own;
    bonus = Math.min(bonus, limits.sharedBytes() - shared);
    bonus = Math.min(bonus, limits.sharedBytesPerTable() - usage(account).bonus);
    bonus = Math.min(bonus, limits.tableStreamBytes() - account.used() - own);
    return own + Math.max(0, bonus);
  }

  /**
   * Why the table should be flushed rather than wait: it buffers more than any other while half of
   * the memory is taken, or a stream of it is out of credit.
   */
  public synchronized Optional<FlushReason> pressure(String table) {
    if (mostBuffered().filter(table::equals).isPresent()) {
      return Optional.of(FlushReason.MEMORY);
    }
    TableUsage usage = tables.get(table);
    boolean isShort =
        usage != null
            && usage.accounts.stream()
                .anyMatch(account -> account.outstanding() < account.promise / 2);
    return isShort ? Optional.of(FlushReason.CREDIT) : Optional.empty();
  }

  /** The table that buffers the most, once half of the memory waits in buffers; else empty. */
  public synchronized Optional<String> mostBuffered() {
    if (held - inFlight <= limits.boundBytes() / 2) {
      return Optional.empty();
    }
    if (fullest == null) {
      fullest =
          tables.values().stream().max(Comparator.comparingLong(TableUsage::buffered)).orElse(null);
    }
    return Optional.ofNullable(fullest).map(usage -> usage.table);
  }

  /** The table buffers more than before. */
  private void grown(TableUsage usage) {
    if (fullest != null && usage.buffered() > fullest.buffered()) {
      fullest = usage;
    }
  }

  /** Payload bytes received and not settled. */
  public synchronized long heldBytes() {
    return held;
  }

  /** Payload bytes that senders may still send. */
  public synchronized long outstandingBytes() {
    return outstanding;
  }

  private void forget(CreditAccount account) {
    count(account, -1);
  }

  private void count(CreditAccount account) {
    count(account, 1);
  }

  private void count(CreditAccount account, int sign) {
    TableUsage usage = usage(account);
    usage.bonus += sign * account.bonus();
    usage.held += sign * account.held();
    shared += sign * account.bonus();
    reserved += sign * account.reserve();
    outstanding += sign * account.outstanding();
    held += sign * account.held();
  }

  private TableUsage usage(CreditAccount account) {
    return tables.computeIfAbsent(account.table, TableUsage::new);
  }
}
