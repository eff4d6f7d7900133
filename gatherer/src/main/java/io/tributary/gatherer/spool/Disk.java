package io.tributary.gatherer.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The few operations on files that the spool needs. A seam: tests make them fail. Any thread. */
interface Disk {
  /** Creates a file that is not there yet, to be read and written, by its owner only. */
  DiskFile create(Path file) throws IOException;

  /** Opens a file that is there, to be read and written. */
  DiskFile edit(Path file) throws IOException;

  /** Opens a file that is there, to be read only. */
  DiskFile view(Path file) throws IOException;

  /** Removes a file; nothing happens if it is not there. */
  void delete(Path file) throws IOException;

  /** Renames a file at once, over one that has the name already. */
  void rename(Path from, Path to) throws IOException;

  /**
   * The files of a folder in the order of their names, without its folders; none if it is missing.
   */
  List<Path> list(Path folder) throws IOException;

  /** Creates a folder and those above it, as far as they are missing, for their owner only. */
  void createFolder(Path folder) throws IOException;

  /** Makes creations, renames and removals in a folder durable. */
  void syncFolder(Path folder) throws IOException;

  /**
   * Takes a lock that dies with the process.
   *
   * @throws SpoolUnusableException when another one has it
   */
  Closeable lock(Path file) throws IOException, SpoolUnusableException;
}
