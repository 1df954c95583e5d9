package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.UserId;
import java.time.Instant;

/**
 * One integration enabled on one target.
 *
 * @param generation a random number that tells this enabling from every earlier and later one
 * @param revision counts the changes of this generation, from 1
 * @param enabledBy on whose behalf its token acts
 */
public record Installation(
    InstallationKey key,
    long generation,
    long revision,
    InstallationState state,
    Context context,
    Switches switches,
    UserId enabledBy,
    Instant enabledAt,
    Instant changedAt) {

  /** The same installation after a change, one revision later. */
  public Installation changed(Context newContext, Switches newSwitches, Instant at) {
    return new Installation(
        key, generation, revision + 1, state, newContext, newSwitches, enabledBy, enabledAt, at);
  }

  /** The same in another state. What it keeps hasn't changed, so its revision hasn't either. */
  public Installation in(InstallationState newState) {
    return new Installation(
        key, generation, revision, newState, context, switches, enabledBy, enabledAt, changedAt);
  }
}
