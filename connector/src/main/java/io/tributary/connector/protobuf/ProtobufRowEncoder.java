package io.tributary.connector.protobuf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages of one file: which message it is, the message, its JSON. One thread. */
final class ProtobufRowEncoder implements RowEncoder {
  /** Messages within messages. */
  static final int MAX_LEVELS = 100;

  private static final JsonFactory JSON = new JsonFactory();

  private final int id;
  private final FileDescriptor file;
  private final RowEncoder rows;
  private final int maxJsonBytes;

  ProtobufRowEncoder(int id, FileDescriptor file, RowEncoder rows, int maxJsonBytes) {
    this.id = id;
    this.file = file;
    this.rows = rows;
    this.maxJsonBytes = maxJsonBytes;
  }

  @Override
  public @Nullable RowProblem encode(byte[] bytes, int offset, int length, RowBinaryWriter out) {
    MessageIndexes indexes = MessageIndexes.read(bytes, offset, length);
    if (indexes == null) {
      return problem(
          ProblemKind.UNDECODABLE, "it does not begin with the message indexes of Protobuf");
    }
    Descriptor type = type(indexes.path());
    if (type == null) {
      return problem(
          ProblemKind.SCHEMA_MISMATCH,
          "its schema %d has no message with the indexes %s".formatted(id, indexes.path()));
    }
    try {
      byte[] json = json(type, bytes, offset + indexes.bytes(), length - indexes.bytes());
      return rows.encode(json, 0, json.length, out);
    } catch (InvalidProtocolBufferException e) {
      return problem(
          ProblemKind.UNDECODABLE,
          "it is not a %s of its schema %d: %s".formatted(type.getFullName(), id, e.getMessage()));
    } catch (NullPointerException | ClassCastException | IllegalArgumentException e) {
      // A schema may redefine what Google's own messages are made of.
      return problem(
          ProblemKind.SCHEMA_MISMATCH,
          "it cannot be told as JSON by its schema %d: %s".formatted(id, e.getMessage()));
    } catch (IOException e) {
      return problem(ProblemKind.TOO_LARGE, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Descriptor type(List<Integer> path) {
    List<Descriptor> here = file.getMessageTypes();
    Descriptor type = null;
    for (int index : path) {
      if (index >= here.size() || here.get(index).getOptions().getMapEntry()) {
        return null;
      }
      type = here.get(index);
      here = type.getNestedTypes();
    }
    return type;
  }

  private byte[] json(Descriptor type, byte[] bytes, int offset, int length) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
    int unused = in.setRecursionLimit(MAX_LEVELS);
    DynamicMessage message = DynamicMessage.parseFrom(type, in);
    BoundedText text = new BoundedText(maxJsonBytes);
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      new MessageText(generator).write(message);
    }
    return text.bytes.toByteArray();
  }

  private static RowProblem problem(ProblemKind kind, String reason) {
    return RowProblem.ofMessage(kind, "", reason);
  }

  /** Collects so many bytes, then fails. */
  private static final class BoundedText extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int maxBytes;

    BoundedText(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
      if (bytes.size() + (long) length > maxBytes) {
        throw new IOException("as JSON it has more than " + maxBytes + " bytes");
      }
      bytes.write(some, offset, length);
    }
  }
}
