package io.tributary.protocol.plan;

/** A table cannot take the rows of its datasource; the message is one line for the operator. */
public final class TableMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TableMismatchException(String datasource, String what) {
    super("datasource " + datasource + ": " + what);
  }

  TableMismatchException(String datasource, String column, String what) {
    super("datasource " + datasource + ": column " + column + " " + what);
  }
}
