/**
 * What a load run shall do, as a YAML file says it. Public entry: {@link
 * io.tributary.load.scenario.ScenarioReader}, which makes a {@link
 * io.tributary.load.scenario.LoadPlan}. Pure; any thread.
 */
@NullMarked
package io.tributary.load.scenario;

import org.jspecify.annotations.NullMarked;
