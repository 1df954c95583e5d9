package dev.slipjoint.platform.nouns;

/**
 * What a user turns on and off beside the context.
 *
 * @param buildHook whether the integration's build event handlers run
 * @param connectors whether the integration's connectors are on; a team's switch
 */
public record Switches(boolean buildHook, boolean connectors) {

  /** How every installation begins. */
  public static final Switches OFF = new Switches(false, false);
}
