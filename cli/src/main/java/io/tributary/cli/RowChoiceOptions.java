package io.tributary.cli;

import io.tributary.cli.quarantine.RowChoice;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.wording.Wording;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which quarantined rows are meant. */
final class RowChoiceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only rows with this reason, such as \"type error\".")
  private @Nullable String reason;

  @Option(names = "--partition", paramLabel = "N", description = "Only this partition.")
  private @Nullable Integer partition;

  @Option(names = "--from", paramLabel = "OFFSET", description = "No lower offsets.")
  private @Nullable Long from;

  @Option(names = "--to", paramLabel = "OFFSET", description = "No higher offsets.")
  private @Nullable Long to;

  /** What was chosen. */
  RowChoice choice() {
    List<String> known = Arrays.stream(ProblemKind.values()).map(ProblemKind::text).toList();
    if (reason != null && !known.contains(reason)) {
      throw new ParameterException(
          spec.commandLine(),
          "--reason is one of %s, not %s%s."
              .formatted(
                  String.join(", ", known),
                  Wording.quoted(reason),
                  Wording.didYouMean(reason, known)));
    }
    return new RowChoice(reason, partition, from, to);
  }
}
