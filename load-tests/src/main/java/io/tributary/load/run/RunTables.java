package io.tributary.load.run;

import io.tributary.load.process.SqlClient;
import io.tributary.load.process.SqlClient.SqlException;
import io.tributary.load.process.TableBooks;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.report.RunResult.Proof;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The topics and tables of one run, which have the same names.
 *
 * <p>Thread: any; calls block.
 *
 * @param names of topics and tables
 */
record RunTables(String bootstrapServers, SqlClient clickHouse, List<String> names) {
  static final String DATABASE = "load";

  RunTables {
    names = List.copyOf(names);
  }

  static String groupId(String name) {
    return "load-" + name;
  }

  /** Rows in all tables, counted by ClickHouse's own books; empty while it does not answer. */
  OptionalLong rows() {
    try {
      return OptionalLong.of(books().rows());
    } catch (SqlException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Parts that inserts have made so far: each takes the next number of its partition. Empty while
   * ClickHouse does not answer.
   */
  OptionalLong partsMade() {
    try {
      return OptionalLong.of(books().partsMade());
    } catch (SqlException e) {
      return OptionalLong.empty();
    }
  }

  private TableBooks books() {
    return new TableBooks(clickHouse, DATABASE, names);
  }

  /** The proof; empty while Kafka or ClickHouse does not answer. */
  Optional<Proof> proofIfThere(long expected) {
    try {
      return Optional.of(proof(expected));
    } catch (SqlException | OffsetProof.SilentKafkaException e) {
      return Optional.empty();
    }
  }

  /**
   * What topics, tables and commits say now.
   *
   * @param expected rows that were sent
   */
  Proof proof(long expected) {
    long produced = 0;
    long stored = 0;
    long distinct = 0;
    int behind = 0;
    for (String name : names) {
      OffsetProof one =
          OffsetProof.look(
              new OffsetProof.Place(
                  bootstrapServers, name, groupId(name), clickHouse, DATABASE + "." + name));
      produced += one.produced();
      stored += one.stored();
      distinct += one.distinct();
      behind += one.behind().size();
    }
    return new Proof(expected, produced, stored, distinct, behind);
  }
}
