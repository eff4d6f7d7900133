package io.tributary.load.jmh;

import io.tributary.load.message.FlatMessages;
import io.tributary.load.message.JsonMessages;
import io.tributary.load.message.LogMessages;
import io.tributary.load.message.NestedMessages;
import io.tributary.load.message.ReferenceMessages;
import io.tributary.protocol.row.RowColumn;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Schemas with messages for them; the same seed gives the same messages. */
public enum JsonWorkload {
  /** 6 columns, 181 bytes: time, number, three strings, a map. */
  REFERENCE,
  /** 20 columns, 435 bytes, no collections. */
  FLAT,
  /** 17 columns read from up to four objects deep, arrays and maps, 0.9 kB; a part is not read. */
  NESTED,
  /** 9 columns, mostly of text, 0.9 kB, with escapes and letters beyond ASCII. */
  LOGS;

  /** The columns that the messages fill. */
  public List<RowColumn> columns() {
    return messages().columns();
  }

  /** The next message, UTF-8 on one line. */
  public byte[] message(Random random, FieldOrder order) {
    List<String> fields = messages().fields(random);
    if (order == FieldOrder.ANY) {
      Collections.shuffle(fields, random);
    }
    return ("{" + String.join(",", fields) + "}").getBytes(StandardCharsets.UTF_8);
  }

  private JsonMessages messages() {
    return switch (this) {
      case REFERENCE -> new ReferenceMessages();
      case FLAT -> new FlatMessages();
      case NESTED -> new NestedMessages();
      case LOGS -> new LogMessages();
    };
  }
}
