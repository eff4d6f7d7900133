package io.tributary.gatherer.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's files. Where it knows owners, what is made is for the owner alone: it
 * holds other people's rows, and the salt.
 */
final class FileDisk implements Disk {
  private static final int MAX_LOCK_TEXT = 64;
  private static final String FILE_PERMISSIONS = "rw-------";
  private static final String FOLDER_PERMISSIONS = "rwx------";

  private record OpenFile(FileChannel channel) implements DiskFile {
    @Override
    public int write(ByteBuffer bytes, long offset) throws IOException {
      return channel.write(bytes, offset);
    }

    @Override
    public int read(ByteBuffer bytes, long offset) throws IOException {
      return channel.read(bytes, offset);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    return new OpenFile(
        FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), only(FILE_PERMISSIONS, file)));
  }

  @Override
  public DiskFile edit(Path file) throws IOException {
    return new OpenFile(FileChannel.open(file, READ, WRITE));
  }

  @Override
  public DiskFile view(Path file) throws IOException {
    return new OpenFile(FileChannel.open(file, READ));
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !Files.isDirectory(file)).sorted().toList();
    }
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder, only(FOLDER_PERMISSIONS, folder));
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  @Override
  public Closeable lock(Path file) throws IOException, SpoolUnusableException {
    FileChannel channel =
        FileChannel.open(file, Set.of(CREATE, READ, WRITE), only(FILE_PERMISSIONS, file));
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new SpoolUnusableException(
            "the spool folder "
                + file.getParent()
                + " is in use by "
                + holder(channel)
                + ": give each gatherer a folder of its own, or end that process first");
      }
      channel.truncate(0);
      channel.write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
      return channel;
    } catch (IOException | SpoolUnusableException e) {
      channel.close();
      throw e;
    }
  }

  private static FileAttribute<?>[] only(String permissions, Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MAX_LOCK_TEXT);
    channel.read(text, 0);
    String pid = US_ASCII.decode(text.flip()).toString().strip();
    return pid.matches("\\d+") ? "process " + pid : "another process";
  }
}
