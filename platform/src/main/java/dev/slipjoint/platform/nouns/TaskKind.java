package dev.slipjoint.platform.nouns;

import java.util.Locale;

/** What a task is about. */
public enum TaskKind {
  /** An operation to be driven on. */
  OPERATION,
  /** An event to be delivered to an endpoint. */
  DELIVERY,
  /** A paused endpoint to be tried, or what waited for it to be let go. */
  PROBE;

  /** How it is written in tables. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
