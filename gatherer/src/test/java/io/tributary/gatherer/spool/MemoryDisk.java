package io.tributary.gatherer.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Files in memory that forget at a {@link #crash} what was not made durable, as a real disk may:
 * each sector of an unsynced write is there or not, and the last changes of names may be missing.
 * It can be told to fail.
 */
final class MemoryDisk implements Disk {
  private static final int SECTOR = 512;

  /** A write at an offset, or a cut to a length. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Op(long offset, byte[] bytes, boolean cut) {}

  private record Rename(Path from, Path to, MemoryFile file) {}

  /** What a crash leaves of what was not synced. */
  enum Survival {
    NOTHING,
    EVERYTHING,
    SOME
  }

  private final Map<Path, MemoryFile> names = new TreeMap<>();
  private final Map<Path, MemoryFile> durableNames = new TreeMap<>();

  /** From the empty path for a creation, to it for a removal. */
  private final List<Rename> unsyncedNames = new ArrayList<>();

  private boolean dead;
  private boolean locked;
  private int forces;
  private int forcing;
  private long spaceLeft = Long.MAX_VALUE;
  private int maxWrite = Integer.MAX_VALUE;
  private boolean readOnly;
  private boolean failForces;
  private boolean failCuts;
  private Runnable beforeForce = () -> {};

  private static final class MemoryFile {
    private byte[] live = new byte[0];
    private byte[] durable = new byte[0];
    private final List<Op> unsynced = new ArrayList<>();
  }

  private record Handle(MemoryDisk disk, MemoryFile file) implements DiskFile {
    @Override
    public int write(ByteBuffer bytes, long offset) throws IOException {
      return disk.write(file, bytes, offset);
    }

    @Override
    public int read(ByteBuffer bytes, long offset) {
      synchronized (disk) {
        int length = (int) Math.min(bytes.remaining(), file.live.length - offset);
        if (length <= 0) {
          return -1;
        }
        bytes.put(file.live, (int) offset, length);
        return length;
      }
    }

    @Override
    public long size() {
      synchronized (disk) {
        return file.live.length;
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (disk) {
        disk.requireWritable();
        if (disk.failCuts) {
          throw new IOException("Input/output error");
        }
        disk.apply(file, new Op(size, new byte[0], true));
      }
    }

    @Override
    public void force() throws IOException {
      disk.force(file);
    }

    @Override
    public void close() {}
  }

  // What tests set and see.

  synchronized int forces() {
    return forces;
  }

  /** Calls of fsync that have not returned. */
  synchronized int forcing() {
    return forcing;
  }

  /** Runs before each fsync, outside of any lock. */
  synchronized void beforeForce(Runnable hook) {
    beforeForce = hook;
  }

  /** After so many bytes the disk is full. */
  synchronized void spaceLeft(long bytes) {
    spaceLeft = bytes;
  }

  synchronized void maxWrite(int bytes) {
    maxWrite = bytes;
  }

  synchronized void readOnly(boolean now) {
    readOnly = now;
  }

  /** A failed fsync forgets what it should have written, and the next one reports success. */
  synchronized void failForces(boolean now) {
    failForces = now;
  }

  synchronized void failCuts(boolean now) {
    failCuts = now;
  }

  synchronized List<Path> files() {
    return List.copyOf(names.keySet());
  }

  synchronized byte[] bytes(Path file) {
    return required(file).live.clone();
  }

  synchronized long length(Path file) {
    MemoryFile there = names.get(file);
    return there == null ? 0 : there.live.length;
  }

  /** Puts a file there, durably. */
  synchronized void put(Path path, byte[] bytes) {
    MemoryFile file = new MemoryFile();
    file.live = bytes.clone();
    file.durable = bytes.clone();
    names.put(path, file);
    durableNames.put(path, file);
  }

  /** The power goes: this disk only fails from now on, and what is left is on the new one. */
  synchronized MemoryDisk crash(Survival survival, Random random) {
    dead = true;
    int kept =
        switch (survival) {
          case NOTHING -> 0;
          case EVERYTHING -> unsyncedNames.size();
          case SOME -> random.nextInt(unsyncedNames.size() + 1);
        };
    Map<Path, MemoryFile> left = new TreeMap<>(durableNames);
    unsyncedNames.subList(0, kept).forEach(change -> change(left, change));
    MemoryDisk after = new MemoryDisk();
    left.forEach((path, file) -> after.put(path, survivor(file, survival, random)));
    return after;
  }

  /** The same files once more. */
  synchronized MemoryDisk copy() {
    MemoryDisk copy = new MemoryDisk();
    names.forEach((path, file) -> copy.put(path, file.live));
    return copy;
  }

  // What the spool uses.

  @Override
  public synchronized DiskFile create(Path path) throws IOException {
    requireWritable();
    if (names.containsKey(path)) {
      throw new FileSystemException(path.toString(), null, "exists");
    }
    MemoryFile file = new MemoryFile();
    change(new Rename(Path.of(""), path, file));
    return new Handle(this, file);
  }

  @Override
  public synchronized DiskFile edit(Path path) throws IOException {
    requireWritable();
    return view(path);
  }

  @Override
  public synchronized DiskFile view(Path path) throws IOException {
    requireAlive();
    if (!names.containsKey(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return new Handle(this, required(path));
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    requireWritable();
    if (names.containsKey(path)) {
      change(new Rename(path, Path.of(""), required(path)));
    }
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    requireWritable();
    change(new Rename(from, to, required(from)));
  }

  @Override
  public synchronized List<Path> list(Path folder) throws IOException {
    requireAlive();
    return names.keySet().stream().filter(path -> folder.equals(path.getParent())).toList();
  }

  @Override
  public synchronized void createFolder(Path folder) throws IOException {
    requireAlive();
  }

  @Override
  public synchronized void syncFolder(Path folder) throws IOException {
    requireWritable();
    durableNames.clear();
    durableNames.putAll(names);
    unsyncedNames.clear();
  }

  @Override
  public synchronized Closeable lock(Path file) throws SpoolUnusableException {
    if (locked) {
      throw new SpoolUnusableException("in use");
    }
    locked = true;
    return () -> {
      synchronized (this) {
        locked = false;
      }
    };
  }

  private synchronized int write(MemoryFile file, ByteBuffer bytes, long offset)
      throws IOException {
    requireWritable();
    int length = (int) Math.min(Math.min(bytes.remaining(), maxWrite), spaceLeft);
    if (length == 0) {
      throw new IOException("No space left on device");
    }
    byte[] part = new byte[length];
    bytes.get(part);
    spaceLeft -= spaceLeft == Long.MAX_VALUE ? 0 : length;
    apply(file, new Op(offset, part, false));
    return length;
  }

  private void force(MemoryFile file) throws IOException {
    Runnable hook;
    synchronized (this) {
      hook = beforeForce;
      forcing++;
    }
    hook.run();
    synchronized (this) {
      requireAlive();
      forcing--;
      forces++;
      if (failForces) {
        file.unsynced.clear();
        throw new IOException("Input/output error");
      }
      for (Op op : file.unsynced) {
        file.durable = applied(file.durable, op, 0, op.bytes().length);
      }
      file.unsynced.clear();
    }
  }

  private void apply(MemoryFile file, Op op) {
    file.live = applied(file.live, op, 0, op.bytes().length);
    file.unsynced.add(op);
  }

  private static byte[] applied(byte[] to, Op op, int from, int end) {
    if (op.cut()) {
      return Arrays.copyOf(to, (int) op.offset());
    }
    int last = (int) op.offset() + end;
    byte[] result = last > to.length ? Arrays.copyOf(to, last) : to;
    System.arraycopy(op.bytes(), from, result, (int) op.offset() + from, end - from);
    return result;
  }

  private static byte[] survivor(MemoryFile file, Survival survival, Random random) {
    byte[] bytes = file.durable.clone();
    for (Op op : file.unsynced) {
      if (survival == Survival.EVERYTHING || (op.cut() && random.nextBoolean())) {
        bytes = applied(bytes, op, 0, op.bytes().length);
      } else if (survival == Survival.SOME && !op.cut()) {
        for (int from = 0; from < op.bytes().length; from += SECTOR) {
          if (random.nextInt(3) > 0) {
            bytes = applied(bytes, op, from, Math.min(from + SECTOR, op.bytes().length));
          }
        }
      }
    }
    return bytes;
  }

  private void change(Rename change) {
    change(names, change);
    unsyncedNames.add(change);
  }

  private static void change(Map<Path, MemoryFile> names, Rename change) {
    names.remove(change.from());
    if (!change.to().toString().isEmpty()) {
      names.put(change.to(), change.file());
    }
  }

  private MemoryFile required(Path path) {
    MemoryFile file = names.get(path);
    if (file == null) {
      throw new AssertionError("no file " + path + " in " + names.keySet());
    }
    return file;
  }

  private void requireAlive() throws IOException {
    if (dead) {
      throw new IOException("the power is off");
    }
  }

  private void requireWritable() throws IOException {
    requireAlive();
    if (readOnly) {
      throw new IOException("Read-only file system");
    }
  }
}
