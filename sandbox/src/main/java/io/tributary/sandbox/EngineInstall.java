package io.tributary.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;

/**
 * ClickHouse's engine as a library ({@code libchdb}), installed once per user by {@code npm ci}
 * from the committed lock file.
 *
 * <p>It lies in {@code $TRIBUTARY_CACHE}, else {@code $XDG_CACHE_HOME/tributary}, else {@code
 * ~/.cache/tributary}, in a folder named after its version and the lock file. Installing happens
 * beside that folder, which appears complete or not at all; whoever comes meanwhile waits.
 *
 * <p>The lock file holds the package for Linux on x64 with its hash; there is none for other
 * systems.
 *
 * <p>Thread: any; the first call downloads about 170 MB.
 */
public final class EngineInstall {
  /** The version in the lock file. */
  static final String VERSION = "26.7.3-stable.1";

  static final String ALTERNATIVE = " or point CLICKHOUSE_URL at a ClickHouse server of your own.";

  private static final long NEEDED_BYTES = 1_500_000_000L;
  private static final String[] NPM_FILES = {"package.json", "package-lock.json"};

  private final Path cache;
  private final EnginePlatform platform;
  private final Consumer<String> progress;

  private EngineInstall(Path cache, EnginePlatform platform, Consumer<String> progress) {
    this.cache = cache;
    this.platform = platform;
    this.progress = progress;
  }

  /** The library, after installing it if need be. */
  public static Path ensure() {
    return ensure(line -> {});
  }

  /**
   * The library, after installing it if need be.
   *
   * @param progress told in lines for people what takes long; not called if it is there already
   * @throws SandboxException if it cannot be installed, with a sentence that says what to do
   */
  public static Path ensure(Consumer<String> progress) {
    return ensure(cache(System.getenv()), progress);
  }

  // Synchronized because a file lock keeps out other processes, not other threads.
  static synchronized Path ensure(Path cache, Consumer<String> progress) {
    EngineInstall install = new EngineInstall(cache, EnginePlatform.current(), progress);
    try {
      return install.run();
    } catch (IOException e) {
      throw new SandboxException(
          "Cannot install ClickHouse's engine in "
              + cache
              + " ("
              + e
              + "): free or name another place with TRIBUTARY_CACHE,"
              + ALTERNATIVE,
          e);
    }
  }

  static Path cache(Map<String, String> env) {
    String own = env.getOrDefault("TRIBUTARY_CACHE", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String xdg = env.getOrDefault("XDG_CACHE_HOME", "");
    Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return base.resolve("tributary");
  }

  private Path run() throws IOException {
    Path home = cache.resolve("chdb-" + VERSION + "-" + lockHash());
    Path library = library(home);
    if (Files.exists(library)) {
      return library;
    }
    Files.createDirectories(cache);
    try (FileChannel file =
            FileChannel.open(
                cache.resolve("install.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      // Another process may have installed it while this one waited.
      if (held.isValid() && !Files.exists(library)) {
        install(home);
      }
    }
    return library;
  }

  private Path library(Path home) {
    return home.resolve("node_modules").resolve(platform.npmPackage()).resolve("libchdb.so");
  }

  private void install(Path home) throws IOException {
    long free = Files.getFileStore(cache).getUsableSpace();
    if (free < NEEDED_BYTES) {
      throw new SandboxException(
          "ClickHouse's engine needs 1.5 GB in "
              + cache
              + ", where "
              + free / 1_000_000
              + " MB are free: make room, name another place with TRIBUTARY_CACHE,"
              + ALTERNATIVE);
    }
    progress.accept("Installing ClickHouse " + VERSION + " in " + cache + " (170 MB, once)");
    Path fresh = Files.createTempDirectory(cache, "installing-");
    try {
      for (String name : NPM_FILES) {
        Files.write(fresh.resolve(name), resource(name));
      }
      NpmInstall.run(fresh, progress);
      // The package is an optional dependency: npm calls it a success when it cannot be fetched.
      if (!Files.exists(library(fresh))) {
        throw new SandboxException(
            "npm could not fetch "
                + platform.npmPackage()
                + " "
                + VERSION
                + ": check the network and npm's registry,"
                + ALTERNATIVE);
      }
      // Somebody may have deleted the library out of it.
      Folders.delete(home);
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(fresh);
    }
  }

  private static String lockHash() throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(resource("package-lock.json"));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = EngineInstall.class.getResourceAsStream("engine/" + name)) {
      if (in == null) {
        throw new IOException("the resource engine/" + name + " is missing");
      }
      return in.readAllBytes();
    }
  }

  /** The lock file as text, for the test that it names no download address. */
  static String lockFile() throws IOException {
    return new String(resource("package-lock.json"), StandardCharsets.UTF_8);
  }
}
