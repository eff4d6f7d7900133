package io.tributary.cli.audit;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.TableView;
import io.tributary.connector.kafka.Rewind;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.protocol.datafile.Delivery;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import java.util.ArrayList;
import java.util.List;

/**
 * Has a datasource fill its holes: moves its group back to the first one of each partition.
 *
 * <p>Failure semantics: only commits are written, see {@link Rewind}; rows are made by the
 * connector, after the gatherer has looked which ones the table holds.
 *
 * <p>Thread: one, which blocks.
 */
public final class Repair {
  private final GathererClient gatherer;

  public Repair(GathererClient gatherer) {
    this.gatherer = gatherer;
  }

  /**
   * Moves the group of a table's datasource.
   *
   * @param delivery what the datasource asks for
   * @return lines about what was done
   * @throws StartException with one line, if it cannot be done; then nothing was changed
   */
  public List<String> of(TableVerdict table, SourceSettings source, Delivery delivery)
      throws InterruptedException {
    Columns columns = new TableView(gatherer).table(table.datasource());
    if (delivery == Delivery.AT_LEAST_ONCE || columns.delivery().best() != Guarantee.EXACTLY_ONCE) {
      throw new StartException(
          FailureCode.EXACTLY_ONCE_IMPOSSIBLE.tag(
              "datasource %s is delivered at least once, so that filling its holes would store again everything behind the first one; tributary check says what would make it exactly once"
                  .formatted(table.datasource())));
    }
    List<String> lines = new ArrayList<>();
    for (Rewind.Rewound one : new Rewind(source, columns.uuid()).to(table.firstHoles())) {
      lines.add(
          one.now() == one.before()
              ? "%s, partition %d: stays at offset %d, before its holes"
                  .formatted(table.datasource(), one.partition(), one.now())
              : "%s, partition %d: from offset %d (committed was %d)"
                  .formatted(table.datasource(), one.partition(), one.now(), one.before()));
    }
    lines.add(
        "%s: %,d %s filled when its connector is started; nothing is stored twice"
            .formatted(
                table.datasource(),
                table.fillable(),
                table.fillable() == 1 ? "record is" : "records are"));
    return lines;
  }
}
