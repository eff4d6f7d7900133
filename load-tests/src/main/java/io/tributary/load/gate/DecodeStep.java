package io.tributary.load.gate;

import io.tributary.load.jmh.AvroAgainstGeneric;
import io.tributary.load.jmh.JsonAgainstJackson;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.report.Spread;
import io.tributary.load.run.Progress;
import io.tributary.sandbox.ProcessSpec;
import io.tributary.sandbox.ServerProcess;
import java.time.Duration;
import java.util.Optional;

/** The decode stage alone against other libraries, in a process of its own that nothing warmed. */
record DecodeStep() implements GateStep {
  private static final String NAME = "decode";
  private static final int PAIRS = 5;

  /** It takes about a minute. */
  private static final Duration TIMEOUT = Duration.ofMinutes(20);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "JSON: %s; Avro: %s; JVM: %s; pairs: %d"
        .formatted(
            JsonAgainstJackson.SUBJECT,
            AvroAgainstGeneric.SUBJECT,
            String.join(" ", ServiceUnderLoad.JVM_OPTIONS),
            PAIRS);
  }

  @Override
  public StepResult run(GateFolders folders, Progress progress) {
    ProcessSpec spec =
        ProcessSpec.of(NAME, DecodeMain.class.getName(), folders.work().resolve("decode.log"))
            .withArgs(Integer.toString(PAIRS))
            .withJvmOptions(ServiceUnderLoad.JVM_OPTIONS.toArray(String[]::new))
            .withInherited(ProcessSpec.Inherited.NO_SETTINGS)
            .withReadyTimeout(TIMEOUT);
    try (ServerProcess decode = ServerProcess.start(spec)) {
      Spread json = spread(decode.ready(DecodeMain.JSON));
      Spread avro = spread(decode.ready(DecodeMain.AVRO));
      return new StepResult.Builder(NAME)
          .higher("rows of JSON per CPU-second by Jackson's", Optional.of(json))
          .higher("rows of Avro per CPU-second by the generic reader's", Optional.of(avro))
          .build();
    }
  }

  static Spread spread(String text) {
    String[] parts = text.split("/", -1);
    return new Spread(
        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
  }

  /** A spread as one word. */
  static String word(Spread spread) {
    return spread.median() + "/" + spread.min() + "/" + spread.max();
  }
}
