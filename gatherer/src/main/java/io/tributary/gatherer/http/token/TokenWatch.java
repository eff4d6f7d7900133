package io.tributary.gatherer.http.token;

import io.tributary.gatherer.http.file.FileStamp;
import io.tributary.service.failure.FailureCode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file as it is now.
 *
 * <p><b>Failure semantics.</b> While the file cannot be understood, the tokens that it had stay
 * valid, and a line says so; once it is gone, none is valid.
 *
 * <p>Thread: {@link #look} blocks and is for one worker at a time; {@link #tokens} is for any.
 */
public final class TokenWatch {
  private static final Logger log = LoggerFactory.getLogger(TokenWatch.class);

  private final Path path;
  private final TokenFile file;
  private @Nullable FileStamp seen;
  private volatile TokenSet tokens;

  /**
   * Reads the file for the first time.
   *
   * @throws TokenFileException if it is not there or no file of tokens
   */
  public TokenWatch(Path path) {
    this.path = path;
    this.file = new TokenFile(path);
    this.seen = FileStamp.of(path);
    this.tokens = new TokenSet(file.read());
  }

  /** Those that are valid. */
  public TokenSet tokens() {
    return tokens;
  }

  /** Reads the file again if it was changed. */
  public synchronized void look() {
    FileStamp now = FileStamp.of(path);
    if (now == null ? seen == null : now.equals(seen)) {
      return;
    }
    seen = now;
    if (now == null) {
      tokens = new TokenSet(List.of());
      log.warn(FailureCode.TOKENS_UNREADABLE.line(path + " is gone, so that no token is valid"));
      return;
    }
    try {
      TokenSet changed = new TokenSet(file.read());
      tokens = changed;
      log.info("{} was read again: {} tokens", path, changed.size());
    } catch (TokenFileException | IllegalArgumentException e) {
      log.warn(
          FailureCode.TOKENS_UNREADABLE.line(
              e.getMessage() + "; the tokens that were there before stay valid"));
    }
  }
}
