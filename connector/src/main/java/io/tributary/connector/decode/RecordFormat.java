package io.tributary.connector.decode;

import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.table.ColumnDefinition;
import io.vertx.core.Future;
import java.util.List;

/**
 * The format of a datasource's records, over all changes of its table.
 *
 * <p>Thread: the pipeline's event loop.
 */
public interface RecordFormat {

  /** Readers of records that become rows of this plan. */
  RecordReaders readers(TablePlan plan, int maxRowBytes);

  /**
   * Gets a schema, for as long as it takes: while the registry is away nothing is decided.
   *
   * @return completes, never fails, once records of the schema can be read or are known to be bad
   */
  Future<Void> prepare(int schemaId);

  /**
   * Columns that the table of this plan could get for fields of a prepared schema that have none.
   */
  List<ColumnDefinition> growth(int schemaId, TablePlan plan);

  /** The table has what it will get for this schema; its records may be read. */
  void ready(int schemaId);
}
