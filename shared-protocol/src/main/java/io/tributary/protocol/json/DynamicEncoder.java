package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.json.Inferred.Scalar;
import io.tributary.protocol.row.ZoneOffsets;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code Dynamic}: the type that ClickHouse infers for the value, and the value. Arrays and objects
 * are read twice, first for their type, then for the encoder of that type; the encoders are kept
 * for the next value like it.
 */
final class DynamicEncoder implements ValueEncoder {
  private static final int MAX_TYPES = 1_000;
  private static final int MAX_TYPE_BYTES = 65_536;
  private static final int FIRST_BYTES = 256;
  private static final int MAX_LEVELS = 16;
  private static final String TOO_DEEP =
      "arrays of unlike elements are nested more than " + MAX_LEVELS + " deep in it";

  private final ZoneId serverZone;
  private final ValueEncoders encoders;
  private final int level;
  private final ImpliedTime times;
  private final DynamicInference inference;
  private final ValueEncoder date = new DateEncoder();
  private final ValueEncoder seconds;
  private final ValueEncoder nanos;
  private final ValueEncoder floats = new FloatEncoder(FloatEncoder.Width.DOUBLE);
  private final Map<Inferred, Known> known = new HashMap<>();
  private int knownBytes;
  private @Nullable DynamicEncoder inner;

  /** A type in binary and what encodes its values. */
  private static final class Known {
    private final byte[] type;
    private final ValueEncoder encoder;

    Known(byte[] type, ValueEncoder encoder) {
      this.type = type;
      this.encoder = encoder;
    }
  }

  /**
   * @param serverZone of times that do not say theirs
   */
  DynamicEncoder(ZoneId serverZone) {
    this(serverZone, 0);
  }

  private DynamicEncoder(ZoneId serverZone, int level) {
    ValueEncoders encoders =
        new ValueEncoders(serverZone, DateTimeInputFormat.BEST_EFFORT, this::inner);
    this.encoders = encoders;
    this.serverZone = serverZone;
    this.level = level;
    this.times = new ImpliedTime(new ZoneOffsets(serverZone));
    this.inference = new DynamicInference(times);
    this.seconds = encoders.of(Scalar.SECONDS.type());
    this.nanos = encoders.of(Scalar.NANOS.type());
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException {
    return switch (token) {
      case NULL -> nothing(out);
      case TRUE -> bool(1, out);
      case FALSE -> bool(0, out);
      case STRING, NAME -> text(in, token, out);
      case NUMBER -> number(in, out);
      case ARRAY, OBJECT -> structure(in, token, out);
      case ARRAY_END, OBJECT_END -> "it is not a value";
    };
  }

  private static @Nullable String nothing(RowBinaryWriter out) {
    out.writeInt8(TypeEncoding.NOTHING);
    return null;
  }

  private static @Nullable String bool(int value, RowBinaryWriter out) {
    out.writeInt8(TypeEncoding.BOOL);
    out.writeInt8(value);
    return null;
  }

  private @Nullable String text(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException {
    TextBytes text = in.text();
    switch (times.of(text)) {
      case DATE -> {
        out.writeInt8(TypeEncoding.DATE);
        return date.encode(in, token, out);
      }
      case SECONDS -> {
        out.writeInt8(TypeEncoding.DATE_TIME);
        return seconds.encode(in, token, out);
      }
      case NANOS -> {
        out.writeInt8(TypeEncoding.DATE_TIME64);
        out.writeInt8(9);
        return nanos.encode(in, token, out);
      }
      default -> {
        out.writeInt8(TypeEncoding.STRING);
        out.writeString(text.array(), text.from(), text.length());
        return null;
      }
    }
  }

  private @Nullable String number(JsonScanner in, RowBinaryWriter out)
      throws BrokenMessageException {
    Scalar type = inference.number(in.text());
    if (type == null) {
      return inference.refusal();
    }
    switch (type) {
      case FLOAT -> {
        out.writeInt8(TypeEncoding.FLOAT64);
        return floats.encode(in, Token.NUMBER, out);
      }
      case UNKNOWN -> {
        return raw(in, in.start(), out);
      }
      default -> {
        out.writeInt8(type == Scalar.UNSIGNED ? TypeEncoding.UINT64 : TypeEncoding.INT64);
        out.writeInt64(inference.value());
        return null;
      }
    }
  }

  private @Nullable String structure(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException {
    if (level > MAX_LEVELS) {
      return TOO_DEEP;
    }
    int start = in.start();
    Inferred type = inference.read(in, token);
    if (type == null) {
      return inference.refusal();
    }
    Token again = in.again(start);
    if (type == Scalar.UNKNOWN) {
      return raw(in, start, out);
    }
    Known found = known.get(type);
    if (found == null) {
      String problem = type.parts() > Inferred.MAX_PARTS ? Inferred.TOO_MANY_PARTS : type.problem();
      if (problem != null) {
        return problem;
      }
      found = learn(type);
    }
    out.writeRaw(found.type, 0, found.type.length);
    return found.encoder.encode(in, again, out);
  }

  /** Writes the value's text. */
  private static @Nullable String raw(JsonScanner in, int start, RowBinaryWriter out)
      throws BrokenMessageException {
    in.skip();
    out.writeInt8(TypeEncoding.STRING);
    out.writeString(in.bytes(), start, in.position() - start);
    return null;
  }

  private Known learn(Inferred inferred) {
    ColumnType type = inferred.type();
    RowBinaryWriter bytes = new RowBinaryWriter(FIRST_BYTES, Integer.MAX_VALUE);
    TypeEncoding.write(type, bytes);
    byte[] binary = Arrays.copyOf(bytes.array(), bytes.position());
    Known learned = new Known(binary, encoders.of(type));
    if (known.size() >= MAX_TYPES >> level || knownBytes + binary.length > MAX_TYPE_BYTES) {
      known.clear();
      knownBytes = 0;
    }
    known.put(inferred, learned);
    knownBytes += binary.length;
    return learned;
  }

  /**
   * Of elements of an array that have types of their own: an encoder may be in the middle of a
   * value when it meets another value of the same type in it. Each level reads its elements once
   * more, so their number is bounded.
   */
  private DynamicEncoder inner() {
    if (inner == null) {
      inner = new DynamicEncoder(serverZone, level + 1);
    }
    return inner;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeInt8(TypeEncoding.NOTHING);
  }

  @Override
  public boolean takesNull() {
    return true;
  }
}
