package io.tributary.gatherer.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.MetaColumns;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.plan.QuarantineTable;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.table.TableColumn;
import io.tributary.protocol.table.TableColumn.Kind;
import io.tributary.protocol.table.TableDefinition;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A table with the columns {@code id UInt64} and {@code name String}, for rows over HTTP. */
public final class HttpTable {
  public static final SourcePartition SOURCE = new SourcePartition("http:test", 0, 0x01020304);

  /** Rows of up to 2,000 bytes, chunks of up to 4,000 and one row more. */
  public static final ChunkLimits LIMITS = new ChunkLimits(4_000, 2_000);

  private HttpTable() {}

  /** A row as it stands in RowBinary. */
  public record Row(long id, String name, long offset, long second, int run) {}

  public static Datasource datasource(MetaColumns meta) {
    return datasource(meta, "UInt64");
  }

  private static Datasource datasource(MetaColumns meta, String idType) {
    return new Datasource(
        "events",
        List.of(
            new SchemaColumn("id", idType, "$.id", ""),
            new SchemaColumn("name", "String", "$.name", "")),
        "",
        "",
        "",
        DateTimeInputFormat.BEST_EFFORT,
        Optional.empty(),
        meta);
  }

  /** What ClickHouse says of a table that is as it was wanted. */
  public static TableAnswer.Columns described(TableDefinition wanted, UUID uuid) {
    List<TableColumn> columns = new ArrayList<>();
    wanted
        .columns()
        .forEach(
            column -> columns.add(new TableColumn(column.name(), column.type(), Kind.PLAIN, "")));
    return new TableAnswer.Columns(
        "default", uuid, columns, new TableDelivery(List.of(), List.of()));
  }

  public static TableAnswer.Columns described(Datasource datasource) {
    return described(TablePlan.definition(datasource, 1), new UUID(0, 1));
  }

  public static TableAnswer.Columns describedQuarantine(Datasource datasource) {
    return described(new QuarantineTable(datasource).definition(), new UUID(0, 2));
  }

  public static RowMaker maker(MetaColumns meta) {
    return maker(datasource(meta));
  }

  /** Of the table after its column {@code id} was given another type. */
  public static RowMaker makerWithId(String type) {
    return maker(datasource(MetaColumns.ON, type));
  }

  private static RowMaker maker(Datasource datasource) {
    return new RowMaker(
        TablePlan.match(datasource, described(datasource)), SOURCE, LIMITS.maxRowBytes());
  }

  /** An empty chunk that takes any number of values. */
  public static Chunk chunk(RowMaker maker) {
    return new Chunk(LIMITS, maker, 0, 1_700_000_000_123L);
  }

  /** An empty chunk that takes about a megabyte. */
  public static Chunk largeChunk(RowMaker maker) {
    return new Chunk(new ChunkLimits(1 << 20, 2_000), maker, 0, 1_700_000_000_123L);
  }

  public static byte[] value(long id, String name) {
    return "{\"id\":%d,\"name\":\"%s\"}".formatted(id, name).getBytes(UTF_8);
  }

  /** Rows of tables with meta columns, read one after the other. */
  public static List<Row> rows(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Row> rows = new ArrayList<>();
    while (in.hasRemaining()) {
      long id = in.getLong();
      String name = text(in);
      text(in); // __value
      text(in); // __topic
      in.getShort(); // __partition
      long offset = in.getLong();
      long second = in.getInt();
      text(in); // __key
      rows.add(new Row(id, name, offset, second, in.getInt()));
    }
    return rows;
  }

  public static List<Row> rows(Chunk chunk) {
    return rows(chunk.rows(0, chunk.rowBytes()).getBytes());
  }

  private static String text(ByteBuffer in) {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      length |= (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }
}
