package dev.slipjoint.platform.nouns;

import java.util.Locale;

/** How far the telling of one event to one endpoint is. */
public enum DeliveryState {
  /** It is tried, or will be at its time. */
  PENDING,
  /** It waits until its endpoint is no longer paused. */
  WAITING,
  /** The endpoint has it. */
  DELIVERED,
  /** Every attempt failed, and there will be no other unless somebody asks for it. */
  FAILED;

  /** How it is written in tables and on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
