package dev.slipjoint.platform.nouns;

import java.util.Locale;

/** How far an installation is. What was disabled, or could not be enabled, isn't there at all. */
public enum InstallationState {
  /** An operation is enabling it: to everybody but that operation, it isn't enabled yet. */
  ENABLING,
  /** It is enabled. */
  ENABLED,
  /** An operation is disabling it: until that is done it is enabled, but its tokens reach less. */
  DISABLING;

  /** How it is written in tables and answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
