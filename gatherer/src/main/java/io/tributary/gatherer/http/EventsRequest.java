package io.tributary.gatherer.http;

import io.tributary.gatherer.http.body.BodyReader.Encoding;
import io.tributary.gatherer.http.body.BodyReader.Format;
import io.tributary.protocol.wording.Wording;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request to send rows says.
 *
 * @param length of the body in bytes as sent, -1 if it comes in chunks
 */
record EventsRequest(RowIntake.Request rows, Format format, Encoding encoding, long length) {
  private static final List<String> PARAMETERS =
      List.of("name", "wait", "format", "ack", "strict", "token");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,255}");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
  private static final String JSON_TYPE = "application/json";

  /** curl adds the last one to what it is given with {@code -d}. */
  private static final Set<String> TYPES =
      Set.of(
          JSON_TYPE,
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/octet-stream",
          "text/plain",
          "application/x-www-form-urlencoded");

  private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "us-ascii");
  private static final Map<String, Encoding> ENCODINGS =
      Map.of(
          "identity",
          Encoding.IDENTITY,
          "gzip",
          Encoding.GZIP,
          "x-gzip",
          Encoding.GZIP,
          "zstd",
          Encoding.ZSTD,
          "lz4",
          Encoding.LZ4);

  /** The name of the datasource, which says what the request must be allowed to. */
  static String datasource(MultiMap parameters) throws Refusal.Thrown {
    String name = parameters.get("name");
    if (name == null || !NAME.matcher(name).matches()) {
      throw wrong(
          name == null
              ? "name is missing: it says which datasource the rows are for"
              : "name is " + Wording.quoted(name) + ": a datasource has letters, digits and _");
    }
    return name;
  }

  /**
   * Reads all of it.
   *
   * @param caller see {@link RowIntake.Request}
   * @param maxBytes of a body
   * @throws Refusal.Thrown if something of it cannot be served
   */
  static EventsRequest read(String caller, MultiMap parameters, MultiMap headers, long maxBytes)
      throws Refusal.Thrown {
    for (String name : parameters.names()) {
      if (!PARAMETERS.contains(name)) {
        throw wrong(
            "there is no parameter " + Wording.quoted(name) + Wording.didYouMean(name, PARAMETERS));
      }
      if (parameters.getAll(name).size() > 1) {
        throw wrong("there is more than one parameter " + name);
      }
    }
    boolean wait = isTrue(parameters, "wait");
    String ack = parameters.get("ack");
    if (ack != null && !ack.equals("memory")) {
      throw wrong("ack is " + Wording.quoted(ack) + ": use memory, or leave it out");
    }
    if (wait && ack != null) {
      throw wrong("wait=true and ack=memory exclude each other");
    }
    boolean strict = isTrue(parameters, "strict");
    Optional<IdempotencyKey> key = key(headers.get("Idempotency-Key"));
    boolean jsonType = checkType(headers.get(HttpHeaders.CONTENT_TYPE));
    Format format = format(parameters.get("format"), jsonType);
    Encoding encoding = encoding(headers.get(HttpHeaders.CONTENT_ENCODING));
    long length = length(headers, maxBytes);
    RowIntake.Request rows =
        new RowIntake.Request(
            datasource(parameters),
            wait ? RowIntake.Ack.STORED : ack == null ? RowIntake.Ack.DISK : RowIntake.Ack.MEMORY,
            strict,
            key,
            caller,
            encoding == Encoding.IDENTITY ? length : -1);
    return new EventsRequest(rows, format, encoding, length);
  }

  private static boolean isTrue(MultiMap parameters, String name) throws Refusal.Thrown {
    String text = parameters.get(name);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (!text.equals("true")) {
      throw wrong(name + " is " + Wording.quoted(text) + ": use true or false");
    }
    return true;
  }

  private static Optional<IdempotencyKey> key(@Nullable String text) throws Refusal.Thrown {
    try {
      return text == null ? Optional.empty() : Optional.of(new IdempotencyKey(text));
    } catch (IllegalArgumentException e) {
      throw new Refusal.Thrown(ApiError.HEADER_WRONG, String.valueOf(e.getMessage()));
    }
  }

  /** Returns whether it is the type of JSON. */
  private static boolean checkType(@Nullable String header) throws Refusal.Thrown {
    if (header == null) {
      return false;
    }
    String[] parts = header.toLowerCase(Locale.ROOT).split(";", -1);
    String type = parts[0].strip();
    boolean known = TYPES.contains(type);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("charset=")) {
        String charset = parameter.substring("charset=".length()).replace("\"", "");
        known = known && CHARSETS.contains(charset);
      }
    }
    if (!known) {
      throw new Refusal.Thrown(
          ApiError.CONTENT_TYPE_UNKNOWN, "Content-Type is " + Wording.quoted(header));
    }
    return type.equals(JSON_TYPE);
  }

  private static Format format(@Nullable String text, boolean jsonType) throws Refusal.Thrown {
    return switch (text) {
      case null -> jsonType ? Format.JSON : Format.NDJSON;
      case "ndjson" -> Format.NDJSON;
      case "json" -> Format.JSON;
      default -> throw wrong("format is " + Wording.quoted(text) + ": use ndjson or json");
    };
  }

  private static Encoding encoding(@Nullable String header) throws Refusal.Thrown {
    if (header == null) {
      return Encoding.IDENTITY;
    }
    Encoding encoding = ENCODINGS.get(header.strip().toLowerCase(Locale.ROOT));
    if (encoding == null) {
      throw new Refusal.Thrown(
          ApiError.CONTENT_ENCODING_UNKNOWN, "Content-Encoding is " + Wording.quoted(header));
    }
    return encoding;
  }

  private static long length(MultiMap headers, long maxBytes) throws Refusal.Thrown {
    if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
      return -1;
    }
    String text = headers.get(HttpHeaders.CONTENT_LENGTH);
    if (text == null) {
      throw new Refusal.Thrown(
          ApiError.LENGTH_MISSING, "the request does not say how long its body is");
    }
    long length = LENGTH.matcher(text).matches() ? Long.parseLong(text) : Long.MAX_VALUE;
    if (length > maxBytes) {
      throw new Refusal.Thrown(
          ApiError.BODY_TOO_LARGE,
          "the body has %s bytes, and %d is the most".formatted(Wording.shown(text, 20), maxBytes));
    }
    return length;
  }

  private static Refusal.Thrown wrong(String message) {
    return new Refusal.Thrown(ApiError.PARAMETER_WRONG, message);
  }
}
