package io.tributary.load.run;

import io.tributary.load.scenario.Scenario.Offer;
import io.tributary.load.scenario.Source;
import io.tributary.load.scenario.Source.Amount;
import io.tributary.load.workload.RowProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * The producers of a run, one for each source.
 *
 * <p>Thread: the run's; on schedule each producer has one of its own.
 */
final class Senders implements AutoCloseable {
  private static final long MOST_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;

  private final Offer offer;
  private final List<RowProducer> producers;

  /**
   * @param producers in the order of the sources
   */
  Senders(Offer offer, List<RowProducer> producers) {
    this.offer = offer;
    this.producers = List.copyOf(producers);
  }

  /** Sends the warm-up and waits until it is acknowledged. */
  void warmUp() {
    Duration paced = offer.warmUpAtRate();
    for (int i = 0; i < producers.size(); i++) {
      Amount amount = source(i).amount();
      producers.get(i).sendUpTo(amount.warmUpRows() - amount.warmUpRowsAtRate(paced));
    }
    if (paced.isPositive()) {
      send(Amount::warmUpRows, System.nanoTime() + paced.toNanos()).join();
      // Taken, so that they are not among the measured ones.
      Histogram unused = acknowledgements();
    }
  }

  /** The same for all rows. */
  void preload() {
    for (int i = 0; i < producers.size(); i++) {
      producers.get(i).sendUpTo(source(i).amount().allRows());
    }
  }

  /**
   * Sends the measured rows that are not sent yet, at their times if they have some.
   *
   * @param startNanos when the first is due, on {@link System#nanoTime}'s clock
   * @return completes when all are acknowledged, or fails when rows cannot be sent
   */
  CompletableFuture<Void> send(long startNanos) {
    return send(Amount::allRows, startNanos);
  }

  private CompletableFuture<Void> send(ToLongFunction<Amount> upTo, long startNanos) {
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    for (int i = 0; i < producers.size(); i++) {
      RowProducer producer = producers.get(i);
      long end = upTo.applyAsLong(source(i).amount());
      Runnable sending =
          offer.isScheduled()
              ? () -> producer.sendOnSchedule(end, startNanos)
              : () -> producer.sendUpTo(end);
      String name = "producer-" + i;
      sent.add(
          CompletableFuture.runAsync(sending, task -> Thread.ofPlatform().name(name).start(task)));
    }
    return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));
  }

  private Source source(int index) {
    return offer.sources().get(index);
  }

  /** Microseconds from the time at which rows were meant to be sent to their acknowledgement. */
  Histogram acknowledgements() {
    Histogram micros = new Histogram(MOST_MICROS, DIGITS);
    producers.forEach(producer -> producer.addAcknowledgements(micros));
    return micros;
  }

  @Override
  public void close() {
    producers.forEach(RowProducer::close);
  }
}
