package io.tributary.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a process has read and written by system calls, as Linux counts it in {@code /proc/PID/io}:
 * sockets, files and pipes alike. A process that reads and writes no files to speak of tells what
 * it takes from the network this way.
 */
record ProcIo(long readBytes, long writtenBytes) {

  /** The process now; empty when it has ended, or is somebody else's. */
  static Optional<ProcIo> of(long pid) {
    try {
      return Optional.of(parse(Files.readString(Path.of("/proc", Long.toString(pid), "io"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static ProcIo parse(String io) {
    return new ProcIo(value(io, "rchar:"), value(io, "wchar:"));
  }

  private static long value(String io, String key) {
    return io.lines()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.substring(key.length()).strip()))
        .findFirst()
        .orElse(0);
  }
}
