package io.tributary.connector.uplink;

import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.table.TableDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table that the pipeline writes to, over all sessions of the uplink: its batches, its streams,
 * and what the present session knows of it.
 *
 * <p>Thread: the uplink's event loop.
 */
public final class TableLink {
  private final int handle;
  private final TableRole role;
  private TableDefinition definition;
  private final BatchQueue batches = new BatchQueue();
  private final List<StreamLink> streams = new ArrayList<>();
  private final Set<Long> declaredLayouts = new HashSet<>();
  private boolean described;
  private boolean askingAgain;
  private long credit;

  TableLink(int handle, TableRole role, TableDefinition definition) {
    this.handle = handle;
    this.role = role;
    this.definition = definition;
  }

  int handle() {
    return handle;
  }

  /** What the table is for. */
  public TableRole role() {
    return role;
  }

  /** What was asked for last. */
  public TableDefinition definition() {
    return definition;
  }

  /** What is asked for from now on. */
  public void want(TableDefinition more) {
    definition = more;
  }

  BatchQueue batches() {
    return batches;
  }

  List<StreamLink> streams() {
    return streams;
  }

  /** True when nobody is about to ask again yet; now somebody is. */
  boolean asksAgain() {
    boolean first = !askingAgain;
    askingAgain = true;
    return first;
  }

  void askedAgain() {
    askingAgain = false;
  }

  boolean isDescribed() {
    return described;
  }

  void described() {
    described = true;
  }

  void grant(long bytes) {
    credit = Math.addExact(credit, bytes);
  }

  boolean affords(Batch batch) {
    return batch.credit() <= credit;
  }

  /** Granted and not used. */
  long credit() {
    return credit;
  }

  void spend(Batch batch) {
    credit -= batch.credit();
  }

  /** True the first time a layout is named in a session. */
  boolean mustDeclare(long fingerprint) {
    return declaredLayouts.add(fingerprint);
  }

  void sessionLost() {
    described = false;
    askingAgain = false;
    credit = 0;
    declaredLayouts.clear();
    batches.clear();
    streams.clear();
  }
}
