package io.tributary.service.failure;

/**
 * Everything that can go wrong at run time, each with its class, a sentence that says what is the
 * case, and the way out.
 */
public enum FailureCode {
  // --- start ---
  PORT_TAKEN(
      FailureClass.FATAL, "A port cannot be listened on.", "set the setting to another address"),
  NO_DATASOURCES(
      FailureClass.FATAL,
      "The folder of datafiles holds no datasource, or for a connector none with Kafka.",
      "set DATAFILES to the folder that holds the .datasource files"),
  CONNECTION_MISSING(
      FailureClass.FATAL,
      "A datasource names a connection that there is not.",
      "add the .connection file or correct KAFKA_CONNECTION_NAME"),
  LIBRARY_MISSING(
      FailureClass.FATAL,
      "A setting needs a library that does not come with Tributary.",
      "put it into the folder that holds Tributary's own jars"),

  MEMORY_TOO_SMALL(
      FailureClass.FATAL,
      "The JVM may not take as much memory as the settings promise.",
      "raise the JVM option that the message names, or lower the settings"),

  // --- HTTP ---
  TOKENS_UNREADABLE(
      FailureClass.USER,
      "The file of API tokens cannot be used.",
      "correct HTTP_TOKENS, or make the file with tributary token create"),
  CERTIFICATE_UNUSABLE(
      FailureClass.FATAL,
      "A certificate or its key cannot be used.",
      "correct HTTP_TLS_CERT and HTTP_TLS_KEY, which are PEM files"),

  SPOOL_UNUSABLE(
      FailureClass.FATAL,
      "The folder for rows that came over HTTP cannot be opened.",
      "correct SPOOL; each gatherer needs a folder of its own"),

  // --- Kafka ---
  KAFKA_UNREACHABLE(
      FailureClass.RECOVERABLE,
      "No broker answers.",
      "start Kafka, or correct KAFKA_BOOTSTRAP_SERVERS or KAFKA_SECURITY_PROTOCOL"),
  KAFKA_LOGIN_REFUSED(
      FailureClass.USER,
      "Kafka refuses the login.",
      "correct KAFKA_KEY, KAFKA_SECRET or KAFKA_SASL_MECHANISM, whichever the line names"),
  KAFKA_NOT_TRUSTED(
      FailureClass.USER,
      "No encrypted connection can be made to brokers that are who they should be.",
      "correct KAFKA_SSL_CA_PEM, KAFKA_SECURITY_PROTOCOL or KAFKA_BOOTSTRAP_SERVERS, whichever the"
          + " line names"),
  KAFKA_DENIED(
      FailureClass.USER,
      "Kafka refuses access to the topic or the consumer group.",
      "grant read access to the topic and to the group, or correct the connection's key and"
          + " secret"),
  KAFKA_FAILED(
      FailureClass.INTERNAL,
      "The Kafka client cannot go on.",
      "read its message; start the connector again when the cause is gone"),
  TOPIC_MISSING(
      FailureClass.USER, "The topic does not exist.", "create the topic or correct KAFKA_TOPIC"),
  OFFSETS_EXPIRED(
      FailureClass.USER,
      "Records were deleted before they were read.",
      "run tributary datasource adopt NAME --from committed to go on behind them"),
  TOPIC_RECREATED(
      FailureClass.USER,
      "The topic is not the one that the committed offsets are about.",
      "run tributary datasource adopt NAME --from earliest to read the new topic from its"
          + " beginning"),
  GROUP_LOST(
      FailureClass.USER,
      "The consumer group has no offsets, though the table has rows of the topic.",
      "run tributary datasource adopt NAME --from earliest to fill what is missing"),
  GROUP_IN_USE(
      FailureClass.USER,
      "A consumer group that is to be changed has members.",
      "stop the connectors that run the datasource; a killed one is forgotten after its"
          + " KAFKA_SESSION_TIMEOUT"),
  OFFSETS_UNKNOWN(
      FailureClass.RECOVERABLE,
      "The brokers have not said yet where to start.",
      "wait; look at the brokers if it stays"),

  // --- between connector and gatherer ---
  GATHERER_UNREACHABLE(
      FailureClass.RECOVERABLE, "No gatherer answers.", "start it or correct GATHERERS"),
  GATHERER_REFUSES(
      FailureClass.USER,
      "The gatherer refuses the connector.",
      "give both the same GATHERER_TOKEN and a version that both speak"),
  GATHERER_FULL(
      FailureClass.RECOVERABLE,
      "The gatherer has no memory for another table stream.",
      "raise MAX_TABLE_STREAMS and GATHERER_MEMORY, or add a gatherer"),
  GATHERER_SHRUNK(
      FailureClass.FATAL,
      "The gatherer now accepts smaller batches than those that were made for it.",
      "start the connector again"),
  PROTOCOL_BROKEN(
      FailureClass.INTERNAL,
      "One side sent what the protocol forbids.",
      "run the same version of both, and report it if they are"),
  TABLE_REPLACED(
      FailureClass.USER,
      "The table is not the one that the committed offsets are about.",
      "run tributary datasource adopt NAME --from committed to go on, or --from earliest to fill"
          + " the new table"),
  EXACTLY_ONCE_IMPOSSIBLE(
      FailureClass.USER,
      "The datasource insists on exactly once, and something stands in the way.",
      "remove what the line names, or set DELIVERY to best or at_least_once"),
  PARTITION_TAKEN(
      FailureClass.USER,
      "Another consumer group writes the same partitions into the table.",
      "set the same KAFKA_GROUP_ID in both connectors, stop one of them, or give each datasource a"
          + " table of its own; when one ends, the other takes over"),
  LEASE_OVER(
      FailureClass.RECOVERABLE,
      "A connector has not shown for too long that it still owns a partition.",
      "nothing, if it passes; else look whether its commits reach Kafka"),

  // --- tables and rows ---
  TABLE_UNFIT(
      FailureClass.USER,
      "The table does not fit the datasource.",
      "change the table or the datasource's SCHEMA"),
  TABLE_CHANGED(
      FailureClass.RECOVERABLE,
      "The table is not what it was when the rows were encoded.",
      "nothing, if the table is there: its columns are read again"),
  TABLE_SILENT(
      FailureClass.RECOVERABLE,
      "The gatherer did not describe the table in time.",
      "look at the gatherer's log"),
  RECORD_UNREADABLE(
      FailureClass.USER,
      "A record cannot be made a row.",
      "look at c__reason, c__error_column and c__error in the quarantine table"),
  ROW_REFUSED(
      FailureClass.USER,
      "ClickHouse refuses a row.",
      "correct the row's source, or the table's constraint or view"),
  QUARANTINE_REFUSED(
      FailureClass.USER,
      "ClickHouse refuses rows for the quarantine table.",
      "drop or repair the quarantine table; it is created again"),
  RECORDS_NOT_TAKEN(
      FailureClass.INTERNAL,
      "Records could not be taken from a poll.",
      "start the connector again; they are read again"),

  // --- ClickHouse ---
  CLICKHOUSE_UNREACHABLE(
      FailureClass.RECOVERABLE,
      "ClickHouse does not answer.",
      "start it, or set CLICKHOUSE_URL, CLICKHOUSE_USER and CLICKHOUSE_PASSWORD"),
  CLICKHOUSE_BUSY(
      FailureClass.RECOVERABLE,
      "ClickHouse cannot take rows now.",
      "nothing, if it passes; else look at its load, its disk and its replicas"),
  CLICKHOUSE_DENIED(
      FailureClass.USER,
      "ClickHouse refuses the user or what the user wants to do.",
      "correct CLICKHOUSE_USER and CLICKHOUSE_PASSWORD, or grant what is missing"),
  INSERT_UNKNOWN(
      FailureClass.RECOVERABLE,
      "Nobody can tell what became of an insert.",
      "nothing: it is tried again"),
  CLAIM_WAITS(
      FailureClass.RECOVERABLE,
      "A partition that changes hands waits for what its earlier writer has sent.",
      "nothing, if it passes; else look at ClickHouse's running queries"),

  // --- audit ---
  AUDIT_FAILED(
      FailureClass.USER,
      "What was delivered cannot be compared with what tables hold; delivery goes on.",
      "grant what the line names, or set AUDIT_INTERVAL=0s to do without the auditor");

  private final FailureClass kind;
  private final String sentence;
  private final String wayOut;

  FailureCode(FailureClass kind, String sentence, String wayOut) {
    this.kind = kind;
    this.sentence = sentence;
    this.wayOut = wayOut;
  }

  /** Who can end it. */
  public FailureClass kind() {
    return kind;
  }

  /** What is the case. */
  public String sentence() {
    return sentence;
  }

  /** What a person can do. */
  public String wayOut() {
    return wayOut;
  }

  /**
   * One line for the operator: the case, the way out, and the code.
   *
   * @param what names the thing and the value, without a full stop
   */
  public String line(String what) {
    return what + "; " + wayOut + " [" + this + "]";
  }

  /** The same without the way out: what is tried again by itself, or says the way out already. */
  public String tag(String what) {
    return what + " [" + this + "]";
  }
}
