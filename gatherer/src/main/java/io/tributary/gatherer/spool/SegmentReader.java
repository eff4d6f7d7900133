package io.tributary.gatherer.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads single entries. Blocks; any thread that may, several at once. */
final class SegmentReader {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentReader.class);

  private final Disk disk;
  private final SpoolFolder folder;
  private final SpoolIdentity identity;
  private final SpoolState state;

  SegmentReader(Disk disk, SpoolFolder folder, SpoolIdentity identity, SpoolState state) {
    this.disk = disk;
    this.folder = folder;
    this.identity = identity;
    this.state = state;
  }

  /**
   * Reads an entry and checks every byte of it.
   *
   * @throws IllegalArgumentException if there is none at the position, or not any more
   */
  SpoolEntry read(Position position) throws SpoolException {
    SpoolState.Located at = state.locate(position);
    if (at == null) {
      throw new IllegalArgumentException("the spool has no entry " + position);
    }
    Path path = folder.file(at.segment().first(), FileKind.ENTRIES);
    try (DiskFile file = disk.view(path)) {
      return read(file, at.offset(), position);
    } catch (IOException e) {
      throw SpoolFailedException.of("read", path, e);
    } catch (RuleBreach e) {
      state.markDamaged(at.segment());
      SpoolDamagedException damaged =
          new SpoolDamagedException(
              "entry %s at offset %d of %s is damaged: %s"
                  .formatted(position, at.offset(), path, e.getMessage()));
      LOG.error("{}", damaged.getMessage());
      throw damaged;
    }
  }

  private SpoolEntry read(DiskFile file, int offset, Position position)
      throws IOException, RuleBreach {
    ByteBuffer start = ByteBuffer.allocate(EntryHead.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.readFully(start, offset);
    EntryHead head = EntryHead.decode(start.flip(), 0, new Checksum(identity.salt()));
    if (head.incarnation() != position.incarnation() || head.entry() != position.entry()) {
      throw new RuleBreach(
          SpoolRule.ENTRY_IDENTITY,
          "expected %s, found %d/%d".formatted(position, head.incarnation(), head.entry()));
    }
    byte[] entry = new byte[head.length()];
    file.readFully(ByteBuffer.wrap(entry), offset);
    return EntryCodec.decode(head, entry);
  }
}
