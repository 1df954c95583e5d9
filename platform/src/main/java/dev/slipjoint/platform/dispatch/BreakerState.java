package dev.slipjoint.platform.dispatch;

import java.util.Locale;

/** How far a circuit breaker is. */
public enum BreakerState {
  /** Calls pass, and are counted. */
  CLOSED,
  /** The integration failed too often: it isn't called for a while. */
  OPEN,
  /** Calls pass again; a few failures open it again, and enough successes close it. */
  HALF_OPEN;

  /** How it is written in answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
