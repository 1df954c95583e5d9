package dev.slipjoint.server.config;

/** What happens to calls of an integration that keeps failing. */
public enum BreakerMode {
  /** It is left alone for a while. */
  ON,
  /** It is told that it would be left alone. */
  DRY_RUN,
  /** It is called all the same. */
  OFF
}
