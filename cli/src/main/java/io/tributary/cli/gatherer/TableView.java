package io.tributary.cli.gatherer;

import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.quarantine.TableJson;

/**
 * A table as a gatherer sees it.
 *
 * <p>Thread: one, which blocks.
 */
public final class TableView {
  private final GathererClient gatherer;

  public TableView(GathererClient gatherer) {
    this.gatherer = gatherer;
  }

  /**
   * The table of a datasource.
   *
   * @throws GathererException if it cannot be described, with one line for the operator
   */
  public Columns table(String datasource) {
    return TableJson.read(gatherer.get("/" + datasource + "/table"));
  }
}
