package io.tributary.gatherer.spool;

import io.tributary.gatherer.spool.AppendQueue.Append;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The promises that a group has to keep: one hop to each context, however many are of it. Belongs
 * to the writer.
 */
final class Acknowledgements {
  private record Durable(Append append, Position position) {}

  private final IdentityHashMap<Context, List<Durable>> byContext = new IdentityHashMap<>();

  /** An entry is durable. */
  void add(Append append, Position position) {
    byContext
        .computeIfAbsent(append.context(), context -> new ArrayList<>())
        .add(new Durable(append, position));
  }

  /** Keeps the promises, on each context in the order in which they were added. */
  void send() {
    byContext.forEach((context, kept) -> context.runOnContext(hop -> keep(context, kept)));
  }

  private static void keep(Context context, List<Durable> kept) {
    for (Durable durable : kept) {
      try {
        durable.append().promise().tryComplete(durable.position());
      } catch (RuntimeException e) {
        // A bug of one listener, which is reported as if it had had a hop of its own.
        context.runOnContext(
            hop -> {
              throw e;
            });
      }
    }
  }
}
