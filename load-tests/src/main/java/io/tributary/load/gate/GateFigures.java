package io.tributary.load.gate;

import io.tributary.load.report.Machine;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run of the gate has measured, now or when the reference was recorded.
 *
 * @param machine with the commit of the sources
 * @param started when the first step began
 * @param subjects what each step has run, by its name and in the order of the steps
 * @param ratios in the order of the steps; each once
 */
public record GateFigures(
    Machine machine, Instant started, Map<String, String> subjects, List<Ratio> ratios) {
  public GateFigures {
    subjects = Collections.unmodifiableMap(new LinkedHashMap<>(subjects));
    ratios = List.copyOf(ratios);
    for (Ratio ratio : ratios) {
      if (!subjects.containsKey(ratio.scenario())) {
        throw new IllegalArgumentException("it does not say what was run of " + ratio.scenario());
      }
    }
    for (int i = 0; i < ratios.size(); i++) {
      for (int other = i + 1; other < ratios.size(); other++) {
        if (ratios.get(i).isSameAs(ratios.get(other))) {
          throw new IllegalArgumentException(ratios.get(i).title() + " is there twice");
        }
      }
    }
  }

  /** Names of the steps that have ratios. */
  Set<String> scenarios() {
    Set<String> names = new LinkedHashSet<>();
    ratios.forEach(ratio -> names.add(ratio.scenario()));
    return names;
  }

  /** Ratios that are too noisy for a reference, a sentence each; empty if none is. */
  public List<String> noise(Tolerance tolerance) {
    return ratios.stream()
        .filter(ratio -> tolerance.of(ratio).isNoisy(ratio))
        .map(GateFigures::noise)
        .toList();
  }

  private static String noise(Ratio ratio) {
    return "%s is noisy, with pairs from %s to %s: record it again on a machine that does nothing else."
        .formatted(
            ratio.title(), Ratio.number(ratio.spread().min()), Ratio.number(ratio.spread().max()));
  }

  /** Its ratio of the same scenario and name. */
  Optional<Ratio> same(Ratio other) {
    return ratios.stream().filter(other::isSameAs).findFirst();
  }

  /** Whether processor, cores or JDK are others. */
  boolean isOfOtherMachineThan(GateFigures other) {
    Machine its = other.machine();
    return !machine.cpu().equals(its.cpu())
        || machine.cores() != its.cores()
        || !machine.jdk().equals(its.jdk());
  }

  /** Those three. */
  String machineText() {
    return "%s, %d cores, %s".formatted(machine.cpu(), machine.cores(), machine.jdk());
  }
}
