package io.tributary.sandbox.clickhouse.engine;

import io.vertx.core.buffer.Buffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a statement ended. */
public sealed interface EngineAnswer {
  /** The largest result handed out; larger ones are refused with TOO_MANY_ROWS_OR_BYTES. */
  int MAX_BODY_BYTES = 256 << 20;

  /** It succeeded; the body is in the format asked for. */
  record Done(Buffer body, EngineCounters counters) implements EngineAnswer {}

  /**
   * It failed.
   *
   * @param code ClickHouse's error code
   * @param text as ClickHouse words it: {@code Code: 60. DB::Exception: … (UNKNOWN_TABLE)}
   */
  record Failed(int code, String text) implements EngineAnswer {
    private static final Pattern CODE = Pattern.compile("Code: (\\d{1,6})\\.");
    private static final int STD_EXCEPTION = 1001;

    /** The library wraps an error of its server part in one of its client part. */
    private static final Pattern WRAPPED =
        Pattern.compile(
            "Code: (\\d+)\\. DB::Exception: (Code: \\1\\. DB::Exception: .*) \\(version"
                + " [^)]*\\)+\\. \\(\\w+\\)",
            Pattern.DOTALL);

    static Failed of(String raw) {
      Matcher wrapped = WRAPPED.matcher(raw.strip());
      String text = wrapped.matches() ? wrapped.group(2) : raw;
      Matcher matcher = CODE.matcher(text);
      return matcher.lookingAt()
          ? new Failed(Integer.parseInt(matcher.group(1)), text)
          : of(STD_EXCEPTION, text, "STD_EXCEPTION");
    }

    static Failed resultTooLarge(long bytes) {
      return of(
          396,
          "The result has " + bytes + " bytes; the sandbox hands out " + MAX_BODY_BYTES,
          "TOO_MANY_ROWS_OR_BYTES");
    }

    /** An error worded as ClickHouse words its own. */
    public static Failed of(int code, String message, String name) {
      return new Failed(code, "Code: " + code + ". DB::Exception: " + message + ". (" + name + ")");
    }
  }
}
