package io.tributary.protocol.avro;

/** Steps over a datum that no column takes. */
interface Skip {
  void skip(AvroCursor in) throws BrokenDatumException;

  /** So many bytes, whatever they hold. */
  record Bytes(int count) implements Skip {
    @Override
    public void skip(AvroCursor in) throws BrokenDatumException {
      in.take(count);
    }
  }

  /** So many numbers of variable length. */
  record Numbers(int count) implements Skip {
    @Override
    public void skip(AvroCursor in) throws BrokenDatumException {
      for (int i = 0; i < count; i++) {
        in.readLong();
      }
    }
  }

  /** So many numbers of variable length, of 32 bits at most. */
  record Ints(int count) implements Skip {
    @Override
    public void skip(AvroCursor in) throws BrokenDatumException {
      for (int i = 0; i < count; i++) {
        in.readInt();
      }
    }
  }

  /** So many times a length and as many bytes. */
  record Texts(int count) implements Skip {
    @Override
    public void skip(AvroCursor in) throws BrokenDatumException {
      for (int i = 0; i < count; i++) {
        in.take(in.readLength());
      }
    }
  }

  /** One branch. */
  final class Union implements Skip {
    private final Skip[] branches;

    Union(Skip[] branches) {
      this.branches = branches;
    }

    @Override
    public void skip(AvroCursor in) throws BrokenDatumException {
      branches[in.readIndex(branches.length)].skip(in);
    }
  }

  /** Items of an array, or keys and values of a map. */
  final class Items implements Skip {
    private final Skip item;
    private final int minItemBytes;

    Items(Skip item, int minItemBytes) {
      this.item = item;
      this.minItemBytes = minItemBytes;
    }

    @Override
    public void skip(AvroCursor in) throws BrokenDatumException {
      in.enter();
      for (int n = in.skipBlocks(minItemBytes); n != 0; n = in.skipBlocks(minItemBytes)) {
        for (int i = 0; minItemBytes > 0 && i < n; i++) {
          item.skip(in);
        }
      }
      in.leave();
    }
  }

  /** One after the other. */
  final class Sequence implements Skip {
    private Skip[] parts = {};
    private boolean isFinished;

    void parts(Skip[] newParts) {
      parts = newParts;
      isFinished = true;
    }

    /** True when it is known that there is nothing to step over. */
    boolean isEmpty() {
      return isFinished && parts.length == 0;
    }

    Skip[] parts() {
      return parts;
    }

    @Override
    public void skip(AvroCursor in) throws BrokenDatumException {
      in.enter();
      for (Skip part : parts) {
        part.skip(in);
      }
      in.leave();
    }
  }
}
