package io.tributary.connector.decode;

import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.table.ColumnDefinition;
import io.vertx.core.Future;
import java.util.List;

/** JSON whose schema nobody wrote down. */
public final class PlainJson implements ValueFormat {

  @Override
  public ValueReader reader(TablePlan plan, int maxRowBytes) {
    return new PlainValueReader(new JsonRowEncoder(plan.json(), maxRowBytes));
  }

  @Override
  public Future<Void> prepare(int schemaId) {
    return Future.succeededFuture();
  }

  @Override
  public List<ColumnDefinition> growth(int schemaId, TablePlan plan) {
    return List.of();
  }
}
