package io.tributary.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A system that ClickHouse's engine exists for.
 *
 * @param npmPackage that holds it, as {@code libchdb.so}
 */
record EnginePlatform(String npmPackage) {

  /**
   * This system.
   *
   * @throws SandboxException if there is no engine for it
   */
  static EnginePlatform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"), hasMusl());
  }

  static EnginePlatform of(String osName, String osArch, boolean musl) {
    boolean x64 = osArch.equals("amd64") || osArch.equals("x86_64");
    if (osName.toLowerCase(Locale.ROOT).contains("linux") && !musl && x64) {
      return new EnginePlatform("@chdb/lib-linux-x64-gnu");
    }
    throw new SandboxException(
        "There is no ClickHouse engine for "
            + osName
            + (musl ? " with musl libc" : "")
            + " on "
            + osArch
            + ": use Linux (glibc) on x64,"
            + EngineInstall.ALTERNATIVE);
  }

  /** The variable that loads a library into a process ahead of all others. */
  static String preloadVariable() {
    return "LD_PRELOAD";
  }

  /** The JDK's library that lets the engine and the JVM share signals. */
  static Path signalChaining() {
    return Path.of(System.getProperty("java.home"), "lib", "libjsig.so");
  }

  private static boolean hasMusl() {
    Path lib = Path.of("/lib");
    if (!Files.isDirectory(lib)) {
      return false;
    }
    String loader = "ld-musl-*";
    try (DirectoryStream<Path> loaders = Files.newDirectoryStream(lib, loader)) {
      // A glibc system may have musl beside it; then its own loader is there, too.
      return loaders.iterator().hasNext() && !Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"));
    } catch (IOException e) {
      return false;
    }
  }
}
