package io.tributary.connector.decode;

import io.tributary.protocol.datafile.Format;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.table.ColumnDefinition;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON whose schema nobody wrote down.
 *
 * @param keys format of the keys, which needs no schema either; null for bytes as they are
 */
public record PlainJson(@Nullable Format keys) implements RecordFormat {

  @Override
  public RecordReaders readers(TablePlan plan, int maxRowBytes) {
    JsonRowEncoder json = new JsonRowEncoder(plan.json(), maxRowBytes);
    return new RecordReaders(
        (value, out) -> json.encode(value.bytes(), value.offset(), value.length(), out),
        KeyReader.withoutSchema(keys));
  }

  @Override
  public Future<Void> prepare(int schemaId) {
    return Future.succeededFuture();
  }

  @Override
  public List<ColumnDefinition> growth(int schemaId, TablePlan plan) {
    return List.of();
  }

  @Override
  public void ready(int schemaId) {}
}
