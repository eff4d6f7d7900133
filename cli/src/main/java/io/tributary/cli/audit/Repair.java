package io.tributary.cli.audit;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.TableView;
import io.tributary.connector.kafka.GroupAdmin;
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
  /** How {@code tributary check} begins what it says about them, too. */
  private static final String VIEWS = "its materialized views";

  private final GathererClient gatherer;
  private final Audit audit;
  private final AuditChoice choice;

  /**
   * @param choice what was audited; holes behind it are filled, too, and so refused
   */
  public Repair(GathererClient gatherer, Audit audit, AuditChoice choice) {
    this.gatherer = gatherer;
    this.audit = audit;
    this.choice = choice;
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
    String datasource = table.datasource();
    Columns columns = new TableView(gatherer).table(datasource);
    if (delivery == Delivery.AT_LEAST_ONCE || columns.delivery().best() != Guarantee.EXACTLY_ONCE) {
      throw new StartException(
          FailureCode.EXACTLY_ONCE_IMPOSSIBLE.tag(
              "datasource %s is delivered at least once, so that filling its holes would store again everything behind the first one; tributary check says what would make it exactly once"
                  .formatted(datasource)));
    }
    try (GroupAdmin group = new GroupAdmin(source)) {
      // Before the holes are looked at again, which a connector may be filling.
      group.refuseMembers();
    }
    RepairPlan plan = RepairPlan.of(table, audit.always(table, choice));
    if (choice.hasPeriod() && !plan.isChosen()) {
      throw new StartException(
          "datasource %s: reading again from the first hole fills every one behind it, also %s that --from and --to leave out: repair without them if these are to come back, too"
              .formatted(datasource, plan.moreText()));
    }
    new HeldCheck(gatherer).of(datasource, columns, plan.fills());
    List<String> lines = new ArrayList<>();
    for (Rewind.Rewound one : new Rewind(source, columns.uuid()).to(plan.firstHoles())) {
      lines.add(
          one.now() == one.before()
              ? "%s, partition %d: stays at offset %d, before its holes"
                  .formatted(datasource, one.partition(), one.now())
              : "%s, partition %d: from offset %d (committed was %d)"
                  .formatted(datasource, one.partition(), one.now(), one.before()));
    }
    lines.add(
        "%s: %s filled when its connector is started; nothing is stored twice"
            .formatted(datasource, plan.recordsText()));
    if (columns.delivery().remarks().stream().anyMatch(remark -> remark.startsWith(VIEWS))) {
      lines.add(
          "%s: these rows pass its materialized views again: what a view has made of them before is in it twice then"
              .formatted(datasource));
    }
    return lines;
  }
}
