package dev.slipjoint.platform.nouns;

import java.util.Locale;

/** Whether an endpoint is told of events. */
public enum EndpointState {
  /** It is. */
  ACTIVE,
  /** It failed for days: what it would be told waits, and one delivery now and then tries it. */
  PAUSED,
  /** It said itself that it is gone, with a 410: it is told nothing, and nothing is kept for it. */
  GONE;

  /** How it is written in tables and on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
