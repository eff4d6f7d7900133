package io.tributary.gatherer.spool;

import java.util.List;

/**
 * What was found when a spool was opened, beside what {@link SpoolState} holds.
 *
 * @param opened identity, and the incarnation that begins
 * @param keptKeys files of keys whose segments are gone, oldest first
 * @param corruptBytes of damaged segments that were put aside
 * @param damages found now
 */
record Recovered(
    IdentityFile opened, List<KeptKeys> keptKeys, long corruptBytes, List<Damage> damages) {
  Recovered {
    keptKeys = List.copyOf(keptKeys);
    damages = List.copyOf(damages);
  }
}
