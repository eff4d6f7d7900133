package io.tributary.load.gate;

import io.tributary.load.jmh.AvroAgainstGeneric;
import io.tributary.load.jmh.JsonAgainstJackson;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * The process that decodes: says the ratios in its {@code READY} line, then waits to be ended.
 *
 * <p>Arguments: pairs.
 *
 * <p>Thread: main.
 */
public final class DecodeMain {
  static final String JSON = "json";
  static final String AVRO = "avro";

  private DecodeMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int pairs = Integer.parseInt(args[0]);
    System.out.println(
        "READY %s=%s %s=%s"
            .formatted(
                JSON,
                DecodeStep.word(JsonAgainstJackson.ratio(pairs)),
                AVRO,
                DecodeStep.word(AvroAgainstGeneric.ratio(pairs))));
    new CountDownLatch(1).await();
  }
}
