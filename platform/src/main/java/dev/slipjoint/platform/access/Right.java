package dev.slipjoint.platform.access;

/** What may be done on a target. */
public enum Right {
  /** See what is enabled, and contexts. */
  READ,
  /** Change contexts and switches. */
  WRITE,
  /** Enable integrations, which makes new tokens. */
  ENABLE,
  /** Disable integrations. */
  DISABLE
}
