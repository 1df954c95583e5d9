package dev.slipjoint.platform.dispatch;

import java.util.Locale;

/** What circuit breakers do about integrations that fail. */
public enum BreakerMode {
  /** They refuse calls while they are open. */
  ON,
  /** They count, and log what they would have done; every call passes. */
  DRY_RUN,
  /** They do nothing. */
  OFF;

  /** How it is written in settings and answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
