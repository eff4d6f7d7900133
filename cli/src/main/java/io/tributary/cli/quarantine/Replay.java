package io.tributary.cli.quarantine;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.GathererException;
import io.tributary.cli.quarantine.ReplaySummary.Problem;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.quarantine.RecordKey;
import io.tributary.protocol.quarantine.ReplayRows;
import io.tributary.protocol.quarantine.TableJson;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes quarantined records again and stores those that are rows now, each once.
 *
 * <p><b>Failure semantics.</b> Records are marked after their rows are durable. Whatever is cut off
 * in between, the next replay looks first which records the table holds, inserts only the others,
 * and marks both.
 *
 * <p>Thread: one, which blocks. Memory: one page of values and one batch of rows.
 */
public final class Replay {
  private static final int FIRST_BYTES = 1 << 16;
  private static final int SHOWN_PROBLEMS = 5;

  /** Whether anything is changed. */
  public enum Mode {
    STORE,
    DRY_RUN
  }

  private final GathererClient gatherer;
  private final ReplaySource source;
  private final Datasource datasource;
  private final Mode mode;
  private final Consumer<ReplaySummary> progress;
  private final RowBinaryWriter rows =
      new RowBinaryWriter(FIRST_BYTES, ReplayRows.FULL_BYTES + ReplayRows.MAX_ROW_BYTES);
  private final List<DecodedRow> batch = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private long replayed;
  private long alreadyThere;
  private long stillBad;
  private long cut;

  /**
   * @param progress told after every batch
   */
  public Replay(
      GathererClient gatherer, ReplaySource source, Mode mode, Consumer<ReplaySummary> progress) {
    this.gatherer = gatherer;
    this.source = source;
    this.datasource = source.datasource();
    this.mode = mode;
    this.progress = progress;
  }

  /**
   * Replays the rows that are meant and were not replayed yet. To be called once.
   *
   * @throws GathererException if it cannot go on; what was done by then is done
   */
  public ReplaySummary run(RowChoice choice) {
    try (ReplayFormat format = new ReplayFormat(source)) {
      return run(choice, format);
    }
  }

  private ReplaySummary run(RowChoice choice, ReplayFormat format) {
    String base = "/" + datasource.name();
    ReplayEncoder encoder =
        new ReplayEncoder(datasource, TableJson.read(gatherer.get(base + "/table")), format);
    RowTarget target =
        switch (mode) {
          case DRY_RUN -> RowTarget.looking(gatherer, base);
          case STORE -> RowTarget.storing(gatherer, base, encoder.layout());
        };
    try (target) {
      pages(choice, encoder, target);
    }
    return summary();
  }

  private void pages(RowChoice choice, ReplayEncoder encoder, RowTarget target) {
    @Nullable RecordKey last = null;
    while (true) {
      String page = target.page(choice.after(last));
      List<QuarantinedRecord> records = QuarantinedRecord.page(page);
      if (records.isEmpty()) {
        return;
      }
      for (QuarantinedRecord record : records) {
        take(record, encoder);
        if (rows.position() >= ReplayRows.FULL_BYTES) {
          store(target);
        }
      }
      store(target);
      last = records.getLast().key();
    }
  }

  private void take(QuarantinedRecord record, ReplayEncoder encoder) {
    if (record.isCut()) {
      cut++;
      return;
    }
    int start = rows.position();
    RowProblem problem = encoder.encode(record, rows);
    if (problem == null) {
      batch.add(new DecodedRow(record.key(), start, rows.position()));
    } else {
      bad(record.key(), problem.sentence());
    }
  }

  private void bad(RecordKey key, String sentence) {
    stillBad++;
    if (problems.size() < SHOWN_PROBLEMS) {
      problems.add(new Problem(key, sentence));
    }
  }

  private void store(RowTarget target) {
    if (!batch.isEmpty()) {
      RowTarget.Outcome outcome = target.store(List.copyOf(batch), rows);
      replayed += outcome.stored();
      alreadyThere += outcome.alreadyThere();
      outcome.refused().forEach(refused -> bad(refused.key(), refused.sentence()));
      batch.clear();
      rows.reset();
    }
    progress.accept(summary());
  }

  private ReplaySummary summary() {
    return new ReplaySummary(mode, replayed, alreadyThere, stillBad, cut, problems);
  }
}
