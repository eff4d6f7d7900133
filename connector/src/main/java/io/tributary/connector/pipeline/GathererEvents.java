package io.tributary.connector.pipeline;

import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.connector.uplink.Batch;
import io.tributary.connector.uplink.StreamLink;
import io.tributary.connector.uplink.TableLink;
import io.tributary.connector.uplink.UplinkEvents;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.service.failure.FailureCode;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the gatherer says, and that it says nothing any more: each event goes to the part of the
 * pipeline that it is for.
 *
 * <p>Failure semantics: when the session is gone, all claims are, and what had no verdict is read
 * again.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class GathererEvents implements UplinkEvents {
  private final Supplier<Listeners> listeners;
  private final PipelineMeters meters;
  private final Hooks hooks;

  /** Whom it speaks to. */
  record Listeners(
      TargetTable table,
      TableGrowth growth,
      Claims claims,
      Settlement settlement,
      FlowControl flow) {}

  /**
   * Who is told.
   *
   * @param better a better gatherer answers
   * @param load less or something else may be under way now
   * @param failed the pipeline cannot go on; one line without the datasource
   */
  record Hooks(Runnable better, Runnable load, Consumer<String> failed) {}

  /**
   * @param listeners asked for at each event, as they do not exist before the uplink
   */
  GathererEvents(Supplier<Listeners> listeners, PipelineMeters meters, Hooks hooks) {
    this.listeners = listeners;
    this.meters = meters;
    this.hooks = hooks;
  }

  @Override
  public void welcomed(SessionLimits limits) {
    meters.welcomed();
    listeners.get().table().welcomed(limits);
  }

  @Override
  public void described(TableLink table, TableAnswer.Columns columns) {
    TargetTable target = listeners.get().table();
    switch (table.role()) {
      case ROWS -> target.described(columns);
      case QUARANTINE -> target.quarantineDescribed(columns.delivery());
    }
  }

  @Override
  public void betterGathererAnswers() {
    hooks.better().run();
  }

  @Override
  public void disconnected() {
    listeners.get().claims().disconnected();
    listeners.get().flow().goOn();
    hooks.load().run();
  }

  @Override
  public void opened(StreamLink stream, OpenAnswer answer) {
    listeners.get().claims().opened(stream, answer);
  }

  @Override
  public void settled(Batch batch, Verdict verdict, long tookNanos) {
    meters.answered(verdict);
    meters.settledWithin(tookNanos);
    listeners.get().settlement().settled(batch, verdict);
    hooks.load().run();
  }

  @Override
  public void deferred(Verdict.Deferred verdict) {
    meters.answered(verdict);
  }

  @Override
  public void moved() {
    hooks.load().run();
  }

  @Override
  public void unfit(TableLink table, String message) {
    if (table.role() != TableRole.ROWS || !listeners.get().growth().unfit(message)) {
      hooks.failed().accept(FailureCode.TABLE_UNFIT.tag(message));
    }
  }

  @Override
  public void failed(String message) {
    hooks.failed().accept(message);
  }
}
