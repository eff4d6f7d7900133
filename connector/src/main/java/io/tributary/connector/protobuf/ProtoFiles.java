package io.tributary.connector.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.squareup.wire.schema.CoreLoader;
import com.squareup.wire.schema.ErrorCollector;
import com.squareup.wire.schema.Linker;
import com.squareup.wire.schema.Loader;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.ProtoFile;
import com.squareup.wire.schema.Schema;
import com.squareup.wire.schema.internal.SchemaEncoder;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import io.tributary.connector.format.SchemaMisfitException;
import io.tributary.connector.registry.RegisteredSchema;
import io.tributary.protocol.wording.Wording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of one schema: its own, those that it refers to, and Google's well-known types, which
 * need no reference.
 */
final class ProtoFiles implements Loader {
  private static final String MAIN = "registered.proto";
  private static final int SHOWN_CHARS = 200;
  private static final Set<String> WELL_KNOWN =
      Set.of(
          "google/protobuf/any.proto",
          "google/protobuf/descriptor.proto",
          "google/protobuf/duration.proto",
          "google/protobuf/empty.proto",
          "google/protobuf/field_mask.proto",
          "google/protobuf/struct.proto",
          "google/protobuf/timestamp.proto",
          "google/protobuf/wrappers.proto",
          // The parser asks for it by itself.
          "wire/extensions.proto");

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, ProtoFile> files = new LinkedHashMap<>();
  private final Map<String, FileDescriptor> built = new HashMap<>();
  private final Set<String> building = new HashSet<>();

  private ProtoFiles(RegisteredSchema schema) {
    schema.references().forEach(file -> texts.put(file.name(), file.text()));
    texts.put(MAIN, schema.text());
  }

  /** The schema's own file. */
  // The parser's ways to refuse a text are not told apart by their types.
  static FileDescriptor read(RegisteredSchema schema) throws SchemaMisfitException {
    try {
      return new ProtoFiles(schema).read();
    } catch (DescriptorValidationException | InvalidProtocolBufferException | RuntimeException e) {
      throw new SchemaMisfitException(Wording.shown(String.valueOf(e.getMessage()), SHOWN_CHARS));
    } catch (StackOverflowError e) {
      throw new SchemaMisfitException("it is nested too deep");
    }
  }

  private FileDescriptor read()
      throws DescriptorValidationException, InvalidProtocolBufferException {
    collect(MAIN);
    Schema linked = new Linker(this, new ErrorCollector(), true, true).link(files.values());
    return build(MAIN, linked, new SchemaEncoder(linked));
  }

  private void collect(String name) {
    if (!files.containsKey(name)) {
      ProtoFile file = parse(name);
      files.put(name, file);
      file.getImports().forEach(this::collect);
      file.getPublicImports().forEach(this::collect);
      file.getWeakImports().forEach(this::collect);
    }
  }

  private ProtoFile parse(String name) {
    String text = texts.get(name);
    if (text != null) {
      return ProtoFile.Companion.get(ProtoParser.Companion.parse(Location.get(name), text));
    }
    if (WELL_KNOWN.contains(name)) {
      return CoreLoader.INSTANCE.load(name);
    }
    throw new IllegalArgumentException(
        "it imports " + name + ", which is not among its references");
  }

  private FileDescriptor build(String name, Schema linked, SchemaEncoder encoder)
      throws DescriptorValidationException, InvalidProtocolBufferException {
    FileDescriptor before = built.get(name);
    if (before != null) {
      return before;
    }
    if (!building.add(name)) {
      throw new IllegalArgumentException("its files import each other in a circle, at " + name);
    }
    ProtoFile file = linked.protoFile(name);
    if (file == null) {
      throw new IllegalArgumentException("the file " + name + " is missing");
    }
    FileDescriptorProto proto = FileDescriptorProto.parseFrom(encoder.encode(file).toByteArray());
    List<FileDescriptor> imported = new ArrayList<>();
    for (String dependency : proto.getDependencyList()) {
      imported.add(build(dependency, linked, encoder));
    }
    FileDescriptor descriptor =
        FileDescriptor.buildFrom(proto, imported.toArray(FileDescriptor[]::new));
    built.put(name, descriptor);
    return descriptor;
  }

  @Override
  public ProtoFile load(String path) {
    ProtoFile known = files.get(path);
    return known == null ? parse(path) : known;
  }

  @Override
  public Loader withErrors(ErrorCollector errors) {
    return this;
  }
}
