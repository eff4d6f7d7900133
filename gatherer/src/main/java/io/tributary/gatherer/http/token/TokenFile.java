package io.tributary.gatherer.http.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The file that tokens are kept in. It is replaced as a whole, so that readers see the old or the
 * new one, and only its owner may read it. Changes of several processes wait for each other.
 *
 * <p><b>Failure semantics.</b> A change that fails leaves the file as it was.
 *
 * <p>Blocks; any thread that may.
 */
public final class TokenFile {
  /** The most that a file may hold. */
  public static final int MAX_TOKENS = 1_000;

  private static final long MAX_BYTES = 16 << 20;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;

  /** A file that need not be there yet. */
  public TokenFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /** A token that was made just now, and its secret, which nobody else has. */
  public record Created(ApiToken token, String secret) {
    @Override
    public String toString() {
      return token.toString();
    }
  }

  /**
   * What it holds.
   *
   * @throws TokenFileException if it is not there, cannot be read or is not a file of tokens
   */
  public List<ApiToken> read() {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new TokenFileException(path + " has more than 16 MiB: it is no file of tokens");
      }
      List<ApiToken> tokens = TokenJson.read(Files.readString(path, StandardCharsets.UTF_8));
      checkCount(tokens);
      return tokens;
    } catch (NoSuchFileException e) {
      throw new TokenFileException(
          path + " is not there: make it with tributary token create NAME", e);
    } catch (IOException e) {
      throw new TokenFileException("cannot read " + path + ": " + e.getMessage(), e);
    } catch (TokenFileException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new TokenFileException(path + " is no file of tokens: " + e.getMessage(), e);
    }
  }

  /** What it holds; nothing while it is not there. */
  public List<ApiToken> readIfPresent() {
    return Files.exists(path) ? read() : List.of();
  }

  /**
   * Adds a token.
   *
   * @param appendTo as in {@link ApiToken}
   * @throws TokenFileException if there is one with this name, or the file cannot be changed
   * @throws IllegalArgumentException if the name or a datasource is not valid
   */
  public Created create(String name, List<String> appendTo) {
    String secret = TokenSecret.random();
    HexFormat hex = HexFormat.of();
    ApiToken token =
        new ApiToken(
            hex.formatHex(TokenSecret.randomId()),
            name,
            hex.formatHex(TokenSecret.hash(secret)),
            appendTo,
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
    change(
        tokens -> {
          if (tokens.stream().anyMatch(other -> other.name().equals(name))) {
            throw new TokenFileException(
                "there is a token %s already: choose another name, or revoke it".formatted(name));
          }
          List<ApiToken> more = new ArrayList<>(tokens);
          more.add(token);
          return more;
        });
    return new Created(token, secret);
  }

  /**
   * Removes a token.
   *
   * @throws TokenFileException if there is none with this name, or the file cannot be changed
   */
  public void revoke(String name) {
    change(
        tokens -> {
          List<ApiToken> others =
              tokens.stream().filter(token -> !token.name().equals(name)).toList();
          if (others.size() == tokens.size()) {
            throw new TokenFileException(
                "there is no token %s in %s: see tributary token list".formatted(name, path));
          }
          return others;
        });
  }

  private void change(UnaryOperator<List<ApiToken>> change) {
    Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(
                lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("the lock was lost");
      }
      List<ApiToken> changed = change.apply(readIfPresent());
      checkCount(changed);
      replace(TokenJson.write(changed));
    } catch (IOException e) {
      throw new TokenFileException("cannot change " + path + ": " + e, e);
    }
  }

  private void replace(String text) throws IOException {
    Path fresh = Files.createTempFile(path.getParent(), ".tokens", ".new", OWNER_ONLY);
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void checkCount(List<ApiToken> tokens) {
    if (tokens.size() > MAX_TOKENS) {
      throw new TokenFileException(
          "%s would hold %d tokens, and %d is the most: revoke some"
              .formatted(path, tokens.size(), MAX_TOKENS));
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
