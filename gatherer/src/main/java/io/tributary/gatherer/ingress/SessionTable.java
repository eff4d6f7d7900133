package io.tributary.gatherer.ingress;

import io.tributary.gatherer.delivery.TableStream;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.ProtocolViolation;
import io.tributary.protocol.frame.Rule;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.TableDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table that a session has ensured, and its layouts. */
final class SessionTable {

  private final Map<Long, Layout> layouts = new HashMap<>();
  private Frame.Ensure ensure;
  private @Nullable TableStream stream;
  private UUID uuid = new UUID(0, 0);

  private boolean asking;
  private boolean askedSince;

  SessionTable(Frame.Ensure ensure) {
    this.ensure = ensure;
  }

  int handle() {
    return ensure.table();
  }

  TableRole role() {
    return ensure.role();
  }

  TableDefinition definition() {
    return ensure.definition();
  }

  /** The connector asks again, and may want other columns than before. */
  void replace(Frame.Ensure again) throws ProtocolViolation {
    if (again.role() != role() || !again.definition().name().equals(definition().name())) {
      throw new ProtocolViolation(
          Rule.HANDLE_REUSE, "handle " + again.table() + " is another table's");
    }
    ensure = again;
  }

  /** True when the question may be asked now; otherwise it has to be asked after the answer. */
  boolean ask() {
    if (asking) {
      askedSince = true;
      return false;
    }
    asking = true;
    return true;
  }

  /** True when it was asked again while the answer was on its way. */
  boolean answered() {
    boolean again = askedSince;
    asking = false;
    askedSince = false;
    return again;
  }

  @Nullable TableStream stream() {
    return stream;
  }

  void admitted(TableStream admitted) {
    stream = admitted;
  }

  /** The uuid that the connector was told last; all zero without one. */
  UUID uuid() {
    return uuid;
  }

  /** The connector is told what the table is like now. */
  void describes(TableAnswer.Columns columns) {
    uuid = columns.uuid();
  }

  /** The stream of a table that was described, which the connector has to wait for. */
  TableStream described() throws ProtocolViolation {
    TableStream there = stream;
    if (there == null) {
      throw new ProtocolViolation(
          Rule.ENSURE_FIRST, "table " + ensure.table() + " has not been described");
    }
    return there;
  }

  void declare(Layout layout) throws ProtocolViolation {
    layouts.putIfAbsent(layout.fingerprint(), layout);
    if (layouts.size() > IngressSettings.MAX_LAYOUTS) {
      throw new ProtocolViolation(
          Rule.HANDLE_LIMIT, "more than " + IngressSettings.MAX_LAYOUTS + " layouts of one table");
    }
  }

  Layout layout(long fingerprint) throws ProtocolViolation {
    Layout layout = layouts.get(fingerprint);
    if (layout == null) {
      throw new ProtocolViolation(
          Rule.LAYOUT_FIRST, "layout %016x has not been declared".formatted(fingerprint));
    }
    return layout;
  }
}
