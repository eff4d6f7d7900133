package io.tributary.gatherer.http.body;

/** Why a body cannot be read on. What was read of its values before is void. */
public final class BodyProblem extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Kind {
    /** The bytes are not what Content-Encoding says, or end too early. */
    ENCODING_BROKEN,
    /** It is not the JSON text that was announced. */
    MALFORMED,
    /** It has more bytes than a body may have, as sent or decoded. */
    TOO_LARGE,
    /** It becomes too many times larger by decoding. */
    EXPANDS,
    /** All memory for bodies is in use. */
    NO_MEMORY
  }

  private final Kind kind;
  private final String message;

  BodyProblem(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.message = message;
  }

  /** In words, for the producer. */
  @Override
  public String getMessage() {
    return message;
  }

  /** Whose fault it is. */
  public Kind kind() {
    return kind;
  }

  static BodyProblem broken(String message) {
    return new BodyProblem(Kind.ENCODING_BROKEN, message);
  }

  static BodyProblem malformed(String message) {
    return new BodyProblem(Kind.MALFORMED, message);
  }
}
