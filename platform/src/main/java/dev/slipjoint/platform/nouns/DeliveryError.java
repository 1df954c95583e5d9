package dev.slipjoint.platform.nouns;

import java.util.Locale;

/**
 * What went wrong with an attempt, as its endpoint's owner is told: enough to mend it, and not so
 * much that it would show which addresses there are beside the server.
 */
public enum DeliveryError {
  /** It answered with another status than a 2xx. */
  REFUSED,
  /** It answered that it is gone. */
  GONE,
  /** Nobody could be reached at its address, or the address isn't to be called. */
  UNREACHABLE,
  /** There is no trusted connection to it. */
  TLS_FAILED,
  /** It did not answer in time. */
  TIMED_OUT,
  /** The connection broke, or what came was no answer. */
  BROKEN,
  /** Its secret can't be read under the present master key. */
  SECRET_UNREADABLE,
  /** The event is so old that it was forgotten. */
  EVENT_FORGOTTEN;

  /** How it is written in tables and on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
