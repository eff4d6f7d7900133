package io.tributary.load.message;

import io.tributary.protocol.row.RowColumn;
import java.util.List;
import java.util.Random;

/** What makes messages of one schema. */
public interface JsonMessages {
  /** The columns that the messages fill. */
  List<RowColumn> columns();

  /** One message's outermost fields as {@code "name":value}, in the order of the columns. */
  List<String> fields(Random random);
}
