package io.tributary.gatherer.insert;

/** Is told of inserts. */
public interface InsertWatch {

  /**
   * An insert was answered and its rows are durable; called on the event loop of its table.
   *
   * @param queryId of the server, empty where it tells none
   */
  void stored(String table, Insert insert, String queryId);
}
