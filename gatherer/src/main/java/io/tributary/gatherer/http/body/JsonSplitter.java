package io.tributary.gatherer.http.body;

/**
 * JSON: an object, or an array of them; also several of these one after the other, as NDJSON is.
 * Each element of an array is a value.
 *
 * <p>Only brackets and quotes are looked at. What is wrong inside a value is the row's problem;
 * what is wrong between values ends the body, as nobody could tell where the next one begins. One
 * thread.
 */
final class JsonSplitter implements ValueSplitter {
  private enum Where {
    /** Outside of arrays: a value, an array or the end. */
    TOP,
    /** Behind {@code [}: a value or {@code ]}. */
    FIRST,
    /** Behind a comma: a value. */
    NEXT,
    /** Inside a value. */
    VALUE,
    /** Behind a value of an array: a comma or {@code ]}. */
    AFTER
  }

  private final ValueBuffer values;
  private Where where = Where.TOP;
  private long count;
  private boolean inArray;

  private boolean bare;
  private boolean inString;
  private boolean escaped;
  private long depth;

  JsonSplitter(ValueBuffer values) {
    this.values = values;
  }

  @Override
  public void take(byte[] bytes, int offset, int length) throws BodyProblem {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (where == Where.VALUE) {
        at = value(bytes, at, end);
      } else if (ValueBuffer.isSpace(bytes[at]) || isMark(bytes[at])) {
        at++;
      } else {
        at = between(bytes[at]) ? at + 1 : at;
      }
    }
  }

  /** One byte between values; false if a value begins with it. */
  private boolean between(byte octet) throws BodyProblem {
    switch (where) {
      case AFTER -> {
        if (octet != ',' && octet != ']') {
          throw malformed("a comma or ] is missing behind value " + count);
        }
        where = octet == ',' ? Where.NEXT : Where.TOP;
        return true;
      }
      case TOP -> {
        if (octet == '[') {
          where = Where.FIRST;
          return true;
        }
      }
      case FIRST -> {
        if (octet == ']') {
          where = Where.TOP;
          return true;
        }
      }
      case NEXT, VALUE -> {}
    }
    if (octet == ',' || octet == ']' || octet == '}') {
      throw malformed("there is a %c where value %d should be".formatted((char) octet, count + 1));
    }
    begin(octet);
    return false;
  }

  /** A byte order mark, of three bytes, ahead of everything. */
  private boolean isMark(byte octet) {
    return where == Where.TOP
        && count == 0
        && (octet == (byte) 0xEF || octet == (byte) 0xBB || octet == (byte) 0xBF);
  }

  private void begin(byte octet) {
    inArray = where != Where.TOP;
    where = Where.VALUE;
    count++;
    bare = octet != '{' && octet != '[' && octet != '"';
    inString = false;
    escaped = false;
    depth = 0;
  }

  /** Reads on in a value; returns where it ends, or the end of the piece. */
  private int value(byte[] bytes, int from, int end) throws BodyProblem {
    int at = bare ? bare(bytes, from, end) : structure(bytes, from, end);
    if (where == Where.VALUE) {
      values.keep(bytes, from, end - from);
    } else {
      values.handOn(bytes, from, at - from, count);
    }
    return at;
  }

  private int structure(byte[] bytes, int from, int end) {
    for (int at = from; at < end; at++) {
      byte octet = bytes[at];
      if (inString) {
        if (escaped) {
          escaped = false;
        } else if (octet == '\\') {
          escaped = true;
        } else if (octet == '"') {
          inString = false;
          if (depth == 0) {
            return ended(at + 1);
          }
        }
      } else if (octet == '"') {
        inString = true;
      } else if (octet == '{' || octet == '[') {
        depth++;
      } else if ((octet == '}' || octet == ']') && --depth == 0) {
        return ended(at + 1);
      }
    }
    return end;
  }

  private int bare(byte[] bytes, int from, int end) {
    for (int at = from; at < end; at++) {
      byte octet = bytes[at];
      if (ValueBuffer.isSpace(octet) || "{}[],\"".indexOf(octet) >= 0) {
        return ended(at);
      }
    }
    return end;
  }

  private int ended(int at) {
    where = inArray ? Where.AFTER : Where.TOP;
    return at;
  }

  @Override
  public void end() throws BodyProblem {
    if (where == Where.VALUE && bare && !inArray) {
      where = Where.TOP;
      values.handOn(new byte[0], 0, 0, count);
    }
    if (where != Where.TOP) {
      throw malformed(
          where == Where.VALUE ? "it ends inside of value " + count : "its array is not closed");
    }
  }

  private static BodyProblem malformed(String what) {
    return BodyProblem.malformed("the body is not JSON: " + what);
  }
}
