package io.tributary.load.fuzz;

import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.FrameEncoder;
import io.vertx.core.buffer.Buffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What a reader is fed in one run.
 *
 * @param bytes all of them
 * @param isWelcomed whether the handshake is done
 * @param pieceBytes size of the chunks they arrive in
 */
record FuzzInput(Buffer bytes, boolean isWelcomed, int pieceBytes) {

  /** The input of this number; always the same for the same seed. */
  static FuzzInput of(long seed, long number) {
    RandomGenerator random = new SplittableRandom(seed + number);
    boolean welcomed = random.nextInt(5) > 0;
    Buffer bytes = random.nextInt(10) == 0 ? noise(random) : frames(random, welcomed);
    int pieceBytes = 1 + random.nextInt(random.nextBoolean() ? 16 : 2_000);
    return new FuzzInput(bytes, welcomed, pieceBytes);
  }

  private static Buffer noise(RandomGenerator random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    Buffer noise = Buffer.buffer(bytes);
    if (noise.length() > 5 && random.nextInt(3) > 0) {
      // A likely length and type, or hardly anything would come past the first field.
      noise.setInt(0, random.nextInt(noise.length())).setByte(4, (byte) random.nextInt(16));
    }
    return noise;
  }

  private static Buffer frames(RandomGenerator random, boolean welcomed) {
    RandomFrames frames = new RandomFrames(random);
    ByteMutator mutator = new ByteMutator(random);
    Buffer all = Buffer.buffer();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Frame frame = welcomed ? frames.session() : frames.handshake();
      Buffer bytes = FrameEncoder.encode(frame);
      all.appendBuffer(random.nextInt(4) == 0 ? bytes : mutator.mutate(bytes));
    }
    return all;
  }
}
